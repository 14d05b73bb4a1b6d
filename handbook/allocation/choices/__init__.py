"""The choice of a SIP for a school (A3): proposed, confirmed by both, deployed, undone."""
