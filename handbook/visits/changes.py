"""A visit that is booked, and what either side does about it: move or cancel it with a reason, alone up to a cut-off in
school days, and after it by asking the other side."""

from dataclasses import dataclass
from datetime import datetime

from handbook.core.british_time import london_date
from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused, allows
from handbook.visits.dossier import VisitDossier
from handbook.visits.moves import VisitMove, check_move, moved_on, put_off
from handbook.visits.slots.days import check_half_day
from handbook.visits.visit import AskedChange, Visit, VisitStatus
from handbook.visits.words import needed_words


@dataclass(frozen=True, slots=True)
class MoveVisit:
    """Either side wants the visit at another time. After the cut-off it is a question to the other side."""

    visit_id: str
    version: int
    to: HalfDay
    reason: str


@dataclass(frozen=True, slots=True)
class CancelVisit:
    """Either side wants no visit. After the cut-off it is a question to the other side."""

    visit_id: str
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class AgreeToChange:
    """The other side agrees to what was asked."""

    visit_id: str
    version: int


@dataclass(frozen=True, slots=True)
class KeepVisit:
    """The other side does not agree, or who asked thinks better of it: the visit stays as it is."""

    visit_id: str
    version: int


def may_change_alone(dossier: VisitDossier, cut_off: int, now: datetime) -> bool:
    """Whether as many school days of that school as the cut-off says lie between today and the visit, its own day
    counted. What is in nobody's calendar yet may be changed at any time; where term dates are unknown, one asks."""
    half_day = dossier.visit.half_day
    if half_day is None or dossier.visit.status is not VisitStatus.BOOKED or cut_off < 1:
        return True
    first = dossier.calendar.school_day_after(london_date(now), cut_off)
    return first is not None and first <= half_day.on


def check_may_change(dossier: VisitDossier, person: Person, move: VisitMove, version: int) -> None:
    """Raises Refused unless this person is one of the two whose visit it is, and it can be changed so now."""
    check_is_one_of_two(dossier, person)
    check_move(dossier.visit, move, version)


def check_may_agree(dossier: VisitDossier, person: Person, version: int) -> AskedChange:
    """What was asked of this person. Raises Refused for anybody else."""
    check_may_change(dossier, person, VisitMove.AGREE, version)
    asked = dossier.visit.asked
    side = Role.SIP if person.id == dossier.visit.sip_id else Role.HEADTEACHER
    if asked is None or dossier.visit.is_of(side, asked.by_id):
        raise Refused("not_yours", f"You asked for this yourself: {dossier.other_side(person).name} answers it.")
    return asked


def check_is_one_of_two(dossier: VisitDossier, person: Person) -> None:
    """Raises Refused for anybody but the visit's SIP and headteacher."""
    if person.id not in (dossier.visit.sip_id, dossier.visit.headteacher_id):
        raise Refused("not_yours", f"Only the headteacher of {dossier.school.name} and the visiting SIP can do that.")


def check_not_begun(visit: Visit, now: datetime) -> None:
    """Raises Refused once a visit has begun: then it was held, or it was not."""
    if visit.half_day is not None and visit.half_day.starts_at <= now:
        raise Refused("not_now", "This visit has already started. The SIP will say whether it was held.")


def may_move(dossier: VisitDossier, person: Person) -> bool:
    return allows(lambda: check_may_change(dossier, person, VisitMove.MOVE, dossier.visit.version))


def may_cancel(dossier: VisitDossier, person: Person) -> bool:
    return allows(lambda: check_may_change(dossier, person, VisitMove.CANCEL, dossier.visit.version))


def may_agree(dossier: VisitDossier, person: Person) -> bool:
    return allows(lambda: check_may_agree(dossier, person, dossier.visit.version))


def may_keep(dossier: VisitDossier, person: Person) -> bool:
    return allows(lambda: check_may_change(dossier, person, VisitMove.KEEP, dossier.visit.version))


def moved(dossier: VisitDossier, command: MoveVisit, person: Person, cut_off: int, now: datetime) -> Visit:
    """Moved, once the calendar has it; or a question to the other side, where the cut-off has passed. Raises
    Refused."""
    visit = dossier.visit
    check_may_change(dossier, person, VisitMove.MOVE, command.version)
    check_not_begun(visit, now)
    reason = needed_words(command.reason, "Please write why the visit should move.")
    if command.to == visit.half_day:
        raise Refused("no_date", "The visit is at that time already. Please choose another half-day.")
    check_half_day(dossier, command.to, now)
    if may_change_alone(dossier, cut_off, now):
        return moved_on(
            visit, VisitMove.MOVE, half_day=command.to, before=visit.half_day, reason=reason, reason_by_id=person.id
        )
    return moved_on(visit, VisitMove.ASK_TO_MOVE, asked=AskedChange(person.id, now, reason, command.to))


def cancelled(dossier: VisitDossier, command: CancelVisit, person: Person, cut_off: int, now: datetime) -> Visit:
    """Cancelled, and its half-day is free to plan again; or a question to the other side, where the cut-off has passed.
    Raises Refused."""
    visit = dossier.visit
    check_may_change(dossier, person, VisitMove.CANCEL, command.version)
    if visit.status is VisitStatus.BOOKED:
        check_not_begun(visit, now)
    reason = needed_words(command.reason, "Please write why there will be no visit.")
    if may_change_alone(dossier, cut_off, now):
        return moved_on(visit, VisitMove.CANCEL, reason=reason, reason_by_id=person.id, slots=())
    return moved_on(visit, VisitMove.ASK_TO_CANCEL, asked=AskedChange(person.id, now, reason))


def agreed(dossier: VisitDossier, command: AgreeToChange, person: Person, now: datetime) -> Visit:
    """What was asked happens, if the half-day can still be had. Raises Refused."""
    visit = dossier.visit
    asked = check_may_agree(dossier, person, command.version)
    check_not_begun(visit, now)
    if asked.to is None:
        return moved_on(visit, VisitMove.AGREE, reason=asked.reason, reason_by_id=asked.by_id)
    check_half_day(dossier, asked.to, now)
    return moved_on(
        visit, VisitMove.AGREE, half_day=asked.to, before=visit.half_day, reason=asked.reason, reason_by_id=asked.by_id
    )


def kept(dossier: VisitDossier, command: KeepVisit, person: Person) -> Visit:
    """The visit stays. Where the headteacher declined it in Outlook, and the time that they proposed suits the SIP no
    better, it cannot: other half-days are sought. Raises Refused."""
    check_may_change(dossier, person, VisitMove.KEEP, command.version)
    asked = dossier.visit.asked
    if asked is not None and asked.declined and person.id == dossier.visit.sip_id:
        return put_off(
            dossier.visit, "The headteacher declined the invitation, and the time that they proposed does not suit."
        )
    return moved_on(dossier.visit, VisitMove.KEEP)
