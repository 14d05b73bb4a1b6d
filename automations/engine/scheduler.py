"""Deadlines are rows found by a query, and enter through the same door as a click, as commands of the clock."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final

import structlog

from automations.cases import clock as case_clock
from automations.engine.command_bus import CLOCK, Desk
from automations.engine.deadlines import ReportDeadlineUnknown
from automations.reports import reminders as report_reminders
from automations.visits import clock as visit_clock
from automations.visits import watching as visit_watching
from handbook.core.refusal import Refused
from store.ledger import Ledger

SILENT_AFTER = timedelta(minutes=2)
"""A worker not heard from for so long is gone for good; another takes over what it had begun."""

log = structlog.get_logger()

_DUE: Final[Mapping[str, Callable[[Ledger, Desk], Sequence[object]]]] = {
    "reports": lambda books, desk: report_reminders.due_now(books, desk.customs, desk.now()),
    "visits": lambda books, desk: visit_clock.due_now(books, desk.now()),
    "calendars": lambda books, desk: visit_watching.due_now(books, desk.now()),
    "records": lambda books, desk: case_clock.due_now(books, desk.customs, desk.now()),
}
"""What is asked at each stroke, by the word for it that people read."""


async def strike(desk: Desk) -> int:
    """Carries out everything that is due now; returns how many things were. What another process did first, or a person
    meanwhile, is left alone. What fails stops nothing else, and is reported."""
    done = 0
    for kind in _DUE:
        for command in await _asked(desk, kind):
            done += await _is_done(desk, kind, command)
    return done


async def _asked(desk: Desk, kind: str) -> Sequence[object]:
    try:
        return await desk.read(lambda books: _DUE[kind](books, desk))
    except Exception:
        log.exception("deadline_unknown", kind=kind)
        return [ReportDeadlineUnknown(kind)]


async def _is_done(desk: Desk, kind: str, command: object) -> bool:
    try:
        await desk.decide(command, CLOCK, "clock")
    except Refused:
        return False
    except Exception:
        log.exception("deadline_failed", kind=kind, command=type(command).__name__)
        return False
    return True


async def heartbeat(desk: Desk, executor_id: str) -> Sequence[str]:
    """Notes that this worker lives; returns those that do not any more, for this one to take over. They are returned
    until they are struck off (`Desk.strike_off`), for whoever takes over may go down in the middle of it."""
    return await desk.beat(executor_id, SILENT_AFTER)
