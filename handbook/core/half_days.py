"""Half-days, in which visits are counted (V2): a morning or an afternoon at a school."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Final

from handbook.core.british_time import LONDON, day_words

_NOON: Final = time(12, 0)
_LAST_MINUTE: Final = time(23, 59)
_LONGEST_MINUTES: Final = 300
"""No school's morning or afternoon is longer."""


class Half(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True, slots=True, order=True)
class HalfDay:
    """A time at a school, kept as the clock on its wall shows it (Europe/London) and never as instants: 09:00 stays
    09:00 on both sides of a clock change."""

    on: date
    starts: time
    ends: time

    @classmethod
    def between(cls, start_at: datetime, end_at: datetime) -> "HalfDay":
        """How an entry of a calendar reads as a time at a school. One that goes on after midnight ends with its day."""
        starts, ends = start_at.astimezone(LONDON), end_at.astimezone(LONDON)
        last = ends.time() if ends.date() == starts.date() else _LAST_MINUTE
        return cls(starts.date(), starts.time(), last)

    @property
    def half(self) -> Half:
        return Half.MORNING if self.starts < _NOON else Half.AFTERNOON

    @property
    def is_more_than_one(self) -> bool:
        """Somebody has made a whole day of it."""
        return _minutes(self.ends) - _minutes(self.starts) > _LONGEST_MINUTES

    @property
    def count(self) -> int:
        """As how many half-days it counts (V2)."""
        return 2 if self.is_more_than_one else 1

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.on, self.starts, LONDON).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.on, self.ends, LONDON).astimezone(UTC)

    @property
    def words(self) -> str:
        """Tuesday 9 March 2027, 09:00 to 12:00; or “all day”."""
        all_day = (self.starts, self.ends) == (time(), _LAST_MINUTE)
        return f"{day_words(self.on)}, {'all day' if all_day else f'{self.starts:%H:%M} to {self.ends:%H:%M}'}"

    def overlaps(self, other: "HalfDay") -> bool:
        """Two that only touch do not overlap."""
        return self.on == other.on and self.starts < other.ends and other.starts < self.ends


def _minutes(at: time) -> int:
    return 60 * at.hour + at.minute


@dataclass(frozen=True, slots=True)
class SchoolHours:
    """When a school's half-days begin and end."""

    morning: tuple[time, time] = (time(9, 0), time(12, 0))
    afternoon: tuple[time, time] = (time(13, 0), time(16, 0))

    def half_days(self, on: date) -> tuple[HalfDay, HalfDay]:
        """The morning and the afternoon of a day."""
        return HalfDay(on, *self.morning), HalfDay(on, *self.afternoon)
