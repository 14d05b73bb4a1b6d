"""Why a backup was not made, or cannot be restored."""


class UnusableBackup(Exception):
    """The sentence is for the administrator."""
