"""What people did to a visit in Outlook, which is the truth for time: the entry is read, and what it says is noted."""

from collections.abc import Mapping
from typing import Final

from automations.engine.command_bus import SERVICE
from automations.engine.workflow import Effect, Work
from automations.visits.calendar import is_hold
from automations.visits.calendar_notices import in_doubt
from automations.visits.cards import visit_about, visit_dossier
from automations.visits.decisions import noted
from handbook.core.calendars import Answer, CalendarEntry, Invited
from handbook.core.external_errors import NotFound
from handbook.core.half_days import HalfDay
from handbook.visits.dossier import VisitDossier
from handbook.visits.in_outlook import NoteDeclined, NoteGone, NoteMoved, NoteNewEntry, NoteNewTimeProposed
from handbook.visits.visit import Visit
from store.audit import AuditEntry
from store.unit_of_work import UnitOfWork


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
    stands = HalfDay.between(entry.period.start, entry.period.end)
    if entry.cancelled:
        await noted(work, NoteGone(visit.id))
    elif stands not in visit.occupies:
        await noted(work, NoteMoved(visit.id, stands))
    else:
        await _answered(work, dossier, entry)


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


EFFECTS: Final[Mapping[str, Effect]] = {
    "look_at_calendar": Effect(look_at_calendar, "Changes to this visit in Outlook could not be read yet"),
    "look_whether_gone": Effect(look_whether_gone, "Changes to this visit in Outlook could not be read yet"),
}


async def _answered(work: Work, dossier: VisitDossier, entry: CalendarEntry) -> None:
    """What the headteacher said to the invitation."""
    address = dossier.headteacher.email.casefold()
    head = next((one for one in entry.invited if one.email.casefold() == address), None)
    if head is None:
        return
    if head.proposed is not None:
        await _proposed(work, dossier.visit, head, HalfDay.between(head.proposed.start, head.proposed.end))
    elif head.answer is Answer.DECLINED:
        await noted(work, NoteDeclined(dossier.visit.id))


async def _proposed(work: Work, visit: Visit, head: Invited, to: HalfDay) -> None:
    """The wish stands on the invitation for good, also once it was turned down: it is noted once."""
    occasion = f"wish {to.on} {to.starts:%H:%M} of {head.answered_at}"
    if await work.bus.read(lambda uow: uow.visits.is_done(visit.id, occasion)):
        return
    await noted(work, NoteNewTimeProposed(visit.id, to))

    def remember(uow: UnitOfWork) -> tuple[()]:
        entry = AuditEntry(SERVICE, "wish_seen", visit_about(visit.id))
        uow.visits.note_done(visit.id, occasion, entry, work.bus.now())
        return ()

    await work.bus.record(remember)
