"""What was read is no more what is there."""


class Stale(Exception):
    """The record was changed since it was read, in another transaction: whoever decides reads in their own. Nothing was
    written."""
