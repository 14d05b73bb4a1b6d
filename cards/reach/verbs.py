"""The verbs on the wire about reaching people."""

from enum import StrEnum


class ReachVerb(StrEnum):
    """The buttons of the list of people."""

    LIST = "reach.list"
