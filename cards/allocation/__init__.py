"""The cards of an allocation: wishes, conflicts of interest, the proposal for the trust and to a school, other
support."""
