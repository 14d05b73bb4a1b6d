"""The record of a handover: whose work somebody took on, when, and what was open then. It is made once and stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused

NO_SUCH_HANDOVER = "I cannot find that handover."
NAMED_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something that was open: a card by its kind, what it is about and its version; `words` says what it is and how it
    stood, and nothing of what it says."""

    kind: str
    about: str
    version: int
    words: str


@dataclass(frozen=True, slots=True)
class Handover:
    """`person_id` took on, as `part`, what was `from_id`'s. `urn` is the school, empty where somebody stands in for
    another, by the cover `cover_id`."""

    id: str
    person_id: str
    from_id: str
    part: Role
    at: datetime
    items: tuple[OpenItem, ...] = ()
    urn: str = ""
    cover_id: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class HandOver:
    """A command of the clock: the list says that a school has another headteacher or SIP."""

    urn: str
    part: Role


@dataclass(frozen=True, slots=True)
class TurnCover:
    """A command of the clock: from today on somebody stands in for another, or does so no more."""

    cover_id: str
    begins: bool


@dataclass(frozen=True, slots=True)
class BringCard:
    """Somebody wants an item of their handover as its own card; `number` counts from 1."""

    handover_id: str
    number: int


def item_of(handover: Handover, person: Person, number: int) -> OpenItem:
    """Raises Refused for anybody but who took on, and where there is no such item."""
    if handover.person_id != person.id:
        raise Refused("unknown", NO_SUCH_HANDOVER)
    if not 1 <= number <= len(handover.items):
        raise Refused("missing", "Please choose one of the lines.")
    return handover.items[number - 1]


def dso_words(schools: Sequence[str]) -> str:
    """What somebody is told who is the Diocesan Schools Officer of these schools from now on."""
    first = "; ".join(schools[:NAMED_AT_MOST])
    more = f"; and {len(schools) - NAMED_AT_MOST} more" if len(schools) > NAMED_AT_MOST else ""
    return (
        f"You are the {Role.DSO.words} of {first}{more} now. Reports come to you as the Trust Advisor shares them. "
        "A concern that is passed to you is in “my records”, and “schools” lists your schools."
    )
