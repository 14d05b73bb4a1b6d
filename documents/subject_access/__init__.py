"""The pages of a subject access request."""
