"""The verbs on the wire of the trust's list."""

from enum import StrEnum


class SchoolsVerb(StrEnum):
    """The buttons of an import."""

    APPLY = "list_import.apply"
    LEAVE = "list_import.leave"
    SHOW = "list_import.show"


class SchoolVerb(StrEnum):
    """The buttons of the list of schools, and of a school's card."""

    LIST = "school.list"
    SHOW = "school.show"
    BRING = "school.bring"
