"""What holds on every day of a year, whatever people did: one function for each promise, named after it."""
