"""The retention run, by the clock: what is over is forgotten, some of it at a time, until nothing is due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.jobs.outbox import OutboxJob
from store.retention_rules import Clock
from store.unit_of_work import UnitOfWork

AT_ONCE: Final = 200
"""So many of each kind: a person's press waits no longer than for these."""
RETENTION: Final = "retention"


@dataclass(frozen=True, slots=True)
class Forget:
    """What is due now."""


def clock_of(policy: TrustPolicy, now: datetime) -> Clock:
    return Clock(now, policy.retention, frozenset((policy.administrator_id,)))


def forget(uow: UnitOfWork, _command: Forget, ctx: CommandContext) -> Iterable[OutboxJob]:
    uow.retention.forget(clock_of(ctx.policy, ctx.now), ctx.entry("forgotten", RETENTION), AT_ONCE)
    return ()


def due_now(uow: UnitOfWork, policy: TrustPolicy, now: datetime) -> Iterable[object]:
    return [Forget()] if uow.retention.is_anything_due(clock_of(policy, now)) else ()


HANDLERS: Final[Mapping[type, Handler]] = {Forget: forget}
