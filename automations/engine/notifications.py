"""Telling people, and keeping every card that was ever sent true."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from typing import Final

from automations.engine.card_registry import CardRef, CardRegistry
from automations.engine.command_bus import Sight
from automations.engine.outbox import FarEnd, Promise
from automations.engine.ports import Card, SentMessage
from automations.engine.roster import known_person
from automations.engine.workflow import Effect, Work
from cards.kit.note import note_card
from cards.reports.lines import closed_card
from handbook.core.external_errors import Gone
from handbook.core.refusal import Refused
from store.cards_sent import CardSent
from store.ledger import Ledger


def tell(kind: StrEnum, person_id: str, about: str, version: int, occasion: str = "") -> Promise:
    """A new message to somebody with a card, drawn when it is sent, so that it is true then. `occasion` sets
    apart messages that show the same kind of card."""
    key = ":".join(part for part in (about, f"v{version}", kind.value, occasion, person_id) if part)
    args = {"kind": kind.value, "person_id": person_id, "about": about, "version": version, "key": key}
    return Promise("tell_card", key, args, FarEnd.TEAMS)


def tell_trouble(kind: StrEnum, person_id: str, about: str, version: int, trouble: str) -> Promise:
    """The same, because something about the record does not work: each trouble of a version is told once, and not at
    all where it is over by the time that it would be told."""
    told = tell(kind, person_id, about, version, f"trouble-{_mark(trouble)}")
    return replace(told, args={**told.args, "trouble": _mark(trouble)})


def say(person_id: str, words: str, key: str) -> Promise:
    """A new message to somebody with one sentence."""
    return Promise("say", key, {"person_id": person_id, "words": words}, FarEnd.TEAMS)


def in_order(told: Sequence[Promise], key: str) -> Promise:
    """The same messages to somebody (`tell`, `say`), one after the other: each is sent when the one before it was."""
    of = json.dumps([[one.effect, dict(one.args)] for one in told])
    return Promise("tell_in_order", key, {"of": of}, FarEnd.TEAMS)


def redraw_all(books: Ledger, about: str, revision: int | str) -> Iterable[Promise]:
    """Every copy of every card about a record is drawn again. `revision` is of what changed."""
    for card in books.cards.about(about):
        args = {"key": card.key}
        yield Promise("redraw_card", f"{card.key}@{about}@{revision}", args, FarEnd.TEAMS)


async def tell_card(
    work: Work, kind: str, person_id: str, about: str, version: int, key: str, trouble: str = ""
) -> None:
    """Sends a card once, and remembers where it stands."""
    card, sight = CardRef(kind, about, version), work.desk.sight

    def anew(books: Ledger) -> Card | None:
        if trouble and trouble != _mark(work.tables.trouble_of(books, about)):
            return None
        return _drawn_anew(books, work.tables.cards, card, person_id, key, sight)

    drawn = await work.desk.read(anew)
    if drawn is None:
        return
    sent = await work.messenger.send_card(person_id, drawn, drawn["fallbackText"])
    copy = CardSent(
        key=key,
        person_id=person_id,
        kind=kind,
        about=about,
        version=version,
        conversation_id=sent.conversation_id,
        activity_id=sent.activity_id,
        service_url=sent.service_url,
        shows=digest(drawn),
    )
    await work.desk.record(lambda books: _remember(books, work.tables.cards, copy, work.desk.sight))


async def redraw_card(work: Work, key: str) -> None:
    """Makes one copy of a card show what is true, until it does."""
    while stale := await work.desk.read(lambda books: _stale(books, work.tables.cards, key, work.desk.sight)):
        copy, drawn = stale
        sent = SentMessage(copy.conversation_id, copy.activity_id, copy.service_url)
        try:
            await work.messenger.update_card(sent, drawn)
            shows = digest(drawn)
        except Gone:
            shows = ""
        await work.desk.record(lambda books, shows=shows: _redrawn(books, key, shows))


async def say_words(work: Work, person_id: str, words: str) -> None:
    """Says one sentence to somebody. After a crash at the wrong moment it may be said twice."""
    await work.messenger.send_card(person_id, note_card(words), words)


async def tell_in_order(work: Work, of: str) -> None:
    """Sends several messages in their order. One whose card is not for this person any more is left out; where one is
    not taken, it and those after it are sent later, and what was sent is not sent again."""
    for effect, args in json.loads(of):
        with suppress(Refused):
            await _EACH[effect](work, **args)


_EACH: Final[Mapping[str, Effect]] = {"tell_card": tell_card, "say": say_words}
EFFECTS: Final[Mapping[str, Effect]] = {**_EACH, "tell_in_order": tell_in_order, "redraw_card": redraw_card}


def _mark(trouble: str) -> str:
    return hashlib.sha256(trouble.encode()).hexdigest()[:16]


def digest(card: Card) -> str:
    """What a card shows, for telling whether it must be drawn again."""
    return hashlib.sha256(json.dumps(card, sort_keys=True).encode()).hexdigest()


def _drawn_anew(
    books: Ledger, cards: CardRegistry, card: CardRef, person_id: str, key: str, sight: Sight
) -> Card | None:
    """None where it was sent already, and where it is not open to them any more: nobody is told that there is something
    that they may not read."""
    if books.cards.get(key) is not None:
        return None
    drawn = cards.draw(books, card, known_person(books, person_id), sight)
    return None if drawn == closed_card() else drawn


def _stale(books: Ledger, cards: CardRegistry, key: str, sight: Sight) -> tuple[CardSent, Card] | None:
    copy = books.cards.get(key)
    if copy is None or not copy.shows:
        return None
    card = CardRef(copy.kind, copy.about, copy.version)
    drawn = cards.draw(books, card, known_person(books, copy.person_id), sight)
    return None if digest(drawn) == copy.shows else (copy, drawn)


def _remember(books: Ledger, cards: CardRegistry, copy: CardSent, sight: Sight) -> Iterable[Promise]:
    """A decision may have come between drawing and sending: then the copy is drawn again at once."""
    books.cards.add(copy)
    if _stale(books, cards, copy.key, sight):
        yield Promise("redraw_card", f"{copy.key}@sent", {"key": copy.key}, FarEnd.TEAMS)


def _redrawn(books: Ledger, key: str, shows: str) -> Iterable[Promise]:
    books.cards.redrawn(key, shows)
    return ()
