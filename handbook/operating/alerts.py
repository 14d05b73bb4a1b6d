"""When whoever looks after SIP Desk is told that its work does not get on, and when that is over. Each trouble is told
once, and once that it is over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from handbook.core.plain_words import several

FORGOTTEN_AFTER: Final = timedelta(days=1)
"""A worker that has not come back for so long is no part of the service any more."""


@dataclass(frozen=True, slots=True)
class AlertPolicy:
    """How many jobs of a kind have failed, and how long one has waited, when somebody is told. 0: nobody is."""

    failures: int = 10
    waiting: timedelta = field(default_factory=lambda: timedelta(hours=1))


class AlertKind(StrEnum):
    """What somebody is told of."""

    FAILURES = "failures"
    WAITING = "waiting"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class WorkSeen:
    """Work of one kind: how many jobs failed often or were given up, and how long the oldest has waited."""

    kind: str
    failing: int
    waited: timedelta


@dataclass(frozen=True, slots=True)
class RaiseAlert:
    """`id` is `failures:sharepoint`, `waiting:mail` or `silent:` and a worker. `number` is how many there are, or how
    many minutes."""

    id: str
    number: int


@dataclass(frozen=True, slots=True)
class EndAlert:
    """It is not so any more."""

    id: str


def to_raise(seen: Iterable[WorkSeen], open_ids: Iterable[str], policy: AlertPolicy) -> list[RaiseAlert]:
    """What is told now, and was not told yet."""
    known = frozenset(open_ids)
    found = list[RaiseAlert]()
    for one in seen:
        if policy.failures and one.failing >= policy.failures:
            found.append(RaiseAlert(f"{AlertKind.FAILURES}:{one.kind}", one.failing))
        if policy.waiting and one.waited >= policy.waiting:
            found.append(RaiseAlert(f"{AlertKind.WAITING}:{one.kind}", minutes(one.waited)))
    return [one for one in found if one.id not in known]


def to_end(
    seen: Iterable[WorkSeen],
    heard: Mapping[str, datetime],
    told: Mapping[str, datetime],
    policy: AlertPolicy,
    now: datetime,
) -> list[EndAlert]:
    """What is over. `told` are the alerts that are not over, with since when it is so; `heard` when each worker was
    last heard from. To come to half of what is told is enough: at the edge, it would be told again and again."""
    work = {one.kind: one for one in seen}
    over = list[EndAlert]()
    for id_, since in told.items():
        kind, _, of = id_.partition(":")
        one = work.get(of, WorkSeen(of, 0, timedelta()))
        ended = {
            AlertKind.FAILURES: one.failing * 2 < max(policy.failures, 2) or not policy.failures,
            AlertKind.WAITING: one.waited * 2 < policy.waiting or not policy.waiting,
            AlertKind.SILENT: heard.get(of, since) > since or now - since > FORGOTTEN_AFTER,
        }
        if ended[AlertKind(kind)]:
            over.append(EndAlert(id_))
    return over


def alert_words(id_: str, number: int, called: str) -> str:
    """What is wrong, in a sentence. `called` is what the kind of work is called."""
    kind, _, of = id_.partition(":")
    need = "needs" if number == 1 else "need"
    return {
        AlertKind.FAILURES: f"{several(number, 'job')} that {need} {called} did not work.",
        AlertKind.WAITING: f"Work that needs {called} has waited for {several(number, 'minute')}.",
        AlertKind.SILENT: f"The worker {of} does not answer. If another runs, it has taken over its work.",
    }[AlertKind(kind)]


def over_words(id_: str, called: str) -> str:
    """The same, once it is over."""
    kind, _, of = id_.partition(":")
    return {
        AlertKind.FAILURES: f"What needs {called} works again.",
        AlertKind.WAITING: f"Work that needs {called} gets on again.",
        AlertKind.SILENT: f"The worker {of} is back, or is no longer waited for.",
    }[AlertKind(kind)]


def minutes(of: timedelta) -> int:
    """Whole ones."""
    return int(of.total_seconds() // 60)
