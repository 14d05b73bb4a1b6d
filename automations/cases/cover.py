"""Cover: asked for, named, ended. Both whom it concerns are told; every card of it is kept true."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Final

from automations.cases.cover_cards import cover_about, covers_about
from automations.engine.card_registry import Card, Kind, draw
from automations.engine.clicked_card import copy_pressed
from automations.engine.command_bus import Handler, Occasion, Sight
from automations.engine.inbound_port import Click
from automations.engine.notifications import redraw_all, tell
from automations.engine.outbox import FAN_OUT, FarEnd, Promise
from automations.engine.work import CoverFanOut
from cards.cases.cover_actions import CoverCommand
from handbook.cases import cover as rules
from handbook.cases.cover import Cover, EndCover, NameDeputy
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from store.audit import Entry
from store.ledger import Ledger

COVER: Final = "cover"


def asks_for_cover(person: Person, words: str) -> bool:
    return words == COVER and rules.takes_part(person)


def cover_asked(person: Person, message_id: str) -> list[Promise]:
    return [tell(Kind.COVERS, person.id, covers_about(person.id), 0, message_id)]


def name_deputy(books: Ledger, command: NameDeputy, occasion: Occasion) -> Iterable[Promise]:
    """Said twice, it is one cover."""
    others = books.covers.of_person(command.person_id)
    if rules.is_named_already(command, others):
        return []
    both = _listed(books, command.person_id), _listed(books, command.deputy_id)
    cover = rules.named(command, occasion.somebody, both, others, occasion.now, uuid.uuid4().hex)
    return [_after(books.covers.open(cover, _entry("cover_named", cover, occasion), occasion.now))]


def end(books: Ledger, command: EndCover, occasion: Occasion) -> Iterable[Promise]:
    cover = rules.ended(books.covers.get(command.cover_id), occasion.somebody, occasion.now)
    return [_after(books.covers.save(cover, _entry("cover_ended", cover, occasion), occasion.now))]


HANDLERS: Final[Mapping[type, Handler]] = {NameDeputy: name_deputy, EndCover: end}


def cover_changed(books: Ledger, cover: Cover) -> Iterable[Promise]:
    """Both hear of it, of its early end as well; their lists and the Trust Advisor's say so."""
    about, advisor = cover_about(cover.id), books.roster.holder(Role.TRUST_ADVISOR)
    for person_id in (cover.person_id, cover.deputy_id):
        yield tell(Kind.COVER, person_id, about, cover.revision)
    yield from redraw_all(books, about, cover.revision)
    for person_id in sorted({cover.person_id, cover.deputy_id, advisor.id}):
        yield from redraw_all(books, covers_about(person_id), f"{cover.id}-{cover.revision}")


FAN_OUTS: Final[Mapping[str, CoverFanOut]] = {"cover_changed": cover_changed}


def cover_answer(books: Ledger, _command: CoverCommand, viewer: Person, sight: Sight, click: Click) -> Card:
    """What a button about cover is answered with: the card that it stands on, as it now is."""
    copy = copy_pressed(books, viewer, click)
    if copy is not None:
        return draw(books, Kind(copy.kind), copy.about, viewer, copy.version, sight)
    return draw(books, Kind.COVERS, covers_about(viewer.id), viewer, 0, sight)


def _listed(books: Ledger, person_id: str) -> Person:
    person = books.roster.person(person_id)
    if person is None:
        raise Refused("unknown", "That person is not on the service’s list. Please choose again.")
    return person


def _entry(action: str, cover: Cover, occasion: Occasion) -> Entry:
    return occasion.entry(action, cover_about(cover.id), of=cover.person_id, by=cover.deputy_id)


def _after(cover: Cover) -> Promise:
    about = cover_about(cover.id)
    return Promise(FAN_OUT, f"{about}@{cover.revision}", {"fan_out": "cover_changed", "about": about}, FarEnd.DESK)
