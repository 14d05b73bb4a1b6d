"""A term's visits planned at once."""
