"""The calendars follow a visit that passed to another headteacher or SIP. Exchange lets nobody else become an event's
organiser: a new headteacher is invited to the event that stands; a new SIP gets an event of their own, once a half-day
suits, and the old one is called off."""

from collections.abc import Mapping
from typing import Final

from automations.engine.letting_in import addresses_of
from automations.engine.workflow import Effect, Work
from automations.visits.calendar import is_hold
from automations.visits.cards import visit_dossier
from handbook.core.calendars import CalendarEntry, EntryChanges, Invitee
from handbook.core.external_errors import NoSuchAccount
from handbook.core.people import Role
from handbook.visits.handing_over import NEW_SIP


async def leave_calendar(work: Work, visit_id: str, old_id: str) -> None:
    """Takes a visit and its holds out of the calendar of the SIP who had it; everybody invited is told by theirs."""
    visit = await work.bus.read(lambda uow: uow.visits.get(visit_id))
    if visit.sip_id == old_id:
        return
    for entry in await work.calendars.of_visit(old_id, visit_id):
        if is_hold(entry):
            await work.calendars.release(old_id, entry.id)
        else:
            await work.calendars.cancel(old_id, entry.id, NEW_SIP)


async def invite_successor(work: Work, visit_id: str, old_id: str) -> None:
    """Invites the headteacher of now to the event of a visit, and who was it before no more; others who were invited
    stay."""
    dossier = await work.bus.read(lambda uow: visit_dossier(uow, visit_id, work.bus.render_context))
    visit, head = dossier.visit, dossier.headteacher
    if not (visit.occupies and visit.event_id) or visit.is_over or visit.headteacher_id == old_id:
        return
    old = await work.bus.read(lambda uow: uow.roster.then(old_id, Role.HEADTEACHER))
    try:
        left = {one.lower() for one in await addresses_of(work, old)}
    except NoSuchAccount:
        left = set[str]()
    entry = await work.calendars.entry(visit.sip_id, visit.event_id)
    invitees = (*_staying(entry, left, old.name, head.email), Invitee(head.email, head.name))
    await work.calendars.change(visit.sip_id, visit.event_id, EntryChanges(invitees=invitees))


EFFECTS: Final[Mapping[str, Effect]] = {
    "leave_calendar": Effect(leave_calendar, "This visit could not be taken out of the former SIP’s calendar yet"),
    "invite_successor": Effect(invite_successor, "The new headteacher could not be invited to this visit yet"),
}


def _staying(entry: CalendarEntry, left: set[str], name: str, new: str) -> tuple[Invitee, ...]:
    """Of somebody whose account is gone only the name tells who they were."""
    gone = left | {new.lower()}
    return tuple(
        Invitee(one.email, one.name)
        for one in entry.invited
        if one.email.lower() not in gone and (left or one.name != name)
    )
