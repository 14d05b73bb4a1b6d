"""What happens when somebody does not answer about an allocation (A1, A3): reminders in school days, then a word to the
Trust Advisor. Nothing is decided by silence."""

from dataclasses import dataclass
from datetime import datetime

from handbook.core.british_time import LONDON, london_date
from handbook.core.refusal import Refused
from handbook.core.school_years import SchoolCalendar
from handbook.reports.reminders import Patience, has_come


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
    that were missed come as one."""
    today = london_date(now)
    if now.astimezone(LONDON).time() < patience.not_before or not calendar.is_school_day(today):
        return NOTHING
    asked_on = london_date(waited.since)
    number = sum(1 for days in patience.reminders if has_come(calendar, asked_on, days, today))
    tells = waited.told_at is None and has_come(calendar, asked_on, patience.trust_advisor, today)
    return Passed(number if number > waited.reminders else 0, tells=tells)


def check_waits(*, is_waiting: bool, is_new: bool) -> None:
    """Raises Refused where the clock comes too late: it was answered, or another clock came first."""
    if not is_waiting or not is_new:
        raise Refused("stale", "That is not needed any more.")
