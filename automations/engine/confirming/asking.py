"""Decisions that are asked about once more and held for a while (ADR 56). What is held is the button that was pressed:
nothing is decided before its time is over, so that taking it back leaves everything as it was."""

import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.confirming.confirmation import Confirmation, HoldDecision, LetGo, Rehearse
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.ports import Card
from automations.engine.roster import known_person
from cards import actions
from cards.kit.confirming import Asked, Held, TakeItBack, confirm_card, held_card, verbs_on
from cards.kit.drafts import Typed
from handbook.core.british_time import time_words
from handbook.core.held import HeldDecision, HeldEnd, check_may_take_back, ended
from handbook.core.people import Person
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork

HELD: Final = "held"


def held_about(held_id: str) -> str:
    return f"{HELD}:{held_id}"


class _Undone(Exception):
    """It was only a rehearsal."""


class Confirming:
    """`confirmations` and `handlers` are those of all workflows; `record_of` names the record of a command."""

    def __init__(
        self,
        confirmations: Mapping[type[Any], Confirmation],
        handlers: Callable[[], Mapping[type[Any], Handler]],
        record_of: Callable[[object], str],
    ) -> None:
        self._confirmations = confirmations
        self._handlers = handlers
        self._record_of = record_of
        self._verbs = frozenset(verb for one in confirmations.values() for verb in one.verbs)
        self._stopped = frozenset(command for one in confirmations.values() for command in one.stops)
        self.handlers: Mapping[type[Any], Handler] = {
            Rehearse: self.rehearse,
            HoldDecision: self.hold,
            LetGo: self.let_go,
            TakeItBack: self.take_back,
        }

    def rehearse(self, uow: UnitOfWork, command: Rehearse, ctx: CommandContext) -> Iterable[OutboxJob]:
        self.check_not_held(uow, command.command)
        self._rehearse(uow, command.command, ctx)
        return ()

    def hold(self, uow: UnitOfWork, command: HoldDecision, ctx: CommandContext) -> Iterable[OutboxJob]:
        """A button that is pressed twice is held once. Raises Refused where the decision itself would be."""
        about = self._record_of(command.command)
        if any(type(self.command(one)) is type(command.command) for one in uow.held.waiting(about)):
            return ()
        self.check_not_held(uow, command.command)
        self._rehearse(uow, command.command, ctx)
        due_at = ctx.now + ctx.policy.take_back_for
        called = self._confirmations[type(command.command)].called(uow, command.command)
        pressed = (command.verb, command.values, about, called)
        new = HeldDecision(uuid.uuid4().hex, *pressed, ctx.actor_id, ctx.route, ctx.now, due_at)
        return [_changed(uow.held.open(new, _entry(ctx, new, "held", command.command), ctx.now))]

    def let_go(self, uow: UnitOfWork, command: LetGo, ctx: CommandContext) -> Iterable[OutboxJob]:
        """Carried out in the name of whoever pressed it. Where a rule says no by now, they are told."""
        held = uow.held.get(command.held_id)
        if held.ended is not None:
            return ()
        inner, jobs, refusal = self.command(held), tuple[OutboxJob, ...](), None
        try:
            with uow.savepoint() as own:
                person = known_person(own, held.person_id)
                theirs = CommandContext(person, held.person_id, ctx.now, held.route, ctx.policy)
                jobs = tuple(self._handlers()[type(inner)](own, inner, theirs))
        except Refused as no:
            refusal = no
        end = HeldEnd.NOT_DONE if refusal else HeldEnd.GONE_OUT
        over = ended(held, end, ctx.now, _without_words(held), refusal.reason if refusal else "")
        saved = uow.held.save(over, _entry(ctx, held, end.value, inner), ctx.now)
        return (*jobs, _changed(saved))

    def take_back(self, uow: UnitOfWork, command: TakeItBack, ctx: CommandContext) -> Iterable[OutboxJob]:
        """By whoever pressed it, or who could press it in their place. What they wrote with it is theirs again."""
        held = uow.held.get(command.held_id)
        inner = self.command(held)
        if ctx.actor_id != held.person_id:
            self._rehearse(uow, inner, ctx)
        check_may_take_back(held, self._confirmations[type(inner)].instead)
        entry = _entry(ctx, held, HeldEnd.TAKEN_BACK.value, inner)
        values = json.loads(held.values)
        if Typed(held.verb, values).texts:
            words = {name: one for name, one in values.items() if isinstance(one, str)}
            uow.drafts.keep(held.person_id, f"{held.verb}@{held.about}", words, ctx.now)
        back = ended(held, HeldEnd.TAKEN_BACK, ctx.now, _without_words(held))
        return [_changed(uow.held.save(back, entry, ctx.now))]

    def asking(self, uow: UnitOfWork, command: object, verb: str, values: Mapping[str, Any], shown: Card) -> Card:
        """Asks once more, in the place of a card."""
        confirmation = self._confirmations[type(command)]
        follows = confirmation.follows(uow, command)
        return confirm_card(shown, Asked(confirmation.question, confirmation.yes, follows, verb, values))

    def as_held(self, uow: UnitOfWork, about: str, viewer: Person, shown: Card) -> Card:
        """The card, or the one in its place where one of its buttons was pressed and has not gone out."""
        if not (verbs := verbs_on(shown)) & self._verbs:
            return shown
        held = next((one for one in uow.held.waiting(about) if one.verb in verbs), None)
        return self._as_held(uow, held, viewer, shown) if held else shown

    def command(self, held: HeldDecision) -> Any:
        """What was pressed."""
        return actions.read(held.verb, json.loads(held.values))

    def is_confirmed(self, command: object) -> bool:
        return type(command) in self._confirmations

    def _as_held(self, uow: UnitOfWork, held: HeldDecision, viewer: Person, shown: Card) -> Card:
        command = self.command(held)
        confirmation = self._confirmations[type(command)]
        by = "" if held.person_id == viewer.id else uow.roster.then(held.person_id, viewer.role).name
        wrote = tuple(Typed(held.verb, json.loads(held.values)).texts.values())
        follows = confirmation.follows(uow, command)
        return held_card(shown, Held(held.id, confirmation.done, time_words(held.due_at), follows, by, wrote))

    def _rehearse(self, uow: UnitOfWork, command: object, ctx: CommandContext) -> None:
        try:
            with uow.savepoint() as own:
                tuple(self._handlers()[type(command)](own, command, ctx))
                raise _Undone
        except _Undone:
            pass

    def check_not_held(self, uow: UnitOfWork, command: object) -> None:
        """Raises Refused where something is held that this would cross."""
        if type(command) not in self._stopped:
            return
        about = self._record_of(command)
        for held in uow.held.waiting(about):
            confirmation = self._confirmations[type(self.command(held))]
            if type(command) in confirmation.stops:
                at = time_words(held.due_at)
                raise Refused("not_now", f"{confirmation.done}: it goes out at {at}. Take that back first.")


def _without_words(held: HeldDecision) -> str:
    """What the button carried, without what was written with it."""
    values = json.loads(held.values)
    wrote = Typed(held.verb, values).texts
    return json.dumps({key: value for key, value in values.items() if key not in wrote})


def _entry(ctx: CommandContext, held: HeldDecision, action: str, command: object) -> Any:
    return ctx.entry(action, held.about, decision=held.id, command=type(command).__name__)


def _changed(held: HeldDecision) -> OutboxJob:
    """Its cards say so, and who pressed it hears where it was not done."""
    return follow_up("held_changed", held_about(held.id), f"{held_about(held.id)}@{held.revision}")
