"""Messages that came twice: found when somebody looks at them or presses on them, because the client then names both
the message and the mark that it carries, and taken back."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from automations.engine import live_cards
from automations.engine.command_bus import CommandBus, CommandContext, Handler, TrustPolicy
from automations.engine.inbound.port import CardAnswer, Click, Sender
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.ports import SentMessage
from automations.engine.workflow import Effect, Work
from cards.kit.twice import copy_card
from handbook.core.external_errors import NotFound
from store.cards_sent import IN_DOUBT
from store.sendings import Sending
from store.unit_of_work import UnitOfWork

TAKE_BACK: Final = "take_back_copy"
KEPT_FOR: Final = timedelta(days=90)
"""A message that came twice is known as one for so long."""


def take_back(message: SentMessage) -> OutboxJob:
    """This message came twice; the other one stays."""
    args = {
        "conversation_id": message.conversation_id,
        "activity_id": message.activity_id,
        "service_url": message.service_url,
    }
    return OutboxJob(TAKE_BACK, f"{message.conversation_id}:{message.activity_id}", args, JobQueue.TEAMS)


async def take_back_copy(work: Work, conversation_id: str, activity_id: str, service_url: str) -> None:
    """Deletes a message that came twice, unless it is gone."""
    with suppress(NotFound):
        await work.messenger.delete_card(SentMessage(conversation_id, activity_id, service_url))


async def met_in_chat(
    bus: CommandBus, apart: Collection[str], sender: Sender, click: Click, answer: CardAnswer
) -> CardAnswer:
    """A message that we do not know was looked at or pressed on. Where it is the only one of its mark that is known, it
    is noted: it may have come in an attempt of which we never heard. Where it is a copy, the one that somebody pressed
    on stays, and of two that were only looked at, the one that we know; the other one is taken back."""
    message, mark = click.message, click.sending
    if message is None or not mark:
        return answer
    known = await bus.read(lambda uow: uow.sendings.of(mark))
    if known is None or (not known.came and known.person_id == sender.person_id):
        place = (message.conversation_id, message.activity_id, message.service_url)
        await bus.record(lambda uow: _noted(uow, Sending(mark, sender.person_id, *place, bus.now())))
        return answer
    here = (sender.person_id, message.conversation_id)
    if here != (known.person_id, known.conversation_id) or known.activity_id == message.activity_id:
        return answer
    if click.automatic:
        await bus.record(lambda _: [take_back(message)])
        return replace(answer, card=copy_card(answer.card))
    await bus.record(lambda uow: _pressed_stays(uow, known, message, apart))
    return answer


def _noted(uow: UnitOfWork, one: Sending) -> tuple[()]:
    if uow.sendings.of(one.mark) is None or not one.came:
        uow.sendings.note(one)
    return ()


def _pressed_stays(
    uow: UnitOfWork, known: Sending, pressed: SentMessage, apart: Collection[str]
) -> Iterable[OutboxJob]:
    """The copy that was pressed is the one that we know from now on, and is drawn again; the other goes."""
    uow.sendings.note(replace(known, activity_id=pressed.activity_id))
    card = uow.cards.at(known.conversation_id, known.activity_id)
    if card is not None:
        uow.cards.moves(card.key, pressed.activity_id, IN_DOUBT)
        live = {card.key, *(one.key for one in live_cards.brought_up(uow, card.key, apart))}
        for key in sorted(live):
            args = {"key": key}
            yield OutboxJob("redraw_card", f"{key}@{card.about}@pressed-{pressed.activity_id}", args, JobQueue.TEAMS)
    yield take_back(SentMessage(known.conversation_id, known.activity_id, known.service_url))


@dataclass(frozen=True, slots=True)
class ForgetSendings:
    """Where messages stand that were sent before then."""

    before: datetime


def forget(uow: UnitOfWork, command: ForgetSendings, _: CommandContext) -> Iterable[OutboxJob]:
    uow.sendings.forget_before(command.before)
    return ()


def due_now(uow: UnitOfWork, _policy: TrustPolicy, now: datetime) -> Iterable[object]:
    before = now - KEPT_FOR
    return [ForgetSendings(before)] if uow.sendings.any_before(before) else ()


HANDLERS: Final[Mapping[type, Handler]] = {ForgetSendings: forget}
EFFECTS: Final[Mapping[str, Effect]] = {
    TAKE_BACK: Effect(take_back_copy, "A message that came twice could not be taken back")
}
