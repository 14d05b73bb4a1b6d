"""From the SIP's wish for a visit to a half-day in both calendars (V2, V3). The headteacher picks; silence is
no yes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from handbook.core.british_time import london_date
from handbook.core.half_days import HalfDay
from handbook.core.people import Person, School
from handbook.core.refusal import Refused, allows
from handbook.core.school_years import AcademicYear
from handbook.half_days.entitlement import HalfDayAccount, check_has_left
from handbook.visits.agenda import suggested_agenda, suggested_information
from handbook.visits.checks import SipChecks, check_may_visit
from handbook.visits.dossier import VisitDossier
from handbook.visits.in_calendars.booked_times import outside_words
from handbook.visits.moves import VisitMove, check_move, moved_on
from handbook.visits.purposes import APPRAISAL, ExtraVisit, Purpose
from handbook.visits.slots.days import check_half_day
from handbook.visits.visit import Slot, Visit, VisitStatus
from handbook.visits.words import needed_words, words_in

OFFERED_AT_MOST: Final = 3
"""How many half-days are offered at a time."""


@dataclass(frozen=True, slots=True)
class SeekVisit:
    """The SIP wants to visit a school for a purpose: half-days are sought, from `from_on` where given."""

    urn: str
    year: AcademicYear
    purpose: Purpose
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class SeekSlots:
    """The SIP wants (other) half-days for a visit, also one that was cancelled or not held."""

    visit_id: str
    version: int
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class NoteFound:
    """Of the service: these good half-days were found, or none, and then `trouble` says why in one sentence."""

    visit_id: str
    version: int
    slots: tuple[Slot, ...]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class SendSlots:
    """The SIP sends what was found to the headteacher, or half-days of their own choice instead."""

    visit_id: str
    version: int
    own: tuple[HalfDay, ...] = ()


@dataclass(frozen=True, slots=True)
class PickSlot:
    """The headteacher picks one of those on offer; `number` counts from 1."""

    visit_id: str
    version: int
    number: int


@dataclass(frozen=True, slots=True)
class AskForOthers:
    """The headteacher wants to see other half-days, and may say which would be better."""

    visit_id: str
    version: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class SayNoneSuits:
    """The headteacher says why no half-day suits."""

    visit_id: str
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class NoteBooked:
    """Of the service: the event stands in the calendar (or has been moved there)."""

    visit_id: str
    version: int
    event_id: str


def check_may_seek(command: SeekVisit, school: School, person: Person, own: HalfDayAccount, now: datetime) -> None:
    """Raises Refused unless this SIP visits the school for this purpose, and something is left of it."""
    if person.id != _visitor(command.purpose, school, own):
        what = " for its headteacher’s appraisal" if command.purpose == APPRAISAL else ""
        raise Refused("not_yours", f"{school.full_name} has another School Improvement Partner{what}.", "M1")
    if command.year < AcademicYear.of(london_date(now)):
        raise Refused("no_date", f"The academic year {command.year} is over. Please choose the current one.")
    check_has_left(own, command.purpose, school.name)


def check_may_arrange(dossier: VisitDossier, person: Person, move: VisitMove, version: int) -> None:
    """Raises Refused unless this SIP may seek or send half-days for this visit now."""
    if person.id != dossier.visit.sip_id:
        raise Refused("not_yours", "This visit belongs to another School Improvement Partner.")
    check_move(dossier.visit, move, version)


def check_may_answer(dossier: VisitDossier, person: Person, version: int, move: VisitMove = VisitMove.PICK) -> None:
    """Raises Refused unless this headteacher may answer what is on offer now."""
    if person.id != dossier.visit.headteacher_id:
        raise Refused("not_yours", f"Only the headteacher of {dossier.school.name} can answer this.")
    check_move(dossier.visit, move, version)


def may_seek(dossier: VisitDossier, person: Person) -> bool:
    return allows(lambda: check_may_arrange(dossier, person, VisitMove.SEEK, dossier.visit.version))


def may_send(dossier: VisitDossier, person: Person) -> bool:
    return allows(lambda: check_may_arrange(dossier, person, VisitMove.SEND, dossier.visit.version))


def may_answer(dossier: VisitDossier, person: Person) -> bool:
    return allows(lambda: check_may_answer(dossier, person, dossier.visit.version))


def opened(
    command: SeekVisit,
    school: School,
    person: Person,
    checks: SipChecks | None,
    own: HalfDayAccount,
    now: datetime,
    visit_id: str,
    agreed: Iterable[str] = (),
) -> Visit:
    """A new visit, with the agenda that the last report `agreed` and the term's suggestions (V4, V5) where it is a
    termly one. Raises Refused."""
    check_may_seek(command, school, person, own, now)
    check_may_visit(checks, person, london_date(now))
    return Visit(
        visit_id,
        school.urn,
        command.year,
        command.purpose,
        person.id,
        school.headteacher_id,
        VisitStatus.SOUGHT,
        agenda=suggested_agenda(command.purpose, agreed),
        information=suggested_information(command.purpose),
        seek_from_on=command.from_on,
    )


def sought(dossier: VisitDossier, command: SeekSlots, person: Person, now: datetime) -> Visit:
    """Other half-days are sought; a visit that was over is planned again, if something is left. Raises Refused."""
    check_may_arrange(dossier, person, VisitMove.SEEK, command.version)
    visit = dossier.visit
    check_may_visit(dossier.checks, dossier.sip, london_date(now))
    if visit.is_over:
        check_has_left(dossier.account, visit.purpose, dossier.school.name)
    return moved_on(
        visit,
        VisitMove.SEEK,
        seek_from_on=command.from_on or visit.seek_from_on,
        half_day=None,
        event_id="",
        **_slots_passed_over(visit),
    )


def found(visit: Visit, command: NoteFound) -> Visit:
    """The good half-days go to the SIP; where there is none, it is the SIP's turn too. Raises Refused."""
    move = VisitMove.FIND if command.slots else VisitMove.FIND_NONE
    check_move(visit, move, command.version)
    return moved_on(visit, move, slots=command.slots[:OFFERED_AT_MOST], half_day=None, trouble=command.trouble)


