"""The cards of a handover."""
