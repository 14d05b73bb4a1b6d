"""The retention run, by the clock: what is over is forgotten, some of it at a time, until nothing is due."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.jobs.given_up import CALLED_OFF
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.steering import RetryJobs
from automations.engine.jobs.trouble_hearers import advisor
from automations.engine.workflow import Effect, RecordTrouble, Work
from handbook.core.external_errors import NotFound
from handbook.reports.library import Library
from store.retention import FileOver
from store.retention_rules import DELETE_FILED, Clock
from store.unit_of_work import UnitOfWork

AT_ONCE: Final = 200
"""So many of each kind: a person's press waits no longer than for these."""
RETENTION: Final = "retention"
AGAIN_AFTER: Final = timedelta(days=30)
"""After so long, what SharePoint would not delete is tried once more."""


@dataclass(frozen=True, slots=True)
class Forget:
    """What is due now."""


def clock_of(policy: TrustPolicy, now: datetime) -> Clock:
    return Clock(now, policy.retention, frozenset((policy.administrator_id,)))


def forget(uow: UnitOfWork, _command: Forget, ctx: CommandContext) -> Iterable[OutboxJob]:
    gone = uow.retention.forget(clock_of(ctx.policy, ctx.now), ctx.entry("forgotten", RETENTION), AT_ONCE)
    return [_deletion(one) for one in gone.files]


def _deletion(over: FileOver) -> OutboxJob:
    args = {
        "library": over.item.library.value,
        "item_id": over.item.item_id,
        "made": over.made,
        "setting": over.setting,
    }
    return OutboxJob(DELETE_FILED, over.item.item_id, args, JobQueue.GRAPH)


async def delete_filed(work: Work, library: str, item_id: str, made: str, setting: str) -> None:
    """Deletes a file whose record was forgotten; one that is gone already is deleted. What SharePoint keeps by a label
    or a hold, or holds for who writes in it, is tried again, and in the end stands among what was given up."""
    with suppress(NotFound):
        await work.libraries.delete(Library(library), item_id)
    clock = clock_of(work.bus.policy, work.bus.now())
    await work.bus.record(lambda uow: _noted(uow, item_id, made, setting, clock))


def _noted(uow: UnitOfWork, item_id: str, made: str, setting: str, clock: Clock) -> tuple[()]:
    uow.retention.deleted(item_id, made, setting, clock)
    return ()


def due_now(uow: UnitOfWork, policy: TrustPolicy, now: datetime) -> Iterable[object]:
    refused = _refused_long_ago(uow, now)
    again = [RetryJobs(refused)] if refused else []
    return [Forget(), *again] if uow.retention.is_anything_due(clock_of(policy, now)) else again


def _refused_long_ago(uow: UnitOfWork, now: datetime) -> tuple[str, ...]:
    """Deletions that were given up: a label may have ended by now. What somebody called off is left."""
    kept = uow.given_up.matching(effect=DELETE_FILED)
    return tuple(one.id for one in kept if one.error != CALLED_OFF and one.at < now - AGAIN_AFTER)


_NOT_DELETED: Final = (
    "A file whose time is over could not be deleted from SharePoint, where a label or hold may keep it"
)
EFFECTS: Final[Mapping[str, Effect]] = {DELETE_FILED: Effect(delete_filed, _NOT_DELETED, about=(RETENTION, "setting"))}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {RETENTION: RecordTrouble(advisor, once_a_week=True)}
HANDLERS: Final[Mapping[type, Handler]] = {Forget: forget}
