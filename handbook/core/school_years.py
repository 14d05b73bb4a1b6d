"""Academic years, terms and school days. Term dates and bank holidays are passed in as data."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_YEAR = re.compile(r"^\s*(20\d\d)\s*[/–-]?\s*(?:20)?(\d\d)\s*$")
_DAY = timedelta(days=1)


class Term(StrEnum):
    """The three terms; each has one SIP visit with a report (V2)."""

    AUTUMN = "Autumn"
    SPRING = "Spring"
    SUMMER = "Summer"


@dataclass(frozen=True, slots=True, order=True)
class AcademicYear:
    """1 September to 31 August, named by the year in which it starts."""

    starts_in: int

    def __str__(self) -> str:
        return f"{self.starts_in}/{(self.starts_in + 1) % 100:02d}"

    @property
    def path_name(self) -> str:
        """The year as a folder name: a slash may not stand in one."""
        return f"{self.starts_in}-{(self.starts_in + 1) % 100:02d}"

    def has(self, day: date) -> bool:
        return AcademicYear.of(day) == self

    @classmethod
    def of(cls, day: date) -> "AcademicYear":
        return cls(day.year if day.month >= 9 else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> "AcademicYear":
        """Reads 2026/27, 2026-27, 2026–27, 2026/2027, 202627 and 2026-2027. Raises ValueError for anything else."""
        match = _YEAR.match(text)
        if match is None:
            raise ValueError(f"{text!r} is not an academic year such as 2026/27")
        year = cls(int(match[1]))
        if int(match[2]) != (year.starts_in + 1) % 100:
            raise ValueError(f"{text!r} does not span two years that follow each other")
        return year


@dataclass(frozen=True, slots=True)
class Session:
    """A stretch of school between holidays (a half term), both days included."""

    first_on: date
    last_on: date
    term: Term

    def __contains__(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The days on which one school is open to pupils: its sessions, less weekends, bank holidays and its own closed
    days (INSET). It knows nothing of days after its last session: there the answer is None, never "closed"."""

    sessions: tuple[Session, ...]
    bank_holidays: frozenset[date]
    closed: frozenset[date] = frozenset()

    def is_school_day(self, day: date) -> bool:
        return (
            day.weekday() < 5
            and day not in self.bank_holidays
            and day not in self.closed
            and any(day in session for session in self.sessions)
        )

    def school_day_after(self, day: date, count: int) -> date | None:
        """The `count`-th school day after `day` (itself not counted), or None where the known dates end before."""
        if count < 1:
            raise ValueError("count starts at 1")
        last = max((session.last_on for session in self.sessions), default=day)
        while day < last:
            day += timedelta(days=1)
            if self.is_school_day(day):
                count -= 1
                if count == 0:
                    return day
        return None

    def school_days_between(self, day: date, until: date) -> int | None:
        """How many school days come after `day`, up to and with `until`, or None where the known dates end before."""
        if until > max((session.last_on for session in self.sessions), default=date.min):
            return None
        return self._count(day + _DAY, until)

    def _count(self, first_on: date, last_on: date) -> int:
        """School days of a stretch, both days included. Counted by sessions and not by days: the clock asks for years
        ahead, of every SIP."""
        count, after = 0, first_on
        for session in sorted(self.sessions, key=lambda one: one.first_on):
            start, end = max(session.first_on, after), min(session.last_on, last_on)
            if start <= end:
                count += weekdays(start, end)
                after = end + _DAY  # sessions may overlap
        off = (day for day in self.bank_holidays | self.closed if first_on <= day <= last_on and day.weekday() < 5)
        return count - sum(any(day in session for session in self.sessions) for day in off)


def weekdays(first_on: date, last_on: date) -> int:
    """Days from Monday to Friday in a stretch, both days included."""
    weeks, rest = divmod((last_on - first_on).days + 1, 7)
    return 5 * weeks + sum((first_on.weekday() + ahead) % 7 < 5 for ahead in range(rest))


def school_calendar(
    authority: Iterable[Session], own: Iterable[Session], closed: Iterable[date], bank_holidays: Iterable[date]
) -> SchoolCalendar:
    """The calendar of one school: its own sessions where it set any (voluntary-aided schools may), else those of its
    local authority."""
    sessions = tuple(sorted(tuple(own) or tuple(authority), key=lambda session: session.first_on))
    return SchoolCalendar(sessions, frozenset(bank_holidays), frozenset(closed))
