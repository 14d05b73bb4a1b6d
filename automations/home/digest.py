"""The week's digest: turned on and off by each person, sent on the first school day of a week to those who want it,
where something waits. It is no copy that is kept true: each answer would redraw it. It asks how things stand when it is
looked at again."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, Final

from automations.engine.command_bus import CommandContext, Handler, RenderContext, TrustPolicy
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import NOT_REACHED
from automations.engine.ports import Card
from automations.engine.roster import known_person
from automations.engine.sending.once import send_message
from automations.engine.workflow import Effect, Reply, Work
from automations.home.waiting import bring, waiting
from cards.home.digest import digest_card
from cards.home.digest_actions import ShowDigest
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role, School
from handbook.core.school_years import SchoolCalendar
from handbook.home.digest import (
    BringWaiting,
    DigestWish,
    SendDigest,
    TurnDigest,
    is_due,
    is_hour,
    item_waiting,
    sent,
    wants_digest,
    week_of,
)
from store.unit_of_work import UnitOfWork

TYPED: Final = frozenset(("digest", "my week"))


def digest_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words not in TYPED:
        return None
    args = {"person_id": person.id, "asked": "yes"}
    return [OutboxJob("send_digest", message_id, args, JobQueue.TEAMS)]


def turn(uow: UnitOfWork, command: TurnDigest, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Said twice, it is said once."""
    wish = uow.digest_wishes.of(ctx.somebody.id)
    if wish.wants is not command.on:
        action = "digest_on" if command.on else "digest_off"
        uow.digest_wishes.save(replace(wish, wants=command.on), ctx.entry(action, _about(wish)), ctx.now)
    return []


def bring_waiting(uow: UnitOfWork, command: BringWaiting, ctx: CommandContext) -> Iterable[OutboxJob]:
    """It comes as its own card, below; pressed twice in a minute, once."""
    items = waiting(uow, ctx.somebody, RenderContext(ctx.now, ctx.policy))
    return [bring(ctx.somebody.id, item_waiting(items, command), f"digest-{ctx.now:%Y%m%d%H%M}")]


def send(uow: UnitOfWork, command: SendDigest, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Whether something waits is seen when it is sent."""
    wish = uow.digest_wishes.of(command.person_id)
    after = sent(wish, command, ctx.policy.digest)
    uow.digest_wishes.save(after, ctx.entry("digest_sent", _about(wish), week=str(command.week)), ctx.now)
    args = {"person_id": command.person_id, "asked": ""}
    return [OutboxJob("send_digest", f"{command.person_id}@{command.week}", args, JobQueue.TEAMS)]


HANDLERS: Final[Mapping[type, Handler]] = {TurnDigest: turn, BringWaiting: bring_waiting, SendDigest: send}


async def send_digest(work: Work, person_id: str, asked: str) -> None:
    """Where nothing waits, only to whoever `asked`."""
    context = work.bus.render_context
    items, card = await work.bus.read(lambda uow: _drawn(uow, known_person(uow, person_id), context))
    if items or asked:
        await send_message(work, person_id, card)


EFFECTS: Final[Mapping[str, Effect]] = {
    "send_digest": Effect(
        send_digest, "What waits for you could not be sent", NOT_REACHED, about=("answer", "person_id")
    ),
}


def _drawn(uow: UnitOfWork, person: Person, context: RenderContext) -> tuple[int, Card]:
    items = waiting(uow, person, context)
    wants = wants_digest(uow.digest_wishes.of(person.id), context.policy.digest)
    return len(items), digest_card(items, person, wants=wants)


def _shown(uow: UnitOfWork, _command: Any, viewer: Person, context: RenderContext, _click: Click) -> Card:
    return _drawn(uow, viewer, context)[1]


REPLIES: Final[Mapping[type, Reply]] = {
    ShowDigest: Reply(_shown, only_shows=True),
    TurnDigest: Reply(_shown),
    BringWaiting: Reply(_shown),
}


def digests_due(uow: UnitOfWork, policy: TrustPolicy, now: datetime) -> tuple[SendDigest, ...]:
    """By the school days of somebody's own school; of whoever has none, by those of the trust's first."""
    if not is_hour(policy.digest, now):
        return ()
    schools, wishes = sorted(uow.roster.schools(), key=lambda one: one.urn), uow.digest_wishes.every()

    @cache
    def calendar(school: School | None) -> SchoolCalendar:
        holidays = policy.bank_holidays
        return uow.roster.calendar(school, holidays) if school else SchoolCalendar((), frozenset(holidays))

    first = schools[0] if schools else None
    own = {holder: one for one in reversed(schools) for holder in (one.sip_id, one.headteacher_id) if holder}
    week = week_of(london_date(now))

    def is_for(person: Person) -> bool:
        wish = wishes.get(person.id) or DigestWish(person.id)
        return is_due(wish, policy.digest, calendar(own.get(person.id, first)), now)

    return tuple(SendDigest(person.id, week) for person in uow.roster.people(*Role) if is_for(person))


def _about(wish: DigestWish) -> str:
    return f"digest:{wish.person_id}"
