"""The Trust Advisor writes to a group: one job for each person, and what became of it noted for each."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import JobQueue, OutboxJob, follow_up
from automations.engine.notifications import NOT_REACHED, refresh_all, send_card
from automations.engine.ports import Card
from automations.engine.roster import known_person
from automations.engine.sending.once import send_message
from automations.engine.workflow import Effect, FollowUp, RecordTrouble, Reply, Work
from cards.reach.actions import ComposeBroadcast, PreviewBroadcast, ShowBroadcast
from cards.reach.broadcast import (
    Groups,
    compose_card,
    dropped_card,
    message_card,
    on_its_way_card,
    preview_card,
    report_card,
)
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.reach import broadcast as rules
from handbook.reach.broadcast import (
    Audience,
    Broadcast,
    DropBroadcast,
    NoteDelivery,
    Outcome,
    ResendBroadcast,
    SendBroadcast,
    WriteBroadcast,
    outcome_of,
)
from store.unit_of_work import UnitOfWork

COMPOSE: Final = frozenset(("broadcast", "write to a group"))
OF_BROADCAST: Final = "broadcast"
OF_DELIVERY: Final = "delivery"
REDRAWN_EVERY: Final = 25
"""While it is being sent, its card is drawn again after so many: Teams takes few changes of one message."""


class BroadcastKind(StrEnum):
    BROADCAST = "broadcast"


def broadcast_about(broadcast_id: str) -> str:
    return f"{OF_BROADCAST}:{broadcast_id}"


def asked_to_write(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words not in COMPOSE or not rules.may_broadcast(person):
        return None
    return [OutboxJob("send_broadcast_form", message_id, {"person_id": person.id}, JobQueue.TEAMS)]


async def send_broadcast_form(work: Work, person_id: str) -> None:
    card = await work.bus.read(lambda uow: _form(uow, known_person(uow, person_id)))
    await send_message(work, person_id, card)


def write(uow: UnitOfWork, command: PreviewBroadcast, ctx: CommandContext) -> Iterable[OutboxJob]:
    """The one draft that somebody has is written anew."""
    by, draft, audience = ctx.somebody, uow.broadcasts.draft_of(ctx.actor_id), _audience(uow, command)
    if command.authority is not None and not audience.authority:
        raise Refused("missing", "The list of authorities has changed. Please choose again.")
    wanted = WriteBroadcast(audience, command.words)
    found = rules.recipients(wanted.audience, uow.roster.people(*Role), uow.roster.schools())
    one = rules.written(wanted, draft, found, by, ctx.now, uuid.uuid4().hex)
    entry = ctx.entry("broadcast_written", broadcast_about(one.id), people=len(one.recipient_ids))
    uow.broadcasts.save(one, entry, ctx.now)
    return ()


def send(uow: UnitOfWork, command: SendBroadcast, ctx: CommandContext) -> Iterable[OutboxJob]:
    one = rules.sent(uow.broadcasts.get(command.broadcast_id), command, ctx.somebody, ctx.now)
    about = broadcast_about(one.id)
    mark = hashlib.sha256(one.words.encode()).hexdigest()
    entry = ctx.entry("broadcast_sent", about, people=len(one.recipient_ids), sha256=mark)
    saved = uow.broadcasts.save(one, entry, ctx.now)
    uow.broadcasts.note(saved.id, saved.recipient_ids, Outcome.WAITING)
    yield send_card(BroadcastKind.BROADCAST, saved.by_id, about, 1)
    yield follow_up("broadcast_sent", about, f"{about}@{saved.round}")


def drop(uow: UnitOfWork, command: DropBroadcast, ctx: CommandContext) -> Iterable[OutboxJob]:
    one = rules.dropped(uow.broadcasts.get(command.broadcast_id), command, ctx.somebody)
    uow.broadcasts.save(one, ctx.entry("broadcast_dropped", broadcast_about(one.id)), ctx.now)
    return ()


def send_again(uow: UnitOfWork, command: ResendBroadcast, ctx: CommandContext) -> Iterable[OutboxJob]:
    before = uow.broadcasts.get(command.broadcast_id)
    one, ids = rules.sent_again(before, command, uow.broadcasts.outcomes(before.id), ctx.somebody)
    about = broadcast_about(one.id)
    saved = uow.broadcasts.save(one, ctx.entry("broadcast_sent_again", about, people=len(ids)), ctx.now)
    uow.broadcasts.note(saved.id, ids, Outcome.WAITING)
    yield follow_up("broadcast_sent", about, f"{about}@{saved.round}")


def note(uow: UnitOfWork, command: NoteDelivery, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Who was reached stays so, whatever a later attempt says."""
    one = uow.broadcasts.get(command.broadcast_id)
    known = uow.broadcasts.outcomes(one.id).get(command.person_id)
    if known in (None, Outcome.REACHED, command.outcome):
        return
    uow.broadcasts.note(one.id, [command.person_id], command.outcome)
    if command.outcome is not Outcome.REACHED:
        entry = ctx.entry("broadcast_missed", broadcast_about(one.id), code=command.outcome.value)
        uow.audit(entry, ctx.now)
    found = rules.counts(one, uow.broadcasts.outcomes(one.id))
    if found[Outcome.WAITING] % REDRAWN_EVERY == 0:
        state = "-".join(str(found[outcome]) for outcome in Outcome)
        yield from refresh_all(uow, broadcast_about(one.id), f"{one.round}-{state}")


HANDLERS: Final[Mapping[type, Handler]] = {
    PreviewBroadcast: write,
    SendBroadcast: send,
    DropBroadcast: drop,
    ResendBroadcast: send_again,
    NoteDelivery: note,
}


