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


class PersonVerb(StrEnum):
    """The buttons of the list of people, and of a person's card."""

    LIST = "list_person.list"
    SHOW = "list_person.show"


class EditVerb(StrEnum):
    """The buttons of a change of the list."""

    MENU = "list_edit.menu"
    FORM = "list_edit.form"
    DRAFT = "list_edit.draft"
    CHOOSE = "list_edit.choose"
    APPLY = "list_edit.apply"
    LEAVE = "list_edit.leave"
    SHOW = "list_edit.show"
