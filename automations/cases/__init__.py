"""Concerns and complaints, and who stands in for whom."""
