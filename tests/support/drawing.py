"""A card as it is drawn from the records, by whichever workflow it belongs to."""

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import Sight
from automations.engine.ports import Card
from automations.workflows import TABLES
from handbook.core.people import Person
from store.ledger import Ledger


def draw(books: Ledger, kind: str, about: str, viewer: Person, version: int, sight: Sight) -> Card:
    return TABLES.cards.draw(books, CardRef(kind, about, version), viewer, sight)
