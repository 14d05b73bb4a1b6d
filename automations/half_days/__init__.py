"""The half-days of a school's year: what is held, planned, bought and left."""
