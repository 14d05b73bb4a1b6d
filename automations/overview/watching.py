"""A school is put onto somebody's watchlist, or taken off it."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.roster import school_of
from handbook.overview.watchlist import WatchSchool, check_may_watch
from store.unit_of_work import UnitOfWork


def watch(uow: UnitOfWork, command: WatchSchool, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Nobody else hears of it, and nothing follows. Raises Refused for a school that is not theirs to see."""
    person = ctx.somebody
    check_may_watch(school_of(uow, command.urn), person, ctx.policy.administrator_id)
    uow.watchlists.note(person.id, command.urn, watched=command.watched)
    return ()


HANDLERS: Final[Mapping[type, Handler]] = {WatchSchool: watch}
