"""Deadlines are rows found by a query, and enter through the same door as a click, as commands of the clock."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

import structlog

from automations.engine.command_bus import CLOCK, CommandBus
from automations.engine.deadlines import ReportDeadlineUnknown
from automations.engine.workflow import Due
from handbook.core.refusal import Refused

SILENT_AFTER = timedelta(minutes=2)
"""A worker not heard from for so long is gone for good; another takes over what it had begun."""
BEATS_EVERY = timedelta(seconds=20)
"""However long a stroke of the clock takes, and however seldom it strikes."""

log = structlog.get_logger()


async def run_due_commands(bus: CommandBus, due: Mapping[str, Due]) -> int:
    """Carries out everything that is due now; returns how many things were. `due` is known by the word that people read
    for it. What another process did first, or a person meanwhile, is left alone. What fails stops nothing else, and is
    reported."""
    done = 0
    for kind in due:
        for command in await _asked(bus, kind, due[kind]):
            done += await _is_done(bus, kind, command)
    return done


async def _asked(bus: CommandBus, kind: str, due: Due) -> Iterable[object]:
    try:
        return await bus.read(lambda uow: due(uow, bus.policy, bus.now()))
    except Exception:
        log.exception("deadline_unknown", kind=kind)
        return [ReportDeadlineUnknown(kind)]


async def _is_done(bus: CommandBus, kind: str, command: object) -> bool:
    try:
        await bus.decide(command, CLOCK, "clock")
    except Refused:
        return False
    except Exception:
        log.exception("deadline_failed", kind=kind, command=type(command).__name__)
        return False
    return True


async def heartbeat(bus: CommandBus, executor_id: str) -> Sequence[str]:
    """Notes that this worker lives; returns those that do not any more, for this one to take over. They are returned
    until they are struck off (`CommandBus.remove_workers`), for whoever takes over may go down in the middle of it."""
    return await bus.beat(executor_id, SILENT_AFTER)
