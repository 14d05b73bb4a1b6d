"""The card of a handover, and what its buttons are answered with."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble, Reply
from automations.handover.open_work import bring
from cards.handover.actions import ShowHandover
from cards.handover.handover import handover_card
from handbook.core.people import Person
from handbook.handover.handover import BringCard, Handover, item_of
from store.unit_of_work import UnitOfWork

OF_HANDOVER: Final = "handover"


class HandoverKind(StrEnum):
    HANDOVER = "handover"


def handover_about(handover_id: str) -> str:
    return f"{OF_HANDOVER}:{handover_id}"


def render(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    handover = uow.handovers.get(card.record_id)
    school = uow.roster.school_then(handover.urn) if handover.urn else None
    holder = uow.roster.then(handover.from_id, handover.part, handover.at).name
    return handover_card(handover, school, holder, viewer)


def bring_card(uow: UnitOfWork, command: BringCard, ctx: CommandContext) -> Iterable[OutboxJob]:
    """The item comes as its own card, below; pressed twice in a minute, once."""
    person = ctx.somebody
    item = item_of(uow.handovers.get(command.handover_id), person, command.number)
    return [bring(person.id, item, f"brought-{ctx.now:%Y%m%d%H%M}")]


def answer(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(HandoverKind.HANDOVER, handover_about(command.handover_id))


def _who_took_on(uow: UnitOfWork, handover_id: str) -> Iterable[str]:
    handover: Handover = uow.handovers.get(handover_id)
    return [handover.person_id]


HANDLERS: Final[Mapping[type, Handler]] = {BringCard: bring_card}
CARDS: Final[Mapping[str, CardRenderer]] = {OF_HANDOVER: render}
REPLIES: Final[Mapping[type, Reply]] = {BringCard: Reply(answer), ShowHandover: Reply(answer, only_shows=True)}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_HANDOVER: RecordTrouble(_who_took_on, called=lambda _uow, _handover_id: "a handover")
}
