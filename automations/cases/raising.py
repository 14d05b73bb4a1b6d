"""Raising a concern from anywhere in Teams: the dialog there leads into the private chat, where it begins."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from automations.cases.kinds import CaseKind, raise_about
from automations.cases.typed import RECORDS, case_asked
from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from cards.cases.question import ladders_of
from handbook.core.people import Person
from store.unit_of_work import UnitOfWork

RAISE: Final = "raise"
"""The action command, by the id that the app package gives it."""


@dataclass(frozen=True, slots=True)
class GoOnInPrivate:
    """Somebody pressed the button of the dialog. `opening` is the one time that it was opened: pressed twice, or asked
    twice by Teams, it begins once."""

    opening: str


def first_card(person: Person, opening: str) -> OutboxJob:
    """The card with which a concern (of a SIP) or a complaint (of a headteacher) begins in somebody's private chat; for
    others, whom to speak to. This is the one place that says which."""
    first, *others = ladders_of(person) or (None,)
    if first is None:
        return send_card(CaseKind.RAISE, person.id, raise_about(person.id), 0, opening)
    if others:  # they choose on the card of their records, which has a button for each
        return case_asked(person, RECORDS, opening)
    return case_asked(person, first.value, opening)


def go_on_in_private(_: UnitOfWork, command: GoOnInPrivate, ctx: CommandContext) -> Iterable[OutboxJob]:
    return [first_card(ctx.somebody, command.opening)]


HANDLERS: Final[Mapping[type, Handler]] = {GoOnInPrivate: go_on_in_private}
