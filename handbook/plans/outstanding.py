"""Which termly visits a plan is for: those of the present or the coming term that have no day yet (V2)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from handbook.core.school_years import AcademicYear, SchoolCalendar, Term
from handbook.half_days.entitlement import HalfDayAccount
from handbook.plans.plan import EDGE_DAYS
from handbook.visits.purposes import TermlyVisit
from handbook.visits.visit import Visit, VisitStatus

TermOfYear = tuple[AcademicYear, Term]

_BEFORE: Final = {
    Term.AUTUMN: (),
    Term.SPRING: (Term.AUTUMN,),
    Term.SUMMER: (Term.AUTUMN, Term.SPRING),
}
_WITHOUT_A_DAY: Final = (VisitStatus.SOUGHT, VisitStatus.FOUND, VisitStatus.NONE_SUITED)


def terms_ahead(calendar: SchoolCalendar, on: date, notice: int) -> tuple[TermOfYear, ...]:
    """The terms of which a school has days left that leave `notice` school days, the nearest first."""
    earliest = calendar.school_day_after(on, notice) if notice > 0 else on
    if earliest is None:
        return ()
    ahead = (session for session in calendar.sessions if session.last_on >= earliest)
    return tuple(dict.fromkeys((AcademicYear.of(session.first_on), session.term) for session in ahead))


def term_days(calendar: SchoolCalendar, wanted: TermOfYear) -> tuple[date, date] | None:
    """A term's first and last day at a school; None where its dates are not known."""
    own = [one for one in calendar.sessions if (AcademicYear.of(one.first_on), one.term) == wanted]
    return (own[0].first_on, own[-1].last_on) if own else None


def edges(calendar: SchoolCalendar, wanted: TermOfYear, count: int = EDGE_DAYS) -> frozenset[date]:
    """The first and last school days of a term at a school, so many of each."""
    days = term_days(calendar, wanted)
    if days is None or count < 1:
        return frozenset()
    first_on, last_on = days
    span = (first_on + timedelta(days=number) for number in range((last_on - first_on).days + 1))
    own = [day for day in span if calendar.is_school_day(day)]
    return frozenset((*own[:count], *own[-count:]))


def late_terms(calendar: SchoolCalendar, wanted: TermOfYear, on: date, notice: int) -> tuple[Term, ...]:
    """The terms of the same year that come before and have no day left that leaves notice: what is outstanding of
    them is late."""
    year, term = wanted
    ahead = terms_ahead(calendar, on, notice)
    return tuple(one for one in _BEFORE[term] if (year, one) not in ahead and term_days(calendar, (year, one)))


def begun(visits: Iterable[Visit], wanted: TermOfYear, sip_id: str) -> Visit | None:
    """The school's visit of a term that this SIP has begun to arrange and that has no day on offer yet."""
    year, term = wanted
    return next(
        (
            visit
            for visit in visits
            if (visit.year, visit.purpose, visit.sip_id) == (year, TermlyVisit(term), sip_id)
            and visit.status in _WITHOUT_A_DAY
        ),
        None,
    )


def is_outstanding(own: HalfDayAccount, visits: Iterable[Visit], wanted: TermOfYear, sip_id: str) -> bool:
    """Whether a day is still to be found: a visit on offer, booked or held needs none."""
    return bool(own.line(TermlyVisit(wanted[1])).remaining) or begun(visits, wanted, sip_id) is not None
