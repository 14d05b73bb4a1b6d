"""Two people wrote at once."""


class Stale(Exception):
    """Somebody else changed the record first. Nothing was written; look again and decide again."""
