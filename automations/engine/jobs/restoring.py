"""What is done once when the service starts on a database that was restored: people may have done more, and have been
shown more, than it knows. Every card that it knows is drawn again, so that nobody reads what does not hold any more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from store.backup import LEDGER, RESTORED
from store.unit_of_work import UnitOfWork

TAKEN_UP: Final = "taken_up"


@dataclass(frozen=True, slots=True)
class TakeUpRestored:
    """The service starts."""


def take_up_restored(uow: UnitOfWork, _command: TakeUpRestored, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Nothing, unless the database was restored since the last start."""
    action, restored = uow.last_about(LEDGER) or ("", "")
    if action != RESTORED:
        return ()
    keys = uow.cards.all_in_doubt()
    uow.audit(ctx.entry(TAKEN_UP, LEDGER, cards=len(keys)), ctx.now)
    return tuple(OutboxJob("redraw_card", f"{key}@restored:{restored}", {"key": key}, JobQueue.TEAMS) for key in keys)


HANDLERS: Final[Mapping[type, Handler]] = {TakeUpRestored: take_up_restored}
