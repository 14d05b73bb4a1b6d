"""The cards of concerns, complaints and cover that are sent, as the records stand. What a case says is on none."""

from collections.abc import Mapping
from typing import Final

from automations.cases import cover_cards, notifications
from automations.cases.loading import render_notice
from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.jobs.trouble_hearers import ASKED_FOR
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble
from cards.cases.raising import begin_card
from cards.kit.lines import closed_card
from handbook.core.people import Person
from store.unit_of_work import UnitOfWork


def render_raise(_uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    """Somebody's own."""
    return begin_card(viewer) if card.record_id == viewer.id else closed_card()


CARDS: Final[Mapping[str, CardRenderer]] = {"case": render_notice, "raise": render_raise, **cover_cards.CARDS}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    "case": RecordTrouble(
        told=notifications.could_not,
        instead={
            "tell_card": "Somebody could not be reached in Teams about a confidential record",
            "mail_card": "Somebody could not be written to about a confidential record",
        },
    ),
    "raise": ASKED_FOR,
    **cover_cards.TROUBLES,
}
