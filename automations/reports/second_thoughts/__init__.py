"""Asking once more before a report leaves the house, and reopening one that has."""
