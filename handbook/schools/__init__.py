"""The trust's list of schools and people, and what its spreadsheets make of it (M1)."""
