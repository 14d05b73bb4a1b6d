"""A school's own half terms and INSET days as people type them, one a line, both ways (V2)."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Final

from handbook.core.british_time import date_words
from handbook.core.days_said import day_in_year
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Session, Term

_BETWEEN: Final = re.compile(r"\s+(?:to|until|till|[-–—])\s+", re.IGNORECASE)
_LONGEST_DAYS: Final = 120
DAYS_AT_MOST: Final = 20
"""More INSET days than any school has in a year."""


def days_typed(text: str, year: AcademicYear) -> tuple[date, ...]:
    """Raises Refused, naming the line, for one that is no day, or of another school year."""
    days = {_day(line, line, year) for line in _lines(text)}
    if len(days) > DAYS_AT_MOST:
        raise Refused("missing", f"Those are {len(days)} INSET days. A school has {DAYS_AT_MOST} at most.", "V2")
    return tuple(sorted(days))


def sessions_typed(text: str, year: AcademicYear) -> tuple[Session, ...]:
    """`Autumn: 2 September to 23 October`, one half term a line. Raises Refused, naming the line."""
    found = sorted((_session(line, year) for line in _lines(text)), key=lambda one: one.first_on)
    for before, after in pairwise(found):
        if after.first_on <= before.last_on:
            raise Refused("missing", f"Two half terms overlap: {_words(before)} and {_words(after)}.", "V2")
    return tuple(found)


def days_shown(days: Iterable[date], year: AcademicYear) -> str:
    return "\n".join(date_words(day) for day in sorted(days) if AcademicYear.of(day) == year)


def sessions_shown(sessions: Iterable[Session], year: AcademicYear) -> str:
    return "\n".join(_words(one) for one in sessions if AcademicYear.of(one.last_on) == year)


def _words(one: Session) -> str:
    return f"{one.term}: {date_words(one.first_on)} to {date_words(one.last_on)}"


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in re.split(r"[\n\r;]+", text) if line.strip()]


def _session(line: str, year: AcademicYear) -> Session:
    word, _, days = line.partition(":")
    term = next((one for one in Term if one.casefold() == word.strip().casefold()), None)
    ends = _BETWEEN.split(days.strip())
    if term is None or len(ends) != 2:
        please = "Please write each half term as “Autumn: 2 September 2026 to 23 October 2026”."
        raise Refused("missing", f"I could not read “{line[:80]}”. {please}", "V2")
    first, last = (_day(one, line, year) for one in ends)
    if not 0 <= (last - first).days <= _LONGEST_DAYS:
        raise Refused("missing", f"“{line[:80]}” ends before it begins, or is too long for a half term.", "V2")
    return Session(first, last, term)


def _day(words: str, line: str, year: AcademicYear) -> date:
    day = day_in_year(words, year)
    if day is None:
        raise Refused("missing", f"I could not read a day in “{line[:80]}”. Please write it as 2 September 2026.", "V2")
    if AcademicYear.of(day) != year:
        raise Refused("missing", f"{date_words(day)} is not in the school year {year}.", "V2")
    return day
