"""Who has left the trust's list: their chats go on to show no card's contents; who comes back sees theirs again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import LEFT, redraw
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class TakeCardsBack:
    """A command of the clock: all cards in a chat are drawn again, for somebody who has left or come back."""

    person_id: str


def take_back(uow: UnitOfWork, command: TakeCardsBack, ctx: CommandContext) -> Iterable[OutboxJob]:
    cards = uow.cards.of_person(command.person_id)
    uow.cards.in_doubt(command.person_id)
    uow.audit(ctx.entry("cards_taken_back", f"person:{command.person_id}", cards=len(cards)), ctx.now)
    return redraw(cards, f"left-{ctx.now:%Y%m%d%H%M%S}")


HANDLERS: Final[Mapping[type, Handler]] = {TakeCardsBack: take_back}


def due_now(uow: UnitOfWork, _policy: TrustPolicy, _now: datetime) -> tuple[TakeCardsBack, ...]:
    """Those of people who have left, and are not known to show nothing; and of those who are back."""
    gone = [one for one in uow.cards.people_shown(LEFT, showing=False) if uow.roster.person(one) is None]
    back = [one for one in uow.cards.people_shown(LEFT, showing=True) if uow.roster.person(one) is not None]
    return tuple(TakeCardsBack(person_id) for person_id in (*gone, *back))
