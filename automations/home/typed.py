"""What somebody meets first, and what answers words that no workflow understands: the card that says what there is."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.inbound.commands import Welcome
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import NOT_REACHED
from automations.engine.roster import known_person
from automations.engine.workflow import Effect, Work
from cards.home.welcome import help_card, welcome_card
from handbook.core.people import Person
from store.unit_of_work import UnitOfWork

HELP: Final = "help"


def help_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob]:
    """The last that is asked: it answers everything."""
    return [_help(person, message_id, lost="" if words == HELP else "yes")]


def welcome(_: UnitOfWork, command: Welcome, ctx: CommandContext) -> Iterable[OutboxJob]:
    return [_help(ctx.somebody, command.message_id, first="yes")]


HANDLERS: Final[Mapping[type, Handler]] = {Welcome: welcome}


async def send_help(work: Work, person_id: str, first: str, lost: str = "") -> None:
    """What the service can do for somebody; a welcome when it is the `first` word, and `lost` when it answers what is
    not understood. After a crash at the wrong moment it may be sent twice."""
    person = await work.bus.read(lambda uow: known_person(uow, person_id))
    card = welcome_card(person) if first else help_card(person, lost=bool(lost))
    await work.messenger.send_card(person_id, card, card["fallbackText"])


EFFECTS: Final[Mapping[str, Effect]] = {
    "send_help": Effect(send_help, "What you asked for could not be sent", NOT_REACHED, about=("answer", "person_id")),
}


def _help(person: Person, message_id: str, first: str = "", lost: str = "") -> OutboxJob:
    return OutboxJob("send_help", message_id, {"person_id": person.id, "first": first, "lost": lost}, JobQueue.TEAMS)
