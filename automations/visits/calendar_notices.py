"""Word of changes in calendars, as it comes: soon or late, one at a time or a thousand at once, twice, in no order, and
from who knows whom. What comes while something is being written is taken together."""

import asyncio
import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandBus
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.visits.notifications import graph
from handbook.core.calendars import Notice
from handbook.visits.visit import Visit
from store.calendar_subscriptions import CalendarSubscription
from store.unit_of_work import UnitOfWork

_LOST: Final = "subscriptionRemoved"
_MISSED: Final = "missed"
_Post = Sequence[Notice]


class Notices:
    """Belongs to one event loop."""

    def __init__(self, bus: CommandBus) -> None:
        self._bus = bus
        self._waiting: list[tuple[_Post, asyncio.Future[int]]] = []
        self._turn = asyncio.Lock()

    async def heard(self, post: _Post) -> int:
        """Promises to look at what is said to have changed; returns how many of these notices were not from whom we
        asked. For those nothing is written. Raises what the database raised."""
        refused: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append((post, refused))
        async with self._turn:
            if not refused.done():
                await self._take_all()
        return refused.result()

    async def _take_all(self) -> None:
        taken, self._waiting = self._waiting, []
        try:
            subscriptions = await self._bus.read(lambda uow: uow.calendar_subscriptions.ordered())
            ours = [[notice for notice in post if _is_ours(notice, subscriptions)] for post, _ in taken]
            genuine = [notice for kept in ours for notice in kept]
            if genuine:
                await self._bus.record(lambda uow: list(_promised(uow, genuine, subscriptions, self._bus.now())))
        except Exception as error:  # noqa: BLE001 - everybody who waits must hear of it
            for _, refused in taken:
                refused.set_exception(error)
            return
        for (post, refused), kept in zip(taken, ours, strict=True):
            refused.set_result(len(post) - len(kept))


_Subscriptions = Mapping[str, CalendarSubscription]


def _is_ours(notice: Notice, subscriptions: _Subscriptions) -> bool:
    """Whether it proves that it comes from the one whom we asked to tell us."""
    subscription = subscriptions.get(notice.subscription_id)
    return subscription is not None and hmac.compare_digest(
        subscription.client_state.encode(), notice.client_state.encode()
    )


def _promised(uow: UnitOfWork, notices: _Post, subscriptions: _Subscriptions, now: datetime) -> Iterable[OutboxJob]:
    """One look at each visit, whatever was said of it: a look sees how it stands, and not what was said. Where an entry
    is said to be deleted its calendar is read, which knows. What comes twice is one job; what is about something
    else in that calendar is none of our business."""
    said: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        if notice.about_subscription:
            yield from _mended(subscriptions[notice.subscription_id], notice.about_subscription, now)
        else:
            said[notice.entry_id].append(notice)
    for entry_id, of_entry in said.items():
        visit: Visit | None = uow.visits.of_event(entry_id)
        if visit is None:
            continue
        key = digest(f"{entry_id} {sorted({notice.state for notice in of_entry})}")
        if any(notice.deleted for notice in of_entry):
            yield of_calendar("sweep_calendar", visit.sip_id, key)
        else:
            yield graph("look_at_calendar", visit, key)


def _mended(subscription: CalendarSubscription, event: str, now: datetime) -> Iterable[OutboxJob]:
    """A subscription must be renewed, was removed, or has missed something; said twice within a minute, it is done
    once."""
    key = f"{event}-{now:%Y%m%dT%H%M}"
    if event != _MISSED:
        yield of_calendar("watch_calendar", subscription.person_id, key)
    if event in (_MISSED, _LOST):
        yield of_calendar("sweep_calendar", subscription.person_id, key)


def of_calendar(effect: str, person_id: str, key: str, **args: int) -> OutboxJob:
    """Something to be done about a person's whole calendar."""
    return OutboxJob(effect, f"{person_id}@{key}", {"person_id": person_id, **args}, JobQueue.GRAPH)


def in_doubt(visit: Visit, now: datetime) -> OutboxJob:
    """An entry could not be found, which may pass: its whole calendar is read anew, at most once an hour for it."""
    return of_calendar("sweep_calendar", visit.sip_id, f"{visit.event_id}-{now:%Y%m%dT%H}", anew=1)


def digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:24]
