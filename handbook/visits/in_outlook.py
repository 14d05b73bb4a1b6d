"""What people did to a visit in Outlook, which is the truth for time: it is noted and never refused for its date. The
database stays the truth for entitlement."""

from dataclasses import dataclass, replace
from datetime import datetime

from handbook.core.half_days import HalfDay
from handbook.core.refusal import Refused
from handbook.visits.changes import check_not_begun
from handbook.visits.dossier import VisitDossier
from handbook.visits.in_calendars.booked_times import difficulty
from handbook.visits.moves import MOVES, VisitMove, moved_on, put_off
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
    """The headteacher proposed a new time on the invitation, and may have `declined` it. `said_at` is when: a proposal
    stands on the invitation for good, also once it was turned down."""

    visit_id: str
    to: HalfDay
    declined: bool = False
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoteNotInvited:
    """The headteacher was taken out of the event."""

    visit_id: str


@dataclass(frozen=True, slots=True)
class NoteNotInCalendar:
    """The headteacher is invited, and has nothing in their calendar at that time."""

    visit_id: str


@dataclass(frozen=True, slots=True)
class NoteInOrder:
    """The headteacher is invited, or has it in their calendar, again."""

    visit_id: str


def noted_moved(dossier: VisitDossier, command: NoteMoved, now: datetime) -> Visit:
    """Booked at the new time. Where that breaks a rule, the record says so to both, and people put it right. Raises
    Refused for what is known already: notifications come late, twice and out of order."""
    visit = dossier.visit
    if command.to in visit.occupies:
        raise _known()
    _check(visit, VisitMove.NOTE_MOVED)
    trouble = difficulty(dossier, command.to, now)
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
    asked = AskedChange(visit.headteacher_id, now, "", command.to, declined=command.declined)
    return moved_on(visit, VisitMove.NOTE_WISH, asked=asked)


def not_invited(dossier: VisitDossier) -> str:
    """What both read where the headteacher was taken out of the event."""
    head, sip = dossier.headteacher.name, dossier.sip.name
    return (
        f"{head} is no longer invited to this visit in Outlook, and it is still booked. If it takes place, {sip} "
        "should invite them again in Outlook; if not, please move or cancel it here."
    )


def not_in_calendar(dossier: VisitDossier) -> str:
    """What both read where the headteacher has deleted their own copy, of which Outlook tells nobody."""
    return (
        f"This visit is no longer in {dossier.headteacher.name}’s calendar in Outlook, and it is still booked. If "
        "it takes place, please put it back there; if not, please move or cancel it here."
    )


def noted_as_odd(dossier: VisitDossier, words: str, now: datetime) -> Visit:
    """It stays as it is, and both read `words`. Raises Refused for what is known already, and after a visit."""
    visit = dossier.visit
    if not visit.stands or words == visit.trouble:
        raise _known()
    check_not_begun(visit, now)
    return replace(visit, trouble=words)


def noted_in_order(dossier: VisitDossier) -> Visit:
    """What was odd is odd no more. Raises Refused where nothing was."""
    if dossier.visit.trouble not in (not_invited(dossier), not_in_calendar(dossier)):
        raise _known()
    return replace(dossier.visit, trouble="")


def _check(visit: Visit, move: VisitMove) -> None:
    if (visit.status, move) not in MOVES:
        raise _known()


def _known() -> Refused:
    return Refused("stale", "The visit in the calendar has changed again.")
