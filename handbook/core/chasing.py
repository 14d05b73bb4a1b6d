"""What happens when somebody does not answer: reminders in school days, then others hear that it waits. Settings give
the figures, and nothing is ever decided by silence."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from handbook.core.british_time import LONDON, london_date
from handbook.core.school_years import SchoolCalendar

NEVER: Final = 10**6
"""After so many school days nobody is told."""


@dataclass(frozen=True, slots=True)
class Patience:
    """After how many school days without an answer somebody is reminded, and the Trust Advisor told. After the last
    reminder there is another each `every` school days; none where that is nought."""

    reminders: tuple[int, ...] = (5, 10, 15)
    trust_advisor: int = 15
    not_before: time = time(9, 0)
    every: int = 0


@dataclass(frozen=True, slots=True)
class Waited:
    """Since when somebody is waited for, how many reminders were sent, and when the Trust Advisor heard of it."""

    since: datetime
    reminders: int
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Passed:
    """What is due: a reminder of this number (0: none), and that the Trust Advisor hears."""

    reminder: int
    tells: bool

    def __bool__(self) -> bool:
        return bool(self.reminder or self.tells)


NOTHING = Passed(0, tells=False)


def passed(waited: Waited, calendar: SchoolCalendar, patience: Patience, now: datetime) -> Passed:
    """Nothing is due on a day that is no school day, before the hour, or where the term dates are not known. Reminders
    that were missed (the service was down) come as one."""
    today = london_date(now)
    if now.astimezone(LONDON).time() < patience.not_before or not calendar.is_school_day(today):
        return NOTHING
    days = calendar.school_days_between(london_date(waited.since), today) or 0
    number = sum(rung <= days for rung in patience.reminders)
    if patience.every:
        number += max(0, days - max(patience.reminders, default=0)) // patience.every
    tells = waited.told_at is None and patience.trust_advisor <= days
    return Passed(number if number > waited.reminders else 0, tells=tells)
