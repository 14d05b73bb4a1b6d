"""The list of people, for who keeps it: what they look for in it, and how somebody stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.schools.paging import Key
from handbook.search.finding import matches, plain_words

NOT_FOR_YOU: Final = Refused(
    "not_yours", "The list of people is for the Trust Advisor, and for the person who keeps the list.", "M1"
)


class ShowWho(StrEnum):
    """Which people. The last two are asked of the records."""

    ALL = "all"
    NOT_REACHED = "not_reached"
    NO_ACCOUNT = "no_account"


@dataclass(frozen=True, slots=True)
class ShowPeople:
    """A page of the list: `show` which people, of one `office` or of all, with `find` in their names; those after or
    before the person of an id, or the first."""

    show: ShowWho = ShowWho.ALL
    office: str = ""
    find: str = ""
    after: str = ""
    before: str = ""


def key_of_person(person: Person) -> Key:
    """Their order: by name, and of one name by id."""
    return person.name.casefold(), person.id


def is_wanted(person: Person, asked: ShowPeople, typed: Sequence[str]) -> bool:
    """Whether somebody is one of those, as far as the list itself says."""
    if asked.office and not person.is_a(Role(asked.office)):
        return False
    return not typed or matches(typed, plain_words(f"{person.name} {person.email}"))
