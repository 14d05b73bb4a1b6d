"""Decisions that are asked about once more, and held before they go out."""
