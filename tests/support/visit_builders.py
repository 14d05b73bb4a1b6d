"""Visits for tests, with all that their cards look at. Each state is reached by the handbook's own functions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from handbook.core.half_days import HalfDay
from handbook.core.people import Role
from handbook.core.school_years import AcademicYear, SchoolCalendar, Session, Term
from handbook.half_days.entitlement import Entitlement, HalfDayAccount, account
from handbook.half_days.extra_services import ExtraService
from handbook.reports.report import Status
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
from handbook.visits.governors_feedback import AskForFeedback, FeedbackOn, feedback_asked
from handbook.visits.in_calendars.booked_times import with_booked_time
from handbook.visits.ofsted.call import OfstedCall
from handbook.visits.outcome import SayHeld, SayNotHeld, held, not_held
from handbook.visits.purposes import ExtraVisit, Purpose, TermlyVisit
from handbook.visits.visit import Slot, Visit, VisitStatus
from tests.support.builders import a_dossier, a_person, a_school, tell_governors

NOW = datetime(2027, 2, 22, 9, 0, tzinfo=UTC)
"""When the SIP books: two school weeks before the visit."""
YEAR = AcademicYear(2026)
SPRING = TermlyVisit(Term.SPRING)
SIP, HEAD = a_person(Role.SIP), a_person(Role.HEADTEACHER)
OTHER_SIP = a_person(Role.SIP, id="00000000-0000-4000-8000-0000000000f1", name="Other Sip")
OTHER_HEAD = a_person(Role.HEADTEACHER, id="00000000-0000-4000-8000-0000000000f2", name="Other Head")
CHECKS = SipChecks(SIP.id, date(2026, 7, 1), date(2026, 7, 1), date(2027, 8, 31))
CALENDAR = SchoolCalendar(
    (
        Session(date(2027, 1, 5), date(2027, 3, 25), Term.SPRING),
        Session(date(2027, 4, 12), date(2027, 7, 21), Term.SUMMER),
    ),
    frozenset(),
)
EXTRA = ExtraService("extra-1", "900001", YEAR, SIP.id, "Headteacher appraisal", 2, HEAD.id, NOW)
APPRAISAL = ExtraVisit(EXTRA.id, EXTRA.name)


def morning(on: date) -> HalfDay:
    return HalfDay(on, time(9), time(12))


def afternoon(on: date) -> HalfDay:
    return HalfDay(on, time(13), time(16))


TUESDAY, THURSDAY, NEXT_WEEK = (
    morning(date(2027, 3, 9)),
    afternoon(date(2027, 3, 11)),
    morning(date(2027, 3, 16)),
)
LATER = afternoon(date(2027, 3, 18))
SLOTS = (
    Slot(TUESDAY, "You are at St Bede’s, 3 miles away, that afternoon.", "Your SIP is near your school that day."),
    Slot(THURSDAY, "St Hilda’s prefers Thursdays.", "Your school prefers Thursdays."),
    Slot(NEXT_WEEK, "You have no other visit that week.", "You are both free then."),
)
AFTER = TUESDAY.ends_at + timedelta(minutes=5)


def a_visit_dossier(
    status: VisitStatus = VisitStatus.SOUGHT, purpose: Purpose = SPRING, **changes: Any
) -> VisitDossier:
    """A visit that has come as far as `status`; what is asked is asked by the SIP, the day before. `changes` are of
    the record."""
    own = an_account()
    visit = opened(SeekVisit("900001", YEAR, purpose), a_school(), SIP, CHECKS, own, NOW, "visit-1")
    if status is VisitStatus.WISHED:
        told = tell_governors(a_dossier(Status.FILED))
        _, visit = feedback_asked(told, WISH, HEAD, a_school(), own, NOW, visit.id)
    for step in _WAY[status]:
        before = visit
        visit = replace(_STEPS[step](dossier_of(visit)), revision=visit.revision + 1)
        visit = with_booked_time(before, visit, NOW)
    return dossier_of(replace(visit, **changes))


def dossier_of(visit: Visit, *others: Visit) -> VisitDossier:
    """The visit with its people; the others are both in the database and in the diary."""
    account, trained_on = an_account(visit, *others), date(2026, 7, 1)
    return VisitDossier(visit, a_school(), SIP, HEAD, CALENDAR, CHECKS, account, others, appraises_from=trained_on)


def an_account(*visits: Visit, urn: str = "900001", extras: tuple[ExtraService, ...] = (EXTRA,)) -> HalfDayAccount:
    return account(urn, YEAR, Entitlement(), visits, (), extras)


def a_call(**changes: Any) -> OfstedCall:
    """Ofsted has called on the Monday; it comes on the Tuesday and the Wednesday."""
    call = OfstedCall("call-1", "900001", HEAD.id, CALLED_AT, date(2027, 3, 9), date(2027, 3, 10))
    return replace(call, **changes)


CALLED_AT = datetime(2027, 3, 8, 10, 15, tzinfo=UTC)
DAY_BEFORE = datetime(2027, 3, 8, 12, 0, tzinfo=UTC)
_CUT_OFF = 3
WISH = AskForFeedback("report-1", 1, FeedbackOn.BOTH, "Governors meet on 9 March at 18:00.")
_STEPS: dict[VisitStatus, Callable[[VisitDossier], Visit]] = {
    VisitStatus.FOUND: lambda now: found(now.visit, NoteFound(now.visit.id, now.visit.version, SLOTS)),
    VisitStatus.PROPOSED: lambda now: proposed(now, SendSlots(now.visit.id, now.visit.version), SIP, NOW),
    VisitStatus.NONE_SUITED: lambda now: none_suited(
        now, SayNoneSuits(now.visit.id, now.visit.version, "We are on a residential."), HEAD
    ),
    VisitStatus.PICKED: lambda now: picked(now, PickSlot(now.visit.id, now.visit.version, 1), HEAD, NOW),
    VisitStatus.BOOKED: lambda now: booked(now, NoteBooked(now.visit.id, now.visit.version, "event-1")),
    VisitStatus.MOVED: lambda now: moved(
        now, MoveVisit(now.visit.id, now.visit.version, LATER, "A funeral."), SIP, _CUT_OFF, NOW
    ),
    VisitStatus.MOVE_ASKED: lambda now: moved(
        now, MoveVisit(now.visit.id, now.visit.version, LATER, "A funeral."), SIP, _CUT_OFF, DAY_BEFORE
    ),
    VisitStatus.CANCEL_ASKED: lambda now: cancelled(
        now, CancelVisit(now.visit.id, now.visit.version, "A funeral."), SIP, _CUT_OFF, DAY_BEFORE
    ),
    VisitStatus.HELD: lambda now: held(now, SayHeld(now.visit.id, now.visit.version), SIP, AFTER),
    VisitStatus.NOT_HELD: lambda now: not_held(now, SayNotHeld(now.visit.id, now.visit.version, "Snow."), SIP, AFTER),
    VisitStatus.CANCELLED: lambda now: cancelled(
        now, CancelVisit(now.visit.id, now.visit.version, "A funeral."), SIP, _CUT_OFF, NOW
    ),
}
_PROPOSED = (VisitStatus.FOUND, VisitStatus.PROPOSED)
_BOOKED = (*_PROPOSED, VisitStatus.PICKED, VisitStatus.BOOKED)
_WAY: dict[VisitStatus, tuple[VisitStatus, ...]] = {
    VisitStatus.WISHED: (),
    VisitStatus.SOUGHT: (),
    VisitStatus.FOUND: (VisitStatus.FOUND,),
    VisitStatus.PROPOSED: _PROPOSED,
    VisitStatus.NONE_SUITED: (*_PROPOSED, VisitStatus.NONE_SUITED),
    VisitStatus.PICKED: (*_PROPOSED, VisitStatus.PICKED),
    VisitStatus.BOOKED: _BOOKED,
    VisitStatus.MOVED: (*_BOOKED, VisitStatus.MOVED),
    VisitStatus.MOVE_ASKED: (*_BOOKED, VisitStatus.MOVE_ASKED),
    VisitStatus.CANCEL_ASKED: (*_BOOKED, VisitStatus.CANCEL_ASKED),
    VisitStatus.HELD: (*_BOOKED, VisitStatus.HELD),
    VisitStatus.NOT_HELD: (*_BOOKED, VisitStatus.NOT_HELD),
    VisitStatus.CANCELLED: (*_BOOKED, VisitStatus.CANCELLED),
}