def proposed(dossier: VisitDossier, command: SendSlots, person: Person, now: datetime) -> Visit:
    """The headteacher is asked about the half-days that can still be had. Raises Refused."""
    check_may_arrange(dossier, person, VisitMove.SEND, command.version)
    slots = tuple(Slot(one) for one in dict.fromkeys(command.own)) or dossier.visit.slots
    if not slots:
        raise Refused("missing", "Please choose at least one half-day to send.")
    if len(slots) > OFFERED_AT_MOST:
        raise Refused("missing", f"Please send at most {OFFERED_AT_MOST} half-days at a time.")
    for slot in slots:
        check_half_day(dossier, slot.half_day, now)
    return moved_on(dossier.visit, VisitMove.SEND, slots=slots, reason="", offered_at=now)


def picked(dossier: VisitDossier, command: PickSlot, person: Person, now: datetime) -> Visit:
    """The headteacher's yes to one half-day. Both calendars are read again before it is booked. Raises Refused."""
    check_may_answer(dossier, person, command.version)
    slots = dossier.visit.slots
    if not 1 <= command.number <= len(slots):
        raise Refused("missing", "Please choose one of the half-days on offer.")
    chosen = slots[command.number - 1].half_day
    check_half_day(dossier, chosen, now)
    return moved_on(dossier.visit, VisitMove.PICK, half_day=chosen)


def others_asked(dossier: VisitDossier, command: AskForOthers, person: Person) -> Visit:
    """The next good half-days are sought for the SIP to send. Raises Refused."""
    check_may_answer(dossier, person, command.version, VisitMove.ASK_FOR_OTHERS)
    reason = words_in(command.words)
    return moved_on(
        dossier.visit,
        VisitMove.ASK_FOR_OTHERS,
        reason=reason,
        reason_by_id=person.id,
        **_slots_passed_over(dossier.visit),
    )


def none_suited(dossier: VisitDossier, command: SayNoneSuits, person: Person) -> Visit:
    """It is for the SIP to think again, and to read why. Raises Refused."""
    check_may_answer(dossier, person, command.version, VisitMove.SAY_NONE_SUITS)
    reason = needed_words(command.reason, "Please write why none suit, so that your SIP can look for better ones.")
    return moved_on(
        dossier.visit,
        VisitMove.SAY_NONE_SUITS,
        reason=reason,
        reason_by_id=person.id,
        **_slots_passed_over(dossier.visit),
    )


def booked(dossier: VisitDossier, command: NoteBooked) -> Visit:
    """The calendar has it. A move outside its term is a difficulty. Raises Refused where the visit has moved on
    meanwhile."""
    visit = dossier.visit
    check_move(visit, VisitMove.BOOK, command.version)
    trouble = outside_words(dossier, visit.half_day) if visit.half_day and (visit.times or visit.before) else ""
    return moved_on(visit, VisitMove.BOOK, event_id=command.event_id, before=None, slots=(), trouble=trouble)


def _visitor(purpose: Purpose, school: School, own: HalfDayAccount) -> str:
    """An extra service may be another SIP's (AS1), and so may the headteacher's appraisal (PM1); all else is the
    school's own SIP's."""
    if isinstance(purpose, ExtraVisit):
        return next((extra.sip_id for extra, _ in own.extras if extra.id == purpose.extra_id), school.sip_id)
    return own.appraiser_id if purpose == APPRAISAL and own.appraiser_id else school.sip_id


def _slots_passed_over(visit: Visit) -> dict[str, Any]:
    """What was on offer is not offered again."""
    shown = dict.fromkeys((*visit.passed_over, *(slot.half_day for slot in visit.slots)))
    return {"slots": (), "passed_over": tuple(shown)}
