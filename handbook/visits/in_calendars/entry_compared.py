"""What stood in the calendar, what stands there, and what differs: the one comparison by which what people do to a
visit in Outlook is noted."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from handbook.core.calendars import Answer, BusyTimes, CalendarEntry, Invited, Period, ShownAs
from handbook.core.half_days import HalfDay
from handbook.core.people import Person
from handbook.visits.dossier import VisitDossier
from handbook.visits.in_outlook import (
    NoteDeclined,
    NoteGone,
    NoteInOrder,
    NoteMoved,
    NoteNewTimeProposed,
    NoteNotInCalendar,
    NoteNotInvited,
    not_in_calendar,
    not_invited,
)

_NEVER: Final = datetime.min.replace(tzinfo=UTC)


def what_differs(dossier: VisitDossier, entry: CalendarEntry) -> object | None:
    """The command that notes it; None where the entry is as the record says. What is done to its time comes first: then
    everybody invited is asked anew."""
    visit = dossier.visit
    stands = HalfDay.between(entry.period.start, entry.period.end)
    if entry.cancelled:
        return NoteGone(visit.id)
    if stands not in visit.occupies:
        return NoteMoved(visit.id, stands)
    lines = lines_of_headteacher(dossier, entry.invited)
    if not lines:
        return NoteNotInvited(visit.id)
    return _answered(dossier, max(lines, key=lambda one: one.answered_at or _NEVER))


def _answered(dossier: VisitDossier, head: Invited) -> object | None:
    """What the headteacher said to the invitation."""
    visit_id, declined = dossier.visit.id, head.answer is Answer.DECLINED
    if head.proposed is not None:
        to = HalfDay.between(head.proposed.start, head.proposed.end)
        return NoteNewTimeProposed(visit_id, to, declined, head.answered_at)
    if declined:
        return NoteDeclined(visit_id)
    return NoteInOrder(visit_id) if dossier.visit.trouble == not_invited(dossier) else None


def what_differs_there(dossier: VisitDossier, there: BusyTimes) -> object | None:
    """The same of the headteacher's own calendar, of which only times can be seen: whether something stands there at
    the visit's time. None where it could not be read: that is no proof."""
    visit, half_day = dossier.visit, dossier.visit.half_day
    if there.times is None or half_day is None:
        return None
    at = Period(half_day.starts_at, half_day.ends_at)
    stands = any(
        (one.start, one.end) == (at.start, at.end)
        or (one.status is ShownAs.UNKNOWN and at.overlaps(Period(one.start, one.end)))
        for one in there.times
    )
    if not stands:
        return NoteNotInCalendar(visit.id)
    return NoteInOrder(visit.id) if visit.trouble == not_in_calendar(dossier) else None


def lines_of_headteacher(dossier: VisitDossier, invited: Sequence[Invited]) -> tuple[Invited, ...]:
    """Those of an invitation that are the headteacher's. Outlook may answer under another address than it was sent to:
    an alias, which adds a line with their name, or one of Exchange's own (`/o=…/cn=…`), also without a name."""
    head, own = dossier.headteacher, _address(dossier.sip)
    others = [one for one in invited if one.email.casefold() != own]
    found = [one for one in others if _is(one, head)]
    nameless = [one for one in others if one.email.startswith("/")]
    return tuple(found or (nameless if len(others) == 1 else ()))


def _is(line: Invited, person: Person) -> bool:
    name = _words(person.name)
    return line.email.casefold() == _address(person) or (bool(name) and name <= _words(line.name))


def _address(person: Person) -> str:
    return person.email.casefold()


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold()))
