"""The cards of cover, as the records stand."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import Sight
from automations.engine.ports import Card
from cards.cases.cover import NamedCover, cover_card, covers_card
from cards.reports.lines import closed_card
from handbook.cases.cover import Cover, may_see, takes_part
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role
from store.ledger import Ledger

OF_ONE: Final = "cover"
OF_PERSON: Final = "covers"
_HAS_LEFT: Final = "somebody who is no longer on the list"


def cover_about(cover_id: str) -> str:
    return f"{OF_ONE}:{cover_id}"


def covers_about(person_id: str) -> str:
    return f"{OF_PERSON}:{person_id}"


def draw_one(books: Ledger, card: CardRef, viewer: Person, sight: Sight) -> Card:
    [one] = _named(books, [books.covers.get(card.record_id)])
    return cover_card(one, viewer, sight.now)


def draw_all(books: Ledger, card: CardRef, viewer: Person, sight: Sight) -> Card:
    """Somebody's own card."""
    if card.record_id != viewer.id:
        return closed_card()
    own = [one for one in books.covers.since(london_date(sight.now)) if may_see(one, viewer)]
    people = [one for one in books.roster.people(*Role) if takes_part(one)]
    return covers_card(_named(books, own), people, viewer, sight.now)


CARDS: Final[Mapping[str, CardRenderer]] = {OF_ONE: draw_one, OF_PERSON: draw_all}


def _named(books: Ledger, covers: Iterable[Cover]) -> list[NamedCover]:
    return [NamedCover(one, _name(books, one.person_id), _name(books, one.deputy_id)) for one in covers]


def _name(books: Ledger, person_id: str) -> str:
    person = books.roster.known(person_id)
    return person.name if person else _HAS_LEFT
