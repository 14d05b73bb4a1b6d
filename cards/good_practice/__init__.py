"""The cards of good practice and needs."""
