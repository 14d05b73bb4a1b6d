"""The list of schools: what somebody looks for in it, and one page of what there is. Pages follow each other by the
school that stood last, so that a school which comes or goes meanwhile moves nobody's page."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Final

from handbook.core.people import School
from handbook.core.school_years import SchoolCalendar, Term
from handbook.search.finding import matches, plain_words

ROWS: Final = 8
COUNTED_AT_MOST: Final = 2_500
"""Of how many schools it is counted how many are like what is looked for, where that is to be asked of the records."""
_TOGETHER: Final = 500
"""Schools about which the records are asked at once."""
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


Key = tuple[str, str]
Keep = Callable[[Sequence[School]], Sequence[School]]
"""Which of some schools are kept, asked of the records."""


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """`total` is None where it was not counted."""

    schools: tuple[School, ...]
    has_before: bool
    has_after: bool
    total: int | None


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


def page_of(candidates: Sequence[School], keep: Keep | None, after: Key | None, before: Key | None) -> SchoolPage:
    """Of schools in their order. `keep` is asked about some at a time: of all where they are few, else of as many as
    fill one page."""
    if keep is not None and len(candidates) <= COUNTED_AT_MOST:
        candidates, keep = tuple(_kept(candidates, keep)), None
    keys = [key_of(school) for school in candidates]
    total = len(candidates) if keep is None else None
    at = bisect_left(keys, before) if before is not None else 0
    found = list(islice(_kept(candidates[:at][::-1], keep), ROWS + 1))
    if found:
        return SchoolPage(tuple(reversed(found[:ROWS])), len(found) > ROWS, has_after=True, total=total)
    at = bisect_right(keys, after) if after is not None else 0
    found = list(islice(_kept(candidates[at:], keep), ROWS + 1))
    return SchoolPage(tuple(found[:ROWS]), at > 0, len(found) > ROWS, total)


def term_on(calendar: SchoolCalendar, day: date) -> Term:
    """The term that a day lies in, or that comes next; by the month where the school has no dates so far ahead."""
    ahead = (session.term for session in calendar.sessions if day <= session.last_on)
    return next(ahead, Term.AUTUMN if day.month >= _AUTUMN else Term.SPRING if day.month < _EASTER else Term.SUMMER)


def _kept(schools: Sequence[School], keep: Keep | None) -> Iterator[School]:
    for first in range(0, len(schools), _TOGETHER):
        some = schools[first : first + _TOGETHER]
        yield from some if keep is None else keep(some)


@lru_cache(maxsize=1 << 15)
def _said(words: str) -> tuple[str, ...]:
    return plain_words(words)
