"""Judging a press without making it: the real rules are asked, in the real database, and what they did is undone."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from automations.cases.answers import ONLY_SHOWS, case_answer
from automations.cases.loading import actor_of
from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CommandContext
from automations.engine.inbound.port import Click
from automations.engine.roster import known_person
from automations.workflows import TABLES
from cards import actions
from cards.kit.confirming import AskOnceMore
from cards.kit.lines import is_closed
from handbook.cases.case import Confidential, version_for
from handbook.cases.signing import ids_in
from handbook.core.people import Person
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork
from tests.automations.office import Office

_OPENS: Final = frozenset(("OpenCase", "ShowCases"))
"""They note that something was opened, and show it: whether it shows is what counts."""
YES: Final = "yes"
CLOSED: Final = "closed"


class _Undone(Exception):
    """It was only asked."""


@dataclass(frozen=True)
class Judged:
    """`said` is `YES`, `CLOSED` for a card that says nothing, or the code of the no; `card` is what answers it."""

    said: str
    card: Mapping[str, Any] | None = None
    command: object = None
    reason: str = ""


@contextmanager
def undone(uow: UnitOfWork) -> Generator[UnitOfWork]:
    """Whatever is written in it is not."""
    try:
        with uow.savepoint() as own:
            yield own
            raise _Undone
    except _Undone:
        pass


def meant(verb: str, data: Mapping[str, Any]) -> object:
    """The command of a button, also of one that asks once more. Raises Refused."""
    command = actions.read(verb, data)
    return meant(command.verb, command.values) if isinstance(command, AskOnceMore) else command


def judged(
    office: Office, uow: UnitOfWork, person_id: str, verb: str, data: Mapping[str, Any], *, draws: bool = True
) -> Judged:
    """Whether somebody may press that now. Without `draws`, the card that would answer is not looked at where something
    was done."""
    command: object = None
    try:
        command = meant(verb, data)
        with undone(uow) as own:
            card = _answer(office, own, person_id, Click(verb, data), command, draws=draws)
        return Judged(CLOSED if only_shows(command) and is_closed(card) else YES, card, command)
    except Refused as no:
        return Judged(no.code, None, command, no.reason)


def only_shows(command: object) -> bool:
    """Whether it changes nothing."""
    reply = TABLES.replies.get(type(command))
    return type(command) not in TABLES.handlers if reply is None else reply.only_shows


def _answer(office: Office, uow: UnitOfWork, person_id: str, click: Click, command: Any, *, draws: bool) -> Any:
    person = known_person(uow, person_id)
    ctx = CommandContext(person, person.id, office.now, "teams", office.bus.policy)
    if isinstance(command, ONLY_SHOWS):
        return case_answer(uow, command, ctx)
    if isinstance(command, Confidential):
        tuple(TABLES.handlers[type(command)](uow, command, ctx))
        return case_answer(uow, command, ctx) if draws or type(command).__name__ in _OPENS else {}
    reply = TABLES.replies[type(command)]
    if not reply.only_shows:
        tuple(TABLES.handlers[type(command)](uow, command, ctx))
        if not draws:
            return {}
    context = office.bus.render_context
    card = reply.card(uow, command, person, context, click)
    return TABLES.cards.render(uow, card, person, context) if isinstance(card, CardRef) else card


def in_case(uow: UnitOfWork, person: Person, data: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
    """The same about a concern or complaint as it would stand on somebody's own card: each knows a version by what of
    it they can read."""
    if "case" not in data or "version" not in data or uow.roster.person(person.id) is None:
        return data
    case = next((one for one in uow.cases.standing() if one.id == data["case"]), None)
    return data if case is None else {**data, "version": version_for(case, ids_in(case, actor_of(uow, person, now)))}
