"""Cover: asked for, named, ended. Both whom it concerns are told; every card of it is kept true."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Final

from automations.cases.cover_cards import cover_about, covers_about
from automations.cases.kinds import CaseKind
from automations.engine.card_registry import CardRef
from automations.engine.clicked_card import card_pressed
from automations.engine.command_bus import Handler, Occasion, Sight
from automations.engine.inbound_port import Click
from automations.engine.notifications import redraw_all, tell
from automations.engine.outbox import Promise, follow_up
from automations.engine.workflow import FollowUp, Reply, follow_ups_of
from cards.cases.cover_actions import ShowCover
from handbook.cases import cover as rules
from handbook.cases.cover import Cover, EndCover, NameDeputy
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from store.audit import Entry
from store.ledger import Ledger

COVER: Final = "cover"


def cover_asked(_books: Ledger, person: Person, words: str, message_id: str) -> list[Promise] | None:
    if words != COVER or not rules.takes_part(person):
        return None
    return [tell(CaseKind.COVERS, person.id, covers_about(person.id), 0, message_id)]


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
        yield tell(CaseKind.COVER, person_id, about, cover.revision)
    yield from redraw_all(books, about, cover.revision)
    for person_id in sorted({cover.person_id, cover.deputy_id, advisor.id}):
        yield from redraw_all(books, covers_about(person_id), f"{cover.id}-{cover.revision}")


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda books, cover_id: books.covers.get(cover_id), {"cover_changed": cover_changed}
)


def cover_answer(books: Ledger, _command: object, viewer: Person, _sight: Sight, click: Click) -> CardRef:
    """What a button about cover is answered with: the card that it stands on, as it now is."""
    return card_pressed(books, viewer, click, CardRef(CaseKind.COVERS, covers_about(viewer.id)))


REPLIES: Final[Mapping[type, Reply]] = {
    NameDeputy: Reply(cover_answer),
    EndCover: Reply(cover_answer),
    ShowCover: Reply(cover_answer, only_shows=True),
}


def _listed(books: Ledger, person_id: str) -> Person:
    person = books.roster.person(person_id)
    if person is None:
        raise Refused("unknown", "That person is not on the service’s list. Please choose again.")
    return person


def _entry(action: str, cover: Cover, occasion: Occasion) -> Entry:
    return occasion.entry(action, cover_about(cover.id), of=cover.person_id, by=cover.deputy_id)


def _after(cover: Cover) -> Promise:
    about = cover_about(cover.id)
    return follow_up("cover_changed", about, f"{about}@{cover.revision}")
