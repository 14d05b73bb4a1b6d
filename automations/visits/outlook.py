"""What people did to a visit in Outlook, which is the truth for time: the entry is read, and what it says is noted."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from automations.engine.command_bus import RenderContext
from automations.engine.workflow import Effect, Work
from automations.visits.calendar import is_hold
from automations.visits.calendar_notices import in_doubt
from automations.visits.cards import visit_dossier
from automations.visits.decisions import noted
from handbook.core.calendars import Period
from handbook.core.external_errors import NotFound
from handbook.visits.dossier import VisitDossier
from handbook.visits.in_calendars.entry_compared import what_differs, what_differs_there
from handbook.visits.in_outlook import NoteGone, NoteNewEntry
from handbook.visits.visit import Visit, VisitStatus
from store.unit_of_work import UnitOfWork

_LOOKED_AHEAD: Final = timedelta(days=31)
_TO_ARRIVE: Final = timedelta(hours=12)
"""How long an invitation is left to come into a calendar."""


async def look_at_calendar(work: Work, visit_id: str) -> None:
    """Cards, database and both people follow what was done there. What is known already changes nothing."""
    dossier = await work.bus.read(lambda uow: visit_dossier(uow, visit_id, work.bus.render_context))
    visit = dossier.visit
    if not (visit.event_id and visit.occupies):
        return
    try:
        entry = await work.calendars.entry(visit.sip_id, visit.event_id)
    except NotFound:
        await work.bus.record(lambda _: [in_doubt(visit, work.bus.now())])
        return
    differs = what_differs(dossier, entry)
    if differs is not None:
        await noted(work, differs)


async def look_whether_gone(work: Work, visit_id: str, event_id: str) -> None:
    """A delta query did not find the entry of a visit in its calendar. Where it is not there now either, the visit is
    cancelled; an entry that was only moved far away, or put back, is looked at, be it under another id."""
    visit = (await work.bus.read(lambda uow: visit_dossier(uow, visit_id, work.bus.render_context))).visit
    if visit.event_id != event_id or not visit.occupies:
        return
    standing = await work.calendars.of_visit(visit.sip_id, visit.id)
    events = [entry.id for entry in standing if not is_hold(entry)]
    if not events:
        await noted(work, NoteGone(visit.id))
        return
    if event_id not in events:
        await noted(work, NoteNewEntry(visit.id, events[0]))
    await look_at_calendar(work, visit_id)


async def look_in_schools_calendars(work: Work, person_id: str) -> None:
    """Whether a SIP's visits of the next weeks stand in the headteachers' calendars: of a copy that somebody deletes
    without answering, Outlook tells nobody. What could not be read, and what was booked just now, is not looked at."""
    now = work.bus.now()
    window = Period(now, now + _LOOKED_AHEAD)
    dossiers = await work.bus.read(lambda uow: _ahead(uow, person_id, window, work.bus.render_context))
    if not dossiers:
        return
    emails = sorted({one.headteacher.email for one in dossiers})
    found = await work.calendars.busy_times(person_id, emails, window)
    for one in dossiers:
        differs = what_differs_there(one, found[one.headteacher.email])
        if differs is not None:
            await noted(work, differs)


EFFECTS: Final[Mapping[str, Effect]] = {
    "look_at_calendar": Effect(look_at_calendar, "Changes to this visit in Outlook could not be read yet"),
    "look_whether_gone": Effect(look_whether_gone, "Changes to this visit in Outlook could not be read yet"),
    "look_in_schools_calendars": Effect(
        look_in_schools_calendars,
        "I could not see whether your visits stand in the headteachers’ calendars",
        about=("calendar", "person_id"),
    ),
}


def _ahead(uow: UnitOfWork, person_id: str, window: Period, context: RenderContext) -> list[VisitDossier]:
    own = (visit_dossier(uow, one.id, context) for one in uow.visits.in_calendar(person_id) if _is_settled(one, window))
    return [one for one in own if one.headteacher.email]


def _is_settled(visit: Visit, window: Period) -> bool:
    """Booked for some time, so that the invitation has come."""
    since = visit.times[-1].at if visit.times else None
    old = since is None or since <= window.start - _TO_ARRIVE
    half_day = visit.half_day
    ahead = half_day is not None and window.start < half_day.starts_at and half_day.ends_at <= window.end
    return visit.status is VisitStatus.BOOKED and old and ahead
