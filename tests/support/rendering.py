"""A card as it is drawn from the records, by whichever workflow it belongs to."""

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import RenderContext
from automations.engine.ports import Card
from automations.workflows import TABLES
from handbook.core.people import Person
from store.unit_of_work import UnitOfWork


def render(uow: UnitOfWork, kind: str, about: str, viewer: Person, version: int, context: RenderContext) -> Card:
    return TABLES.cards.render(uow, CardRef(kind, about, version), viewer, context)
