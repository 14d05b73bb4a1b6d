"""Which card is meant, and who draws it. A copy that stands somewhere is known by its kind, what it is about and the
version it was sent for; so every copy can be drawn again from the records as they are now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from automations.engine.command_bus import RenderContext
from automations.engine.inbound.drafts import with_drafts
from automations.engine.ports import Card
from cards.kit.corrections import with_corrections
from handbook.core.people import Person
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CardRef:
    """A card by its kind, its record (`about` is a word for what the record is, a colon and its id) and the version
    that it was sent for, where its record has versions."""

    kind: str
    about: str
    version: int = 0

    @property
    def record_id(self) -> str:
        return self.about.partition(":")[2]


CardRenderer = Callable[[UnitOfWork, CardRef, Person, RenderContext], Card]
"""Draws a card for a viewer, as the records stand in this transaction. Raises Refused where there is none."""


HeldCards = Callable[[UnitOfWork, str, Person, Card], Card]
"""A card about a record as it stands while what was pressed on it has not gone out."""


class CardRegistry:
    """Draws every kind of card. `renderers` are known by the word for what a card is about."""

    def __init__(self, renderers: Mapping[str, CardRenderer], held: HeldCards) -> None:
        self._renderers = renderers
        self._held = held

    @property
    def words(self) -> frozenset[str]:
        """What there are cards about."""
        return frozenset(self._renderers)

    def render(self, uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
        """The card for a viewer, as the records stand in this transaction, with what they typed on it and did not send.
        Raises Refused where there is none."""
        return with_drafts(uow, viewer.id, self.without_drafts(uow, card, viewer, context))

    def without_drafts(self, uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
        """The same with nothing in its boxes."""
        renderer = self._renderers.get(card.about.partition(":")[0])
        if renderer is None:
            raise Refused("unknown", "I cannot find what this card is about.")
        shown = self._held(uow, card.about, viewer, renderer(uow, card, viewer, context))
        return with_corrections(shown, uow.corrections.of(card.about))
