"""The pictures of the overview, as numbers: each is shown as a table too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from handbook.core.british_time import london_date
from handbook.core.school_years import SchoolCalendar, Term
from handbook.half_days.entitlement import EntitlementLine, HalfDayAccount
from handbook.reports.report import Report
from handbook.visits.visit import Visit, VisitStatus

_WEEK: Final = timedelta(days=7)
WAITED: Final = (("up to 5 days", 5), ("6 to 10 days", 10), ("11 to 20 days", 20), ("more than 20 days", None))


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the term by its Monday: how many visits were held in it and are booked in it."""

    monday: date
    is_school: bool
    held: int
    booked: int
    is_now: bool

    @property
    def visits(self) -> int:
        return self.held + self.booked


@dataclass(frozen=True, slots=True)
class Pictures:
    """`half_days` by what they are for; `waited` how many reports were answered within how many days; `weeks` of the
    term that runs or comes next."""

    half_days: tuple[tuple[str, EntitlementLine], ...]
    waited: tuple[tuple[str, int], ...]
    weeks: tuple[Week, ...]
    term: Term | None


def half_days_used(accounts: Iterable[HalfDayAccount]) -> tuple[tuple[str, EntitlementLine], ...]:
    """Of all these schools together."""
    every = list(accounts)
    if not every:
        return ()
    nothing = EntitlementLine(0)
    termly = [(f"{term} visit", sum((dict(one.termly)[term] for one in every), nothing)) for term in Term]
    return (*termly, ("Led by the school", sum((one.school_led for one in every), nothing)))


def days_waited(report: Report) -> int | None:
    """From the day on which a headteacher was asked to the day on which they approved; None where either is unknown."""
    if report.sent_at is None or report.decision is None:
        return None
    return max((london_date(report.decision.at) - london_date(report.sent_at)).days, 0)


def waited_words(days: int) -> str:
    return next(words for words, most in WAITED if most is None or days <= most)


def waiting_times(reports: Iterable[Report]) -> tuple[tuple[str, int], ...]:
    """How many headteachers answered within how many days."""
    found = [waited_words(days) for one in reports if (days := days_waited(one)) is not None]
    return tuple((words, found.count(words)) for words, _ in WAITED)


def weeks_of(calendar: SchoolCalendar, visits: Sequence[Visit], today: date) -> tuple[Term | None, tuple[Week, ...]]:
    """The term that a day lies in, or that comes next, week by week; holidays within it are shown as such."""
    ahead = [one for one in calendar.sessions if today <= one.last_on]
    if not ahead:
        return None, ()
    term, last_on = ahead[0].term, ahead[0].last_on
    same = [one for one in calendar.sessions if one.term is term and abs((one.first_on - last_on).days) < 150]
    monday = same[0].first_on - timedelta(days=same[0].first_on.weekday())
    found: list[Week] = []
    while monday <= same[-1].last_on:
        found.append(_week(calendar, visits, monday, today))
        monday += _WEEK
    return term, tuple(found)


def _week(calendar: SchoolCalendar, visits: Sequence[Visit], monday: date, today: date) -> Week:
    here = [one for one in visits if one.half_day and monday <= one.half_day.on < monday + _WEEK]
    held = sum(one.status is VisitStatus.HELD for one in here)
    booked = sum(one.stands for one in here)
    is_school = any(calendar.is_school_day(monday + timedelta(days=at)) for at in range(5))
    return Week(monday, is_school, held, booked, is_now=monday <= today < monday + _WEEK)
