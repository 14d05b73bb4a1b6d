"""Whether a half-day can be a visit's: not in the past, in its year, a school day, with current checks (C1), and not
taken."""

from collections.abc import Iterable
from datetime import date, datetime

from handbook.core.british_time import day_words
from handbook.core.half_days import HalfDay
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, SchoolCalendar
from handbook.visits.checks import check_may_visit, not_trained_words
from handbook.visits.dossier import VisitDossier
from handbook.visits.purposes import APPRAISAL
from handbook.visits.visit import Visit


def check_half_day(dossier: VisitDossier, half_day: HalfDay, now: datetime) -> None:
    """Raises Refused with the one sentence that says what is wrong with it."""
    if half_day.ends <= half_day.starts:
        raise Refused("missing", "Please give a time that ends after it begins.")
    if half_day.is_more_than_one:
        reason = (
            f"{half_day.words} is more than one half-day, and a visit is one. Please choose a morning or an afternoon, "
            "or book the other half-day as a visit of its own."
        )
        raise Refused("no_date", reason, "V2")
    check_is_possible(dossier, half_day, now)


def check_is_possible(dossier: VisitDossier, half_day: HalfDay, now: datetime) -> None:
    """The same for a time of any length: Outlook is the truth for that."""
    visit = dossier.visit
    if half_day.starts_at <= now:
        raise Refused("no_date", f"{half_day.words} has passed. Please choose a later day.")
    if AcademicYear.of(half_day.on) != visit.year:
        raise Refused("no_date", f"{day_words(half_day.on)} is not in {visit.year}, the year of this visit.")
    check_school_day(dossier.calendar, half_day.on, dossier.school.name)
    check_may_visit(dossier.checks, dossier.sip, half_day.on, dossier.trained_on)
    _check_may_appraise(dossier, half_day.on)
    if is_taken(half_day, dossier.diary):
        raise Refused("taken", f"{half_day.words} has since been taken. Please choose another half-day.")


def _check_may_appraise(dossier: VisitDossier, on: date) -> None:
    """Raises Refused where the headteacher's appraisal would be by a SIP who is not trained in it by then (PM1)."""
    trained_on = dossier.appraises_from
    if dossier.visit.purpose == APPRAISAL and (trained_on is None or trained_on > on):
        raise Refused("not_trained", not_trained_words(dossier.sip), "PM1")


def check_school_day(calendar: SchoolCalendar, on: date, school_name: str) -> None:
    """Raises Refused for a day on which the school is not open to pupils, and for one that nobody knows about yet."""
    if calendar.is_school_day(on):
        return
    day = day_words(on)
    if not calendar.sessions or on > calendar.sessions[-1].last_on:
        raise Refused("no_date", f"I do not know the term dates of {school_name} for {day} yet.")
    raise Refused("no_date", f"{day} is {_why_closed(calendar, on)}. Please choose a school day of {school_name}.")


def is_taken(half_day: HalfDay, diary: Iterable[Visit]) -> bool:
    """Whether another visit stands at that time. Half-days that are only on offer take nothing."""
    return any(half_day.overlaps(other) for visit in diary for other in visit.occupies)


def _why_closed(calendar: SchoolCalendar, on: date) -> str:
    if on.weekday() >= 5:
        return "at the weekend"
    if on in calendar.bank_holidays:
        return "a bank holiday"
    if on in calendar.closed:
        return "a day on which the school is closed to pupils"
    return "in the school holidays"
