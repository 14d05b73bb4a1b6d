"""What people did to a visit in Outlook, which is the truth for time: it is noted and never refused for its date. The
database stays the truth for entitlement."""

from dataclasses import dataclass, replace
from datetime import datetime

from handbook.core.half_days import HalfDay
from handbook.core.refusal import Refused
from handbook.visits.changes import check_not_begun
from handbook.visits.dossier import VisitDossier
from handbook.visits.moves import MOVES, VisitMove, moved_on
from handbook.visits.slots.days import check_half_day
from handbook.visits.visit import AskedChange, Visit


@dataclass(frozen=True, slots=True)
class NoteMoved:
    """The event stands at another time than the record says."""

    visit_id: str
    to: HalfDay


@dataclass(frozen=True, slots=True)
class NoteNewEntry:
    """The event stands in the calendar under another id: Exchange gives one where a mailbox was restored or moved."""

    visit_id: str
    event_id: str


@dataclass(frozen=True, slots=True)
class NoteGone:
    """The event was deleted or cancelled."""

    visit_id: str


@dataclass(frozen=True, slots=True)
class NoteDeclined:
    """The headteacher declined the invitation."""

    visit_id: str


@dataclass(frozen=True, slots=True)
class NoteNewTimeProposed:
    """The headteacher proposed a new time on the invitation."""

    visit_id: str
    to: HalfDay


def noted_moved(dossier: VisitDossier, command: NoteMoved, now: datetime) -> Visit:
    """Booked at the new time. Where that breaks a rule, the record says so to both, and people put it right. Raises
    Refused for what is known already: notifications come late, twice and out of order."""
    visit = dossier.visit
    if command.to in visit.occupies:
        raise _known()
    _check(visit, VisitMove.NOTE_MOVED)
    trouble = ""
    try:
        check_half_day(dossier, command.to, now)
    except Refused as refusal:
        trouble = f"The visit was moved in Outlook, but there is a problem. {refusal.reason}"
    return moved_on(visit, VisitMove.NOTE_MOVED, half_day=command.to, before=None, trouble=trouble)


def noted_new_entry(visit: Visit, command: NoteNewEntry) -> Visit:
    """The same visit. Raises Refused for what is known already."""
    if command.event_id == visit.event_id or not visit.occupies:
        raise _known()
    return replace(visit, event_id=command.event_id)


def noted_gone(visit: Visit, now: datetime) -> Visit:
    """Cancelled; its half-day is free to plan again. Raises Refused for what is known already, and after a visit,
    when people tidy up."""
    _check(visit, VisitMove.NOTE_GONE)
    check_not_begun(visit, now)
    return moved_on(visit, VisitMove.NOTE_GONE, before=None, reason="It was removed from the calendar in Outlook.")


def noted_declined(visit: Visit, now: datetime) -> Visit:
    """Put off: the service looks for other half-days. Raises Refused for what is known already, and after a visit."""
    _check(visit, VisitMove.PUT_OFF)
    check_not_begun(visit, now)
    return put_off(visit, "The headteacher declined the invitation in Outlook.")


def noted_new_time(visit: Visit, command: NoteNewTimeProposed, now: datetime) -> Visit:
    """The SIP is asked. Raises Refused for what is known already."""
    if command.to == visit.half_day or (visit.asked is not None and visit.asked.to == command.to):
        raise _known()
    _check(visit, VisitMove.NOTE_WISH)
    asked = AskedChange(visit.headteacher_id, now, "", command.to)
    return moved_on(visit, VisitMove.NOTE_WISH, asked=asked)


def put_off(visit: Visit, reason: str) -> Visit:
    """Out of the calendar, and another half-day is sought; the one that it had is not offered again."""
    passed = dict.fromkeys((*visit.passed_over, *visit.occupies))
    return moved_on(
        visit,
        VisitMove.PUT_OFF,
        half_day=None,
        before=None,
        event_id="",
        slots=(),
        passed_over=tuple(passed),
        reason=reason,
    )


def _check(visit: Visit, move: VisitMove) -> None:
    if (visit.status, move) not in MOVES:
        raise _known()


def _known() -> Refused:
    return Refused("stale", "The visit in the calendar has changed again.")
