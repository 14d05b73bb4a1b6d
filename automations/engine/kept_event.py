"""One event of the service's in an organiser's calendar, with those who are invited: made what the record says, and
followed where somebody changes it in Outlook."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from automations.engine.workflow import Work
from handbook.core.calendars import Appointment, CalendarEntry, EntryChanges, Invitee, Period
from handbook.core.half_days import HalfDay
from handbook.core.refusal import Refused


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """As the record says it is. `id` is the record's, and `version` counts what calendars show of it; `called_off` is
    what those who were invited read where it will not take place, and empty where it will."""

    id: str
    version: int
    organiser_id: str
    period: Period
    subject: str
    body_html: str
    invitees: tuple[Invitee, ...]
    place: str = ""
    called_off: str = ""


async def follow_event(
    work: Work, organiser_id: str, record_id: str, stood: HalfDay, *, gone: object, moved: Callable[[HalfDay], object]
) -> None:
    """What stood there, what stands there, and what differs: that is told to the record, with the command that notes
    that it is `gone`, or `moved` to another time."""
    _, stands = await what_stands(work, organiser_id, record_id)
    if stands == stood:
        return
    with suppress(Refused):  # somebody changed it here meanwhile
        await work.bus.decide(moved(stands) if stands else gone)


async def what_stands(work: Work, organiser_id: str, record_id: str) -> tuple[CalendarEntry | None, HalfDay | None]:
    """The entry of a record in its organiser's calendar, and its time; None where it is gone or cancelled."""
    standing = [one for one in await work.calendars.of_visit(organiser_id, record_id) if not one.cancelled]
    if not standing:
        return None, None
    return standing[0], HalfDay.between(standing[0].period.start, standing[0].period.end)


async def make_so(work: Work, event: KeptEvent) -> CalendarEntry | None:
    """Looks at what stands in the organiser's calendar first; so it may be run again, and late. Returns the entry, None
    where none is left."""
    organiser_id = event.organiser_id
    standing = await work.calendars.of_visit(organiser_id, event.id)
    if event.called_off:
        for entry in standing:
            await work.calendars.cancel(organiser_id, entry.id, event.called_off)
        return None
    if standing:
        changes = EntryChanges(period=event.period, location=event.place, invitees=event.invitees)
        return await work.calendars.change(organiser_id, standing[0].id, changes)
    appointment = Appointment(
        f"{event.id}-{event.version}",
        event.id,
        event.period,
        event.subject,
        event.body_html,
        event.place,
        invitees=event.invitees,
    )
    return await work.calendars.write(organiser_id, appointment)
