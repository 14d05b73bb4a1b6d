"""The calendars of SIPs who have visits ahead are watched: what somebody changes there is noticed soon by a notice, and
once a day by a delta query, for notices come late, twice, in no order, and sometimes not at all."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

import structlog

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.workflow import Effect, Work
from automations.visits.calendar_notices import digest, of_calendar
from automations.visits.notifications import graph
from handbook.core.british_time import london_date
from handbook.core.calendars import LONGEST_SUBSCRIPTION, DeltaSync, Period
from handbook.core.external_errors import NotFound
from handbook.core.refusal import Refused
from handbook.visits.visit import Visit
from store.unit_of_work import UnitOfWork

log = structlog.get_logger()

_SWEPT: Final = timedelta(days=400)
"""How far ahead a delta query looks, and for how long what it returns is gone on from."""
_SWEPT_ANEW: Final = timedelta(days=200)
_READ_AGAIN_S: Final = 20.0
"""When an entry that is not in its calendar is looked for once more: people also put back what they deleted."""
_EACH_DAY: Final = ("watch_calendar", "sweep_calendar", "look_in_schools_calendars")
_NEARLY: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SyncCalendar:
    """Once a day: a SIP's subscription is renewed, and the changes in their calendar read."""

    person_id: str
    on: date


def mind(uow: UnitOfWork, command: SyncCalendar, ctx: CommandContext) -> Iterable[OutboxJob]:
    subscription = uow.calendar_subscriptions.of_person(command.person_id)
    if subscription.synced_on == command.on:
        raise Refused("stale", "This calendar has been minded today.")
    uow.calendar_subscriptions.write(replace(subscription, synced_on=command.on))
    uow.audit(ctx.entry("calendar_minded", f"calendar:{command.person_id}"), ctx.now)
    return [of_calendar(effect, command.person_id, str(command.on)) for effect in _EACH_DAY]


HANDLERS: Final[Mapping[type, Handler]] = {SyncCalendar: mind}


def due_now(uow: UnitOfWork, _policy: TrustPolicy, now: datetime) -> tuple[SyncCalendar, ...]:
    """The calendars that nobody has minded today."""
    today = london_date(now)
    sips = uow.visits.sips()
    return tuple(
        SyncCalendar(sip, today) for sip in sips if uow.calendar_subscriptions.of_person(sip).synced_on != today
    )


async def subscribe_to_calendar(work: Work, person_id: str) -> None:
    """We are told of changes in this calendar for a week from now. A new subscription knows nothing of what was before
    it: then the calendar is read."""
    if work.subscriptions is None:
        return
    known = await work.bus.read(lambda uow: uow.calendar_subscriptions.of_person(person_id))
    until = work.bus.now() + LONGEST_SUBSCRIPTION - _NEARLY  # clocks differ a little
    try:
        if known.subscription_id:
            await work.subscriptions.renew(known.subscription_id, until)
            return
    except NotFound:
        pass  # it had expired
    state = secrets.token_urlsafe(32)
    begun = await work.subscriptions.subscribe(person_id, state, until)

    def begin(uow: UnitOfWork) -> Iterable[OutboxJob]:
        now_known = uow.calendar_subscriptions.of_person(person_id)
        uow.calendar_subscriptions.write(replace(now_known, subscription_id=begun.id, client_state=state))
        return [of_calendar("sweep_calendar", person_id, begun.id)]

    await work.bus.record(begin)


async def sync_calendar(work: Work, person_id: str, anew: int = 0) -> None:
    """Looks at each visit whose entry has changed since the last delta query; at all of them where it begins `anew`.
    What is not in the calendar any more is looked for once more, a little later."""
    subscription = await work.bus.read(lambda uow: uow.calendar_subscriptions.of_person(person_id))
    now = work.bus.now()
    since, until = "" if anew else subscription.since, subscription.since_until
    if not since or until is None or until < now + _SWEPT_ANEW:
        since, until = "", now + _SWEPT
    window = Period(now - timedelta(days=1), until)
    swept = await work.calendars.delta_sync(person_id, window, since or None)
    await work.bus.record(lambda uow: _swept(uow, person_id, swept, window))


EFFECTS: Final[Mapping[str, Effect]] = {
    "watch_calendar": Effect(
        subscribe_to_calendar,
        "Changes in a calendar are noticed late, because I could not subscribe to them",
        "Changes in {name}’s calendar are noticed late, because I could not subscribe to them",
        about=("person", "person_id"),
    ),
    "sweep_calendar": Effect(
        sync_calendar,
        "Your calendar in Outlook could not be read, so your visits stay as they are",
        about=("calendar", "person_id"),
    ),
}


def _swept(uow: UnitOfWork, person_id: str, swept: DeltaSync, window: Period) -> Iterable[OutboxJob]:
    subscription = uow.calendar_subscriptions.of_person(person_id)
    uow.calendar_subscriptions.write(replace(subscription, since=swept.since, since_until=window.end))
    named, key = {*(entry.id for entry in swept.entries), *swept.unreadable}, digest(swept.since)
    if swept.unreadable:
        log.warning("entries_not_understood", person=person_id, count=len(swept.unreadable))
    for visit in uow.visits.in_calendar(person_id):
        if visit.event_id in named:
            yield graph("look_at_calendar", visit, f"sweep-{key}")
        elif visit.event_id in swept.removed or (swept.whole and _should_be_in(window, visit)):
            gone = graph("look_whether_gone", visit, f"{digest(visit.event_id)}-{key}", event_id=visit.event_id)
            yield replace(gone, delay=_READ_AGAIN_S)


def _should_be_in(window: Period, visit: Visit) -> bool:
    return any(window.start <= one.starts_at < window.end for one in visit.occupies)
