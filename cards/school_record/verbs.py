"""The verbs on the wire of a school's record."""

from enum import StrEnum


class RecordVerb(StrEnum):
    """The buttons of the year's reports."""

    MAKE_YEAR = "year.make"
    SHOW_YEARS = "year.show"
