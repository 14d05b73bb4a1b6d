"""Which of our cards a button stands on."""

from automations.engine.card_registry import CardRef
from automations.engine.inbound.port import Click
from handbook.core.people import Person
from store.cards_sent import CardSent
from store.unit_of_work import UnitOfWork


def copy_pressed(uow: UnitOfWork, viewer: Person, click: Click) -> CardSent | None:
    """The copy that a click names, if it is one that this person was sent."""
    where = click.message
    copy = uow.cards.at(where.conversation_id, where.activity_id) if where else None
    return copy if copy is not None and copy.person_id == viewer.id else None


def card_pressed(uow: UnitOfWork, viewer: Person, click: Click, otherwise: CardRef) -> CardRef:
    """Which card a click names; `otherwise` where it is none of ours that this person was sent."""
    copy = copy_pressed(uow, viewer, click)
    return otherwise if copy is None else CardRef(copy.kind, copy.about, copy.version)
