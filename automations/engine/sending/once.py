"""Sending a message once. The Bot Connector takes no idempotency key and lists no messages, so that after a crash, or
an answer that never came, nobody can ask whether a message stands in the chat. What can be done about that (ADR 71):
look at what its reader's client told us meanwhile; note where it stands as soon as that is known; and where it cannot
be found out later either, say that it may have come twice."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from automations.engine.jobs.outbox import OutboxJob
from automations.engine.ports import Card, SentMessage
from automations.engine.sending import marks
from automations.engine.sending.copies import take_back
from automations.engine.workflow import Work
from cards.kit.twice import maybe_twice
from handbook.core.external_errors import ExternalError
from store.sendings import Sending
from store.unit_of_work import UnitOfWork

TAKEN_FOR_SENT: Final = timedelta(hours=1)
"""For so long after a message was met in a chat, it is what was to be sent. Later (the database was restored, and
people decided anew) it is sent once more, so that its reader hears of it, and the earlier one is taken back."""
_A_MOMENT: Final = 0.5

Note = Callable[[UnitOfWork, SentMessage, bool], Iterable[OutboxJob]]
"""Writes down where a message stands, and whether it was found there, in the transaction that says that it was sent."""

log = structlog.get_logger()


def _nothing_more(_uow: UnitOfWork, _sent: SentMessage, _found: bool) -> Iterable[OutboxJob]:
    return ()


async def send_message(work: Work, person_id: str, card: Card) -> None:
    """The message of the present job, once, whatever crashes in between. It is not kept true."""
    mark = marks.present()
    if mark:
        await send_once(work, person_id, card, mark)
    else:
        await work.messenger.send_card(person_id, card, card["fallbackText"])


async def send_once(work: Work, person_id: str, card: Card, mark: str, note: Note = _nothing_more) -> None:
    """Sends the message of this mark, or finds it where it stands already."""
    known = await work.bus.read(lambda uow: uow.sendings.of(mark))
    if known is not None and known.person_id != person_id:
        known = None
    if known is not None and known.came and work.bus.now() - known.at < TAKEN_FOR_SENT:
        await _noted(work, person_id, mark, _place(known), note, found=True)
        return
    sent = await _sent(work, person_id, card, mark, known)
    await _noted(work, person_id, mark, sent, note, found=False)


async def _sent(work: Work, person_id: str, card: Card, mark: str, known: Sending | None) -> SentMessage:
    """A card that asks by itself how it stands is found by that, should it have come twice; of any other it is noted
    that it was begun, so that the next attempt knows."""
    asks = "refresh" in card
    if not asks and known is None:
        begun = Sending(mark, person_id, "", "", "", work.bus.now())
        await _written(work, lambda uow: _note(uow, begun))
    shown = maybe_twice(card) if not asks and known is not None and not known.came else card
    try:
        return await work.messenger.send_card(person_id, shown, shown["fallbackText"], mark)
    except ExternalError as error:
        if not asks and known is None and not error.maybe_done:
            await _written(work, lambda uow: _drop(uow, mark))
        raise


async def _noted(work: Work, person_id: str, mark: str, sent: SentMessage, note: Note, *, found: bool) -> None:
    now = Sending(mark, person_id, sent.conversation_id, sent.activity_id, sent.service_url, work.bus.now())

    def write(uow: UnitOfWork) -> Iterable[OutboxJob]:
        before = uow.sendings.of(mark)
        other = before is not None and before.came and before.person_id == person_id and _place(before) != sent
        if before is not None and other and uow.cards.at(before.conversation_id, before.activity_id) is not None:
            yield take_back(sent)  # another worker, which was taken for dead, has sent it meanwhile
            return
        uow.sendings.note(now)
        if before is not None and other:
            yield take_back(_place(before))
        yield from note(uow, sent, found)

    await _written(work, write)


async def _written(work: Work, write: Callable[[UnitOfWork], Iterable[OutboxJob]]) -> None:
    """Where the database takes nothing for a moment, what is known is held until it does: it is known nowhere else."""
    while True:
        try:
            return await work.bus.record(write)
        except (OperationalError, InterfaceError):
            log.exception("sending_not_written")
            await asyncio.sleep(_A_MOMENT)


def _place(one: Sending) -> SentMessage:
    return SentMessage(one.conversation_id, one.activity_id, one.service_url)


def _note(uow: UnitOfWork, one: Sending) -> tuple[()]:
    uow.sendings.note(one)
    return ()


def _drop(uow: UnitOfWork, mark: str) -> tuple[()]:
    uow.sendings.drop(mark)
    return ()
