"""The cards of cover, as the records stand."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.jobs.trouble_hearers import ASKED_FOR
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble
from cards.cases.cover import NamedCover, cover_card, covers_card
from cards.kit.lines import closed_card
from handbook.cases.cover import Cover, may_see, takes_part
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role
from store.unit_of_work import UnitOfWork

OF_ONE: Final = "cover"
OF_PERSON: Final = "covers"
_HAS_LEFT: Final = "somebody who is no longer on the list"


def cover_about(cover_id: str) -> str:
    return f"{OF_ONE}:{cover_id}"


def covers_about(person_id: str) -> str:
    return f"{OF_PERSON}:{person_id}"


def render_one(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    [one] = _named(uow, [uow.covers.get(card.record_id)])
    return cover_card(one, viewer, context.now)


def render_all(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """Somebody's own card."""
    if card.record_id != viewer.id:
        return closed_card()
    own = [one for one in uow.covers.since(london_date(context.now)) if may_see(one, viewer)]
    people = [one for one in uow.roster.people(*Role) if takes_part(one)]
    return covers_card(_named(uow, own), people, viewer, context.now)


def _of_both(uow: UnitOfWork, cover_id: str) -> list[str]:
    cover = uow.covers.get(cover_id)
    return [cover.person_id, cover.deputy_id]


CARDS: Final[Mapping[str, CardRenderer]] = {OF_ONE: render_one, OF_PERSON: render_all}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_ONE: RecordTrouble(_of_both, called=lambda _uow, _cover_id: "cover"),
    OF_PERSON: ASKED_FOR,
}


def _named(uow: UnitOfWork, covers: Iterable[Cover]) -> list[NamedCover]:
    return [NamedCover(one, _name(uow, one.person_id), _name(uow, one.deputy_id)) for one in covers]


def _name(uow: UnitOfWork, person_id: str) -> str:
    person = uow.roster.known(person_id)
    return person.name if person else _HAS_LEFT
