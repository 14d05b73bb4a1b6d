"""A report, from its arrival to the people whom it is shared with."""
