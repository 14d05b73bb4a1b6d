"""Telling people, and keeping every card that was ever sent true."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final

from automations.engine.card_registry import CardRef, CardRegistry
from automations.engine.command_bus import RenderContext
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.live_cards import drawn
from automations.engine.ports import Card, SentMessage
from automations.engine.roster import known_person
from automations.engine.sending.marks import mark_of, part
from automations.engine.sending.once import send_message, send_once
from automations.engine.standing_in import deputies_of
from automations.engine.workflow import Effect, Work, WorkflowTables
from cards.kit.folding import folded
from cards.kit.lines import is_closed, left_card
from cards.kit.note import note_card
from handbook.core.british_time import london_date
from handbook.core.external_errors import NotFound, Unreachable
from handbook.core.refusal import Refused
from handbook.reach.states import AccountState
from store.cards_sent import IN_DOUBT, CardSent
from store.unit_of_work import UnitOfWork


def send_card(kind: StrEnum, person_id: str, about: str, version: int, occasion: str = "") -> OutboxJob:
    """A new message to somebody with a card, drawn when it is sent, so that it is true then. `occasion` sets
    apart messages that show the same kind of card."""
    key = ":".join(part for part in (about, f"v{version}", kind.value, occasion, person_id) if part)
    args = {"kind": kind.value, "person_id": person_id, "about": about, "version": version, "key": key}
    return OutboxJob("tell_card", key, args, JobQueue.TEAMS)


def send_trouble_card(kind: StrEnum, person_id: str, about: str, version: int, trouble: str) -> OutboxJob:
    """The same, because something about the record does not work: each trouble of a version is told once, and not at
    all where it is over by the time that it would be told, or another card of the record brought it."""
    told = send_card(kind, person_id, about, version, f"trouble-{_mark(trouble)}")
    return replace(told, args={**told.args, "trouble": _mark(trouble)}, delay=_LEFT_TO_PASS)


def send_text(person_id: str, words: str, key: str) -> OutboxJob:
    """A new message to somebody with one sentence."""
    return OutboxJob("say", key, {"person_id": person_id, "words": words}, JobQueue.TEAMS)


def in_order(told: Sequence[OutboxJob], key: str) -> OutboxJob:
    """The same messages to somebody (`tell`, `say`), one after the other: each is sent when the one before it was."""
    of = json.dumps([[one.effect, dict(one.args)] for one in told])
    return OutboxJob("tell_in_order", key, {"of": of}, JobQueue.TEAMS)


def refresh_all(uow: UnitOfWork, about: str, revision: int | str) -> Iterable[OutboxJob]:
    """Every copy of every card about a record is drawn again. `revision` is of what changed."""
    for card in uow.cards.about(about):
        args = {"key": card.key}
        yield OutboxJob("redraw_card", f"{card.key}@{about}@{revision}", args, JobQueue.TEAMS)


def redraw(cards: Iterable[CardSent], occasion: str) -> Iterable[OutboxJob]:
    """These copies are drawn again, whatever they are about."""
    for card in cards:
        yield OutboxJob("redraw_card", f"{card.key}@{card.about}@{occasion}", {"key": card.key}, JobQueue.TEAMS)


async def deliver_card(
    work: Work, kind: str, person_id: str, about: str, version: int, key: str, trouble: str = ""
) -> None:
    """Sends a card once, and remembers where it stands. Who stands in for somebody gets what they get, whether they can
    be reached themselves or not."""
    if about.partition(":")[0] in work.tables.deputised:
        today = london_date(work.bus.now())
        args = {"kind": kind, "about": about, "version": version, **({"trouble": trouble} if trouble else {})}
        deputies = await work.bus.read(lambda uow: list(_to_deputies(uow, person_id, key, args, today)))
        if deputies:
            await work.bus.record(lambda _: deputies)
    async with work.turns.turn(person_id):
        await _deliver(work, CardRef(kind, about, version), person_id, key, trouble)


async def _deliver(work: Work, card: CardRef, person_id: str, key: str, trouble: str) -> None:
    context = work.bus.render_context

    def anew(uow: UnitOfWork) -> tuple[Card | None, str]:
        now = _mark(work.tables.trouble_of(uow, card.about))
        if trouble and (trouble != now or _was_told(uow, person_id, card.about, trouble)):
            return None, now
        return _rendered_anew(uow, work.tables.cards, card, person_id, key, context), now

    rendered, told_trouble = await work.bus.read(anew)
    if rendered is None:
        return

    def note(uow: UnitOfWork, sent: SentMessage, found: bool) -> Iterable[OutboxJob]:
        copy = CardSent(
            key=key,
            person_id=person_id,
            kind=card.kind,
            about=card.about,
            version=card.version,
            conversation_id=sent.conversation_id,
            activity_id=sent.activity_id,
            service_url=sent.service_url,
            shows=IN_DOUBT if found else digest(rendered),
            told_trouble=told_trouble,
        )
        return _remember(uow, work.tables, copy, work.bus.render_context)

    try:
        await send_once(work, person_id, rendered, mark_of(key), note)
    except Unreachable as away:
        away.by_mail = await _mailed_instead(work, card, person_id, key)
        raise


async def refresh_card(work: Work, key: str) -> None:
    """Makes one copy of a card show what is true, until it does."""
    async with work.turns.turn(key.rpartition(":")[2]):  # whose chat it stands in
        await _refresh(work, key)


async def _refresh(work: Work, key: str) -> None:
    while stale := await work.bus.read(lambda uow: _stale(uow, work.tables.cards, key, work.bus.render_context)):
        copy, rendered = stale
        sent = SentMessage(copy.conversation_id, copy.activity_id, copy.service_url)
        try:
            await work.messenger.update_card(sent, rendered)
            shows = digest(rendered)
        except NotFound:
            shows = ""
        await work.bus.record(lambda uow, shows=shows: _refreshed(uow, key, shows))


async def deliver_text(work: Work, person_id: str, words: str) -> None:
    """Says one sentence to somebody."""
    await send_message(work, person_id, note_card(words))


async def deliver_in_order(work: Work, of: str) -> None:
    """Sends several messages in their order. One whose card is not for this person any more is left out; where one is
    not taken, it and those after it are sent later, and what was sent is not sent again."""
    for number, (effect, args) in enumerate(json.loads(of)):
        with suppress(Refused), part(number):
            await _EACH[effect].run(work, **args)


def digest(card: Card) -> str:
    """What a card shows, for telling whether it must be drawn again. What lies folded is asked for anew."""
    return hashlib.sha256(json.dumps(folded(card), sort_keys=True).encode()).hexdigest()


_LEFT_TO_PASS: Final = 15.0
"""Seconds for which nobody is told of a trouble: what passes meanwhile, or comes with another card, needs none."""
LEFT: Final = digest(left_card())
"""What the copies of somebody who has left show."""
_NOT_SENT: Final = "A message in Teams could not be sent"
NOT_REACHED: Final = "{name} could not be reached in Teams"
_EACH: Final[Mapping[str, Effect]] = {
    "tell_card": Effect(deliver_card, _NOT_SENT, NOT_REACHED),
    "say": Effect(deliver_text, _NOT_SENT, NOT_REACHED, about=("person", "person_id")),
}
EFFECTS: Final[Mapping[str, Effect]] = {
    **_EACH,
    "tell_in_order": Effect(deliver_in_order, "What you asked for could not be sent", about=("answers", "of")),
    "redraw_card": Effect(refresh_card, "A card in Teams could not be updated"),
}


def _to_deputies(
    uow: UnitOfWork, person_id: str, key: str, args: Mapping[str, str | int], today: date
) -> Iterable[OutboxJob]:
    for deputy in deputies_of(uow, person_id, today):
        own = f"{key.removesuffix(person_id)}{deputy.id}"
        yield OutboxJob("tell_card", own, {**args, "person_id": deputy.id, "key": own}, JobQueue.TEAMS)


async def _mailed_instead(work: Work, card: CardRef, person_id: str, key: str) -> bool:
    """Whether somebody whom Teams does not reach gets a letter about this card. The card is sent as well, once they can
    be reached: both show one record."""
    if work.mailer is None or work.links is None or card.kind not in work.tables.by_mail:
        return False
    if not await work.bus.read(lambda uow: has_address(uow, person_id)):
        return False
    args = {"kind": card.kind, "person_id": person_id, "about": card.about, "version": card.version, "letter": key}
    job = OutboxJob("mail_card", key, args, JobQueue.MAIL)
    await work.bus.record(lambda _: [job])
    return True


def has_address(uow: UnitOfWork, person_id: str) -> bool:
    """Whether somebody has an address that is surely still theirs: that of an account that was closed may be another's
    by now."""
    person, account = uow.roster.person(person_id), uow.accounts.seen().get(person_id)
    gone = account is not None and account.state in (AccountState.CLOSED, AccountState.MISSING)
    return person is not None and bool(person.email) and not gone


def _mark(trouble: str) -> str:
    return hashlib.sha256(trouble.encode()).hexdigest()[:16] if trouble else ""


def _was_told(uow: UnitOfWork, person_id: str, about: str, trouble: str) -> bool:
    """Another card of the record came to them meanwhile, and said so."""
    return any(one.person_id == person_id and one.told_trouble == trouble for one in uow.cards.about(about))


def _rendered_anew(
    uow: UnitOfWork, cards: CardRegistry, card: CardRef, person_id: str, key: str, context: RenderContext
) -> Card | None:
    """None where it was sent already, and where it is not open to them any more: nobody is told that there is something
    that they may not read."""
    if uow.cards.get(key) is not None:
        return None
    rendered = cards.render(uow, card, known_person(uow, person_id), context)
    return None if is_closed(rendered) else rendered


def _stale(uow: UnitOfWork, cards: CardRegistry, key: str, context: RenderContext) -> tuple[CardSent, Card] | None:
    copy = uow.cards.get(key)
    if copy is None or not copy.shows:
        return None
    rendered = drawn(uow, cards, copy, context)
    return None if digest(rendered) == copy.shows else (copy, rendered)


def _remember(uow: UnitOfWork, tables: WorkflowTables, copy: CardSent, context: RenderContext) -> Iterable[OutboxJob]:
    """Those that came before it about the same record shrink; what is sent of a confidential one says no more than a
    line does, and may have been opened to write on it. A decision may have come between drawing and sending: then the
    copy is drawn again at once."""
    uow.cards.add(copy)
    if not tables.is_confidential(copy.about):
        yield from redraw(uow.cards.now_live(copy, tables.apart), f"before-{copy.key}")
    if _stale(uow, tables.cards, copy.key, context):
        yield OutboxJob("redraw_card", f"{copy.key}@sent", {"key": copy.key}, JobQueue.TEAMS)


def _refreshed(uow: UnitOfWork, key: str, shows: str) -> Iterable[OutboxJob]:
    uow.cards.refreshed(key, shows)
    return ()
