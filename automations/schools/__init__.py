"""The trust's list is changed: all of an import, or nothing of it (M1)."""
