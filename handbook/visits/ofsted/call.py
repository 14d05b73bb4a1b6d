"""Ofsted has called (O2): what is in the diary that week is kept or put off by the headteacher's choice, the SIP can be
asked to come, and reminders pause."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from handbook.core.british_time import day_words, london_date
from handbook.core.half_days import HalfDay
from handbook.core.people import Person, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, SchoolCalendar
from handbook.half_days.entitlement import HalfDayAccount, check_has_left
from handbook.visits.agenda import suggested_agenda
from handbook.visits.dossier import VisitDossier
from handbook.visits.moves import VisitMove, check_move, moved_on, put_off
from handbook.visits.purposes import Menu, SchoolLedVisit
from handbook.visits.slots.days import check_half_day
from handbook.visits.visit import Slot, Visit, VisitStatus

STANDS_BESIDE: Final = (
    "Your SIP never replaces the local authority’s representative or the Diocesan Schools Officer, whose attendance is "
    "statutory."
)
"""What every card about it says (O2)."""
CONVERSATION: Final = SchoolLedVisit(Menu.OFSTED_CONVERSATION)
"""It is counted among the half-days led by the school."""
OFSTED_HAS_CALLED: Final = "Ofsted has called."
"""Why a visit is put off, or an offer taken back."""
DAYS_AT_MOST: Final = 5
AHEAD_AT_MOST: Final = 60
"""Days between the call and the inspection: further off, somebody has mistaken the year."""


@dataclass(frozen=True, slots=True)
class OfstedCall:
    """`first_on` and `last_on` are the days of the inspection. `kept` holds the ids of visits that stay. `wanted` is
    when the SIP is asked to come; `comes` their answer, None until there is one. `called_off_at` is when the
    headteacher said that the inspectors do not come. `told` is who heard at once, beside the SIP."""

    id: str
    urn: str
    by_id: str
    called_at: datetime
    first_on: date
    last_on: date
    kept: tuple[str, ...] = ()
    wanted: HalfDay | None = None
    comes: bool | None = None
    revision: int = 0
    called_off_at: datetime | None = None
    told: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(
            self.first_on + timedelta(days=number) for number in range((self.last_on - self.first_on).days + 1)
        )

    @property
    def due_again_on(self) -> date:
        """The Monday after the week in which it ends: nothing is due at the school before."""
        return self.last_on + timedelta(days=7 - self.last_on.weekday())

    def is_open(self, on: date) -> bool:
        """Under way or to come."""
        return self.called_off_at is None and on <= self.last_on


@dataclass(frozen=True, slots=True)
class TellOfstedCalled:
    """The headteacher says that Ofsted comes on these days."""

    urn: str
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class KeepThroughOfsted:
    """The headteacher keeps a visit of that week."""

    call_id: str
    visit_id: str
    version: int


@dataclass(frozen=True, slots=True)
class PutOffForOfsted:
    """The headteacher puts a visit of that week off; no cut-off applies."""

    call_id: str
    visit_id: str
    version: int


@dataclass(frozen=True, slots=True)
class AskSipToCome:
    """The headteacher asks the SIP to speak to Ofsted or attend feedback (O2)."""

    call_id: str
    at: HalfDay


@dataclass(frozen=True, slots=True)
class AnswerOfstedCall:
    """The SIP comes, or cannot."""

    call_id: str
    comes: bool


def ofsted_called(command: TellOfstedCalled, school: School, person: Person, now: datetime, call_id: str) -> OfstedCall:
    """Raises Refused."""
    check_headteacher(school, person)
    check_days(command.first_on, command.last_on, now)
    return OfstedCall(call_id, school.urn, person.id, now, command.first_on, command.last_on)


def check_days(first_on: date, last_on: date, now: datetime) -> None:
    """Raises Refused where these are no days on which inspectors could still come."""
    today = london_date(now)
    if last_on < first_on or last_on > first_on + timedelta(days=DAYS_AT_MOST - 1):
        raise Refused("missing", f"Please give the inspection’s first and last day, at most {DAYS_AT_MOST} days.")
    if last_on < today:
        raise Refused("no_date", f"{day_words(last_on)} has passed. Please give the days of the inspection.")
    if first_on > today + timedelta(days=AHEAD_AT_MOST):
        reason = f"{day_words(first_on)} is more than {AHEAD_AT_MOST} days away. Please check the month and the year."
        raise Refused("no_date", reason)


def days_words(call: OfstedCall) -> str:
    """On Tuesday 9 March 2027; from Tuesday 9 March 2027 to Wednesday 10 March 2027."""
    first, last = day_words(call.first_on), day_words(call.last_on)
    return f"on {first}" if call.first_on == call.last_on else f"from {first} to {last}"


def to_choose(call: OfstedCall, visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """The school's visits in the week of the inspection about which the headteacher has not chosen yet, by time. A
    visit that Ofsted is the reason for is none of them."""
    waiting = [
        (visit.half_day, visit)
        for visit in visits
        if call.called_off_at is None and visit.stands and visit.half_day and _concerns(call, visit)
        if visit.id not in call.kept
    ]
    return tuple(visit for _, visit in sorted(waiting, key=lambda pair: pair[0]))


def kept_through(call: OfstedCall, dossier: VisitDossier, command: KeepThroughOfsted, person: Person) -> OfstedCall:
    """The visit stays. Raises Refused."""
    _check_choice(call, dossier, person, command.version)
    return replace(call, kept=(*call.kept, dossier.visit.id))


def put_off_for(call: OfstedCall, dossier: VisitDossier, command: PutOffForOfsted, person: Person) -> Visit:
    """Another half-day is sought, once the inspectors have left. Raises Refused."""
    _check_choice(call, dossier, person, command.version)
    return replace(put_off(dossier.visit, OFSTED_HAS_CALLED), seek_from_on=day_after(call))


def sip_asked(
    call: OfstedCall, command: AskSipToCome, school: School, person: Person, own: HalfDayAccount, now: datetime
) -> OfstedCall:
    """The SIP is asked, if the school has a half-day left for it. Raises Refused."""
    check_headteacher(school, person)
    if call.called_off_at is not None:
        raise Refused("stale", "This inspection was called off. Here is how it stands now.", "O2")
    if not call.first_on <= command.at.on <= call.last_on or command.at.starts_at <= now:
        raise Refused("no_date", "Please choose a future time on a day of the inspection.", "O2")
    if call.wanted is not None and call.comes is not False:
        raise Refused("stale", f"Your SIP has already been asked to come: {call.wanted.words}.", "O2")
    check_has_left(own, CONVERSATION, school.name)
    return replace(call, wanted=command.at, comes=None)


def sip_answered(call: OfstedCall, command: AnswerOfstedCall, school: School, person: Person) -> OfstedCall:
    """Raises Refused. With a yes, the visit is `sip_comes`."""
    if person.id != school.sip_id:
        raise Refused("not_yours", f"{school.full_name} has another School Improvement Partner.", "O2")
    if call.wanted is None or call.comes is not None:
        raise Refused("stale", "This has been answered already. Here is how it stands now.", "O2")
    return replace(call, comes=command.comes)


def visit_during(call: OfstedCall, school: School, own: HalfDayAccount, visit_id: str) -> Visit:
    """The visit that the SIP has been asked for, on offer. Raises Refused where no half-day is left for it."""
    check_has_left(own, CONVERSATION, school.name)
    return Visit(
        visit_id,
        school.urn,
        AcademicYear.of(call.first_on),
        CONVERSATION,
        school.sip_id,
        school.headteacher_id,
        VisitStatus.PROPOSED,
        agenda=suggested_agenda(CONVERSATION),
        slots=() if call.wanted is None else (Slot(call.wanted),),
    )


def sip_comes(dossier: VisitDossier, now: datetime) -> Visit:
    """Picked by the SIP's yes; it is debited once it was held. Raises Refused."""
    (slot,) = dossier.visit.slots
    check_half_day(dossier, slot.half_day, now)
    return moved_on(dossier.visit, VisitMove.PICK, half_day=slot.half_day)


