"""Between which days half-days are sought for a visit: as the SIP wishes, else from the beginning of its term (V2)."""

from datetime import date, datetime, timedelta

from handbook.core.british_time import london_date
from handbook.core.school_years import AcademicYear, SchoolCalendar
from handbook.visits.purposes import TermlyVisit
from handbook.visits.visit import Visit


def search_window(visit: Visit, calendar: SchoolCalendar, now: datetime, look_ahead: int) -> tuple[date, date]:
    """The first and the last day, both included: `look_ahead` days at most, and none after the visit's year."""
    first = max(london_date(now), visit.seek_from_on or _term_begins(visit, calendar) or date.min)
    last = min(first + timedelta(days=look_ahead - 1), date(visit.year.starts_in + 1, 8, 31))
    return first, max(first, last)


def _term_begins(visit: Visit, calendar: SchoolCalendar) -> date | None:
    if not isinstance(visit.purpose, TermlyVisit):
        return None
    begins = (
        session.first_on
        for session in calendar.sessions
        if session.term is visit.purpose.term and AcademicYear.of(session.first_on) == visit.year
    )
    return min(begins, default=None)
