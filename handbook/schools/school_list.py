"""The list of schools, and what somebody looks for in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from handbook.core.people import School
from handbook.core.school_years import SchoolCalendar, Term
from handbook.schools.paging import Key
from handbook.search.finding import matches, plain_words

_EASTER: Final = 4
_AUTUMN: Final = 9


class Show(StrEnum):
    """Which schools. The last three are asked of the records."""

    ALL = "all"
    NO_HEADTEACHER = "no_headteacher"
    NO_SIP = "no_sip"
    NO_DSO = "no_dso"
    NO_REPORT = "no_report"
    NO_VISIT = "no_visit"
    NO_AGREEMENT = "no_agreement"


VACANT: Final = {Show.NO_HEADTEACHER: "headteacher_id", Show.NO_SIP: "sip_id", Show.NO_DSO: "dso_id"}


@dataclass(frozen=True, slots=True)
class ShowSchools:
    """A page of the list: `show` which schools, `of` whose (`authority:…`, `sip:…`, `dso:…`, empty for everybody's),
    with `find` in their words; those after or before the school of a URN, or the first."""

    show: Show = Show.ALL
    of: str = ""
    find: str = ""
    after: str = ""
    before: str = ""


def key_of(school: School) -> Key:
    """Their order: by name, and of one name by URN."""
    return school.full_name.casefold(), school.urn


def is_sought(school: School, asked: ShowSchools, typed: Sequence[str], names: str) -> bool:
    """Whether a school is one of those, as far as the list itself says. `typed` are plain words, each of which begins
    one of the school's name, town, number or authority, or of `names`, of those who serve it."""
    kind, _, whose = asked.of.partition(":")
    own = {"": whose, "authority": school.local_authority, "sip": school.sip_id, "dso": school.dso_id}.get(kind)
    if own != whose or (asked.show in VACANT and getattr(school, VACANT[asked.show])):
        return False
    return not typed or matches(typed, _said(f"{school.full_name} {school.urn} {school.local_authority} {names}"))


def term_on(calendar: SchoolCalendar, day: date) -> Term:
    """The term that a day lies in, or that comes next; by the month where the school has no dates so far ahead."""
    ahead = (session.term for session in calendar.sessions if day <= session.last_on)
    return next(ahead, Term.AUTUMN if day.month >= _AUTUMN else Term.SPRING if day.month < _EASTER else Term.SUMMER)


@lru_cache(maxsize=1 << 15)
def _said(words: str) -> tuple[str, ...]:
    return plain_words(words)
