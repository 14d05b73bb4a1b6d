"""Visits for tests. Each state is reached by the handbook's own functions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from handbook.core.half_days import HalfDay
from handbook.core.people import Role
from handbook.core.school_years import AcademicYear, Session, Term, school_calendar
from handbook.half_days.entitlement import Entitlement, account
from handbook.visits.booking import (
    NoteBooked,
    NoteFound,
    PickSlot,
    SayNoneSuits,
    SeekVisit,
    SendSlots,
    booked,
    found,
    none_suited,
    opened,
    picked,
    proposed,
)
from handbook.visits.changes import CancelVisit, MoveVisit, cancelled, moved
from handbook.visits.checks import SipChecks
from handbook.visits.dossier import VisitDossier
from handbook.visits.in_calendars.booked_times import with_booked_time
from handbook.visits.outcome import SayHeld, SayNotHeld, held, not_held
from handbook.visits.purposes import Purpose, TermlyVisit
from handbook.visits.visit import Slot, Visit
from handbook.visits.visit import VisitStatus as S
from tests.support.builders import MONDAY, a_person, a_school

YEAR = AcademicYear(2026)
TERMLY = TermlyVisit(Term.AUTUMN)
SESSIONS = (
    Session(date(2026, 9, 2), date(2026, 10, 23), Term.AUTUMN),
    Session(date(2026, 11, 2), date(2026, 12, 18), Term.AUTUMN),
    Session(date(2027, 1, 5), date(2027, 2, 12), Term.SPRING),
    Session(date(2027, 2, 22), date(2027, 4, 1), Term.SPRING),
    Session(date(2027, 4, 19), date(2027, 5, 28), Term.SUMMER),
    Session(date(2027, 6, 7), date(2027, 7, 21), Term.SUMMER),
)
CALENDAR = school_calendar(SESSIONS, [], [date(2026, 11, 27)], [date(2027, 5, 3), date(2027, 3, 26)])
CUT_OFF = 3
SIP, HEAD = a_person(Role.SIP), a_person(Role.HEADTEACHER)
CHECKS = SipChecks(SIP.id, date(2026, 7, 1), date(2026, 7, 1), date(2027, 8, 31))


def morning(on: date) -> HalfDay:
    return HalfDay(on, time(9, 0), time(12, 0))


def afternoon(on: date) -> HalfDay:
    return HalfDay(on, time(13, 0), time(16, 0))


FIRST, SECOND, THIRD = morning(date(2026, 12, 1)), afternoon(date(2026, 12, 3)), morning(date(2026, 12, 8))
SLOTS = tuple(Slot(one, "You are both free then.", "You are both free then.") for one in (FIRST, SECOND, THIRD))
FOURTH = afternoon(date(2026, 12, 10))


def dossier_of(visit: Visit, *others: Visit, checks: SipChecks | None = CHECKS) -> VisitDossier:
    """The visit with its people; the others are both in the database and in the diary."""
    own = account(visit.urn, visit.year, Entitlement(), (visit, *others))
    return VisitDossier(visit, a_school(), SIP, HEAD, CALENDAR, checks, own, others)


def a_visit(status: S = S.SOUGHT, visit_id: str = "visit-1", purpose: Purpose = TERMLY) -> Visit:
    """A visit that has come as far as `status`, by the ordinary way: two half-days after MONDAY it was booked."""
    own = account("900001", YEAR, Entitlement(), ())
    visit = opened(SeekVisit("900001", YEAR, purpose), a_school(), SIP, CHECKS, own, MONDAY, visit_id)
    if status is S.WISHED:
        return replace(visit, status=status, wished_at=MONDAY, reason="Governors meet on 3 December.", revision=1)
    for step in _WAY[status]:
        visit = replace(with_booked_time(visit, _STEPS[step](visit), MONDAY), revision=visit.revision + 1)
    return visit


def late(visit: Visit) -> datetime:
    """Before the visit, and after the cut-off."""
    assert visit.half_day
    return visit.half_day.starts_at - timedelta(hours=25)


def after(visit: Visit) -> datetime:
    assert visit.half_day
    return visit.half_day.ends_at + timedelta(minutes=10)


_STEPS: dict[S, Callable[[Visit], Visit]] = {
    S.FOUND: lambda now: found(now, NoteFound(now.id, now.version, SLOTS)),
    S.PROPOSED: lambda now: proposed(dossier_of(now), SendSlots(now.id, now.version), SIP, MONDAY),
    S.NONE_SUITED: lambda now: none_suited(dossier_of(now), SayNoneSuits(now.id, now.version, "Residential."), HEAD),
    S.PICKED: lambda now: picked(dossier_of(now), PickSlot(now.id, now.version, 1), HEAD, MONDAY),
    S.BOOKED: lambda now: booked(dossier_of(now), NoteBooked(now.id, now.version, "event-1")),
    S.MOVED: lambda now: moved(dossier_of(now), MoveVisit(now.id, now.version, FOURTH, "Ill."), SIP, CUT_OFF, MONDAY),
    S.MOVE_ASKED: lambda now: moved(
        dossier_of(now), MoveVisit(now.id, now.version, FOURTH, "Ill."), SIP, CUT_OFF, late(now)
    ),
    S.CANCEL_ASKED: lambda now: cancelled(
        dossier_of(now), CancelVisit(now.id, now.version, "Ill."), SIP, CUT_OFF, late(now)
    ),
    S.HELD: lambda now: held(dossier_of(now), SayHeld(now.id, now.version), SIP, after(now)),
    S.NOT_HELD: lambda now: not_held(dossier_of(now), SayNotHeld(now.id, now.version, "Snow."), SIP, after(now)),
    S.CANCELLED: lambda now: cancelled(dossier_of(now), CancelVisit(now.id, now.version, "Ill."), SIP, CUT_OFF, MONDAY),
}
_ASKED = (S.FOUND, S.PROPOSED)
_BOOKED = (*_ASKED, S.PICKED, S.BOOKED)
_WAY: dict[S, tuple[S, ...]] = {
    S.WISHED: (),
    S.SOUGHT: (),
    S.FOUND: (S.FOUND,),
    S.PROPOSED: _ASKED,
    S.NONE_SUITED: (*_ASKED, S.NONE_SUITED),
    S.PICKED: (*_ASKED, S.PICKED),
    S.BOOKED: _BOOKED,
    **{one: (*_BOOKED, one) for one in (S.MOVED, S.MOVE_ASKED, S.CANCEL_ASKED, S.HELD, S.NOT_HELD, S.CANCELLED)},
}