def reminders_pause(calls: Iterable[OfstedCall], urn: str, on: date) -> bool:
    """Whether a school is left in peace on a day: from the call to the end of the inspection's week. Nothing is due
    there meanwhile, a report neither."""
    return any(
        call.urn == urn and call.called_off_at is None and london_date(call.called_at) <= on < call.due_again_on
        for call in calls
    )


def without_inspections(calendar: SchoolCalendar, calls: Iterable[OfstedCall]) -> SchoolCalendar:
    """The school's calendar where half-days are sought for visits: none while inspectors are in."""
    days = {day for call in calls if call.called_off_at is None for day in call.days}
    return replace(calendar, closed=calendar.closed | days) if days else calendar


def day_after(call: OfstedCall) -> date:
    """The first day on which the inspectors have left."""
    return call.last_on + timedelta(days=1)


def _concerns(call: OfstedCall, visit: Visit) -> bool:
    if visit.urn != call.urn or visit.half_day is None or visit.purpose == CONVERSATION:
        return False
    monday = call.first_on - timedelta(days=call.first_on.weekday())
    return monday <= visit.half_day.on < call.due_again_on


def _check_choice(call: OfstedCall, dossier: VisitDossier, person: Person, version: int) -> None:
    check_headteacher(dossier.school, person)
    check_move(dossier.visit, VisitMove.PUT_OFF, version)
    if dossier.visit not in to_choose(call, (dossier.visit,)):
        raise Refused("stale", "There is nothing to decide about this visit. Here is how it stands now.", "O2")


def check_headteacher(school: School, person: Person) -> None:
    """Raises Refused for anybody else."""
    if person.id != school.headteacher_id:
        raise Refused("not_yours", f"Only the headteacher of {school.name} can do that.", "O2")
