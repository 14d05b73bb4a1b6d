"""Deadlines are rows found by a query, and enter through the same door as a click, as commands of the clock."""

from collections.abc import Sequence
from datetime import timedelta

from automations.cases import clock as case_clock
from automations.engine.command_bus import CLOCK, Desk
from automations.reports import reminders as report_reminders
from automations.visits import clock as visit_clock
from automations.visits import watching as visit_watching
from handbook.core.refusal import Refused
from store.ledger import Ledger

SILENT_AFTER = timedelta(minutes=2)
"""A worker not heard from for so long is gone for good; another takes over what it had begun."""


async def strike(desk: Desk) -> int:
    """Carries out everything that is due now; returns how many things were. What another process did first, or a person
    meanwhile, is left alone."""
    done = 0
    for command in await desk.read(lambda books: _due(books, desk)):
        try:
            await desk.decide(command, CLOCK, "clock")
            done += 1
        except Refused:
            continue
    return done


async def heartbeat(desk: Desk, executor_id: str) -> Sequence[str]:
    """Notes that this worker lives; returns those that do not any more, for this one to take over. They are returned
    until they are struck off (`Desk.strike_off`), for whoever takes over may go down in the middle of it."""
    return await desk.beat(executor_id, SILENT_AFTER)


def _due(books: Ledger, desk: Desk) -> tuple[object, ...]:
    now = desk.now()
    return (
        *report_reminders.due_now(books, desk.customs, now),
        *visit_clock.due_now(books, now),
        *visit_watching.due_now(books, now),
        *case_clock.due_now(books, desk.customs, now),
    )