def to_each(uow: UnitOfWork, broadcast_id: str, _context: RenderContext) -> Iterable[OutboxJob]:
    """One job for each who waits. Each chat has its own pace, and the queue that of all."""
    one, outcomes = uow.broadcasts.get(broadcast_id), uow.broadcasts.outcomes(broadcast_id)
    yield from refresh_all(uow, broadcast_about(one.id), f"round-{one.round}")
    for person_id in one.recipient_ids:
        if outcomes.get(person_id) is Outcome.WAITING:
            args = {"delivery_id": f"{one.id}.{person_id}", "person_id": person_id}
            yield OutboxJob("deliver_broadcast", f"{one.id}.{person_id}@{one.round}", args, JobQueue.TEAMS)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = {"broadcast_sent": to_each}


async def deliver_broadcast(work: Work, delivery_id: str, person_id: str) -> None:
    """To who was reached meanwhile nothing more is said, and to who has left the list nothing at all."""
    broadcast_id = delivery_id.partition(".")[0]
    card = await work.bus.read(lambda uow: _message(uow, broadcast_id, person_id))
    if card is not None:
        await send_message(work, person_id, card)
    left = await work.bus.read(lambda uow: uow.roster.person(person_id) is None)
    outcome = Outcome.FAILED if left else Outcome.REACHED
    await work.bus.decide(NoteDelivery(broadcast_id, person_id, outcome))


EFFECTS: Final[Mapping[str, Effect]] = {
    "send_broadcast_form": Effect(
        send_broadcast_form, "What you asked for could not be sent", NOT_REACHED, about=("answer", "person_id")
    ),
    "deliver_broadcast": Effect(
        deliver_broadcast, "A message to a group could not be sent", NOT_REACHED, about=(OF_DELIVERY, "delivery_id")
    ),
}


def _message(uow: UnitOfWork, broadcast_id: str, person_id: str) -> Card | None:
    one = uow.broadcasts.get(broadcast_id)
    is_reached = uow.broadcasts.outcomes(one.id).get(person_id) is Outcome.REACHED
    if is_reached or uow.roster.person(person_id) is None:
        return None
    return message_card(one.words, uow.roster.then(one.by_id, Role.TRUST_ADVISOR, one.sent_at).name)


def _missed(delivery_id: str, _effect: str, error: str, _words: str) -> NoteDelivery:
    broadcast_id, _, person_id = delivery_id.partition(".")
    return NoteDelivery(broadcast_id, person_id, outcome_of(error))


def _render(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    one = uow.broadcasts.get(card.record_id)
    people = {person.id: person for person in uow.roster.people(*Role)}
    return report_card(one, people, uow.broadcasts.outcomes(one.id), _dso(uow, one), viewer)


CARDS: Final[Mapping[str, CardRenderer]] = {OF_BROADCAST: _render}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_BROADCAST: RecordTrouble(
        lambda uow, broadcast_id: [uow.broadcasts.get(broadcast_id).by_id],
        called=lambda _uow, _id: "a message to a group",
    ),
    OF_DELIVERY: RecordTrouble(noted=_missed),
}
IDS: Final[Mapping[str, str]] = {"broadcast_id": OF_BROADCAST, "delivery_id": OF_DELIVERY}


def _authorities(uow: UnitOfWork) -> list[str]:
    return sorted({one.local_authority for one in uow.roster.schools() if one.local_authority})


def _groups(uow: UnitOfWork) -> Groups:
    return Groups(_authorities(uow), [(one.name, one.id) for one in uow.roster.people(Role.DSO)])


def _form(uow: UnitOfWork, viewer: Person) -> Card:
    rules.check_may_broadcast(viewer)
    draft = uow.broadcasts.draft_of(viewer.id)
    return compose_card(_groups(uow), draft.audience if draft else Audience(()), draft.words if draft else "")


def _audience(uow: UnitOfWork, command: PreviewBroadcast) -> Audience:
    """An authority that is none any more is left out."""
    names, at = _authorities(uow), command.authority
    return Audience(command.offices, names[at] if at is not None and at < len(names) else "", command.dso_id)


def _not_so(uow: UnitOfWork, command: PreviewBroadcast, _viewer: Person, refusal: Refused) -> Card:
    """What was typed stays."""
    return compose_card(_groups(uow), _audience(uow, command), command.words, refusal.reason)


def _dso(uow: UnitOfWork, one: Broadcast) -> str:
    return uow.roster.then(one.audience.dso_id, Role.DSO).name if one.audience.dso_id else ""


def _composed(uow: UnitOfWork, _command: Any, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    return _form(uow, viewer)


def _previewed(uow: UnitOfWork, _command: Any, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    rules.check_may_broadcast(viewer)
    draft = uow.broadcasts.draft_of(viewer.id)
    if draft is None:
        return dropped_card()
    found = [one for one in map(uow.roster.person, draft.recipient_ids) if one is not None]
    return preview_card(draft, found, _dso(uow, draft))


def _going(uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> Card:
    return on_its_way_card(uow.broadcasts.get(command.broadcast_id))


def _shown(uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(BroadcastKind.BROADCAST, broadcast_about(command.broadcast_id), 1)


REPLIES: Final[Mapping[type, Reply]] = {
    ComposeBroadcast: Reply(_composed, only_shows=True),
    PreviewBroadcast: Reply(_previewed, on_refusal={"missing": _not_so}),
    SendBroadcast: Reply(_going),
    DropBroadcast: Reply(_previewed),
    ResendBroadcast: Reply(_shown),
    ShowBroadcast: Reply(_shown, only_shows=True),
}
