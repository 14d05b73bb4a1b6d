"""Of several cards about one record in somebody's chat one is live: the newest, or the one that they opened last. Those
before it are a line each, which stays as it is while the record changes."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from automations.engine.card_registry import CardRef, CardRegistry
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.clicked_card import copy_pressed
from automations.engine.inbound.port import Click
from automations.engine.ports import Card
from automations.engine.workflow import Reply
from cards.kit.earlier import OpenCard, earlier_card
from cards.kit.lines import left_card
from handbook.core.people import Person
from handbook.core.refusal import Refused
from store.cards_sent import IN_DOUBT, CardSent
from store.unit_of_work import UnitOfWork

_NO_MESSAGE: Final = Refused("unknown", "I can no longer find this card. Please type “help” for a fresh one.")


def drawn(uow: UnitOfWork, cards: CardRegistry, copy: CardSent, context: RenderContext) -> Card:
    """What a copy shows now. Raises Refused where there is none."""
    viewer = uow.roster.person(copy.person_id)
    if viewer is None:
        return left_card()
    shown = cards.render(uow, _ref(copy), viewer, context)
    return earlier_card(shown) if copy.earlier else shown


def newest(uow: UnitOfWork, copy: CardSent, apart: Collection[str]) -> CardRef:
    """What opens where an earlier copy stands: the newest of its kind, or the live card, if that is of a later version
    of the record."""
    matter = uow.cards.of_matter(copy, apart)
    of_kind = max((one for one in matter if one.kind == copy.kind), key=lambda one: one.version)
    live = next((one for one in matter if not one.earlier), of_kind)
    return _ref(live if live.version > of_kind.version else of_kind)


def brought_up(uow: UnitOfWork, key: str, apart: Collection[str]) -> tuple[CardSent, ...]:
    """A copy is the live card of its matter from now on. Returns the copies to be drawn again: it too, even if another
    came meanwhile and made a line of it, for the answer to the press stands where the line stood."""
    copy = uow.cards.get(key)
    if copy is None:
        return ()
    shows = newest(uow, copy, apart)
    if copy.earlier:
        uow.cards.becomes(key, shows.kind, shows.about, shows.version, IN_DOUBT)
    return uow.cards.now_live(copy, apart)


def _open(uow: UnitOfWork, _command: OpenCard, viewer: Person, _context: RenderContext, click: Click) -> CardRef:
    copy = copy_pressed(uow, viewer, click)
    if copy is None:
        raise _NO_MESSAGE
    return _ref(copy)


def _ref(copy: CardSent) -> CardRef:
    return CardRef(copy.kind, copy.about, copy.version)


REPLIES: Final[Mapping[type[Any], Reply]] = {OpenCard: Reply(_open, only_shows=True)}
