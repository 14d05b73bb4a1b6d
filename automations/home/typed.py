"""What somebody meets first, and what answers words that no workflow understands: the card that says what there is."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.commands import Welcome
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import NOT_REACHED, send_text
from automations.engine.ports import Card
from automations.engine.roster import known_person
from automations.engine.sending.once import send_message
from automations.engine.workflow import Effect, Reply, Work
from cards.home.commands import meant, nearest, of_others, words_of
from cards.home.typed_actions import ShowHelp, TypeWords
from cards.home.welcome import help_card, welcome_card
from handbook.core.people import Person
from store.unit_of_work import UnitOfWork

HELP: Final = "help"
THANKS: Final = "thanks"
_WELCOME: Final = "You’re welcome."
SYNONYMS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("hello", "hi", "hey", "good morning", "good afternoon", "menu", "commands"), HELP),
    **dict.fromkeys(("what can you do", "what can i do", "what can i type", "help me", "start"), HELP),
    **dict.fromkeys(("thank you", "thank you very much", "many thanks", "thanks a lot", "cheers", "ta"), THANKS),
}


def thanks_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    return [send_text(person.id, _WELCOME, message_id)] if words == THANKS else None


def help_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob]:
    """The last that is asked: it answers everything; a word that is known, with whose it is."""
    if words == HELP:
        return [_help(person, message_id)]
    own = words_of(person)
    if words in own:
        return [send_text(person.id, f"There is nothing for you under “{words}” now.", message_id)]
    word, whose = of_others(words)
    if word and not meant(words, own):
        return [send_text(person.id, f"“{word}” is for: {whose}. Type “{HELP}” for what you can type.", message_id)]
    return [_help(person, message_id, lost=words)]


def welcome(_: UnitOfWork, command: Welcome, ctx: CommandContext) -> Iterable[OutboxJob]:
    return [_help(ctx.somebody, command.message_id, first="yes")]


HANDLERS: Final[Mapping[type, Handler]] = {Welcome: welcome}


async def send_help(work: Work, person_id: str, first: str, lost: str = "") -> None:
    """What the service can do for somebody; a welcome when it is the `first` word. `lost` is what was typed and not
    understood."""
    person = await work.bus.read(lambda uow: known_person(uow, person_id))
    card = welcome_card(person) if first else help_card(person, lost=lost, near=nearest(lost, person) if lost else ())
    await send_message(work, person_id, card)


EFFECTS: Final[Mapping[str, Effect]] = {
    "send_help": Effect(send_help, "What you asked for could not be sent", NOT_REACHED, about=("answer", "person_id")),
}


def _pressed(_uow: UnitOfWork, command: TypeWords, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    return help_card(viewer, answered=command.words)


def _leafed(_uow: UnitOfWork, command: ShowHelp, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    return help_card(viewer, page=command.page)


REPLIES: Final[Mapping[type, Reply]] = {TypeWords: Reply(_pressed), ShowHelp: Reply(_leafed, only_shows=True)}


def _help(person: Person, message_id: str, first: str = "", lost: str = "") -> OutboxJob:
    return OutboxJob("send_help", message_id, {"person_id": person.id, "first": first, "lost": lost}, JobQueue.TEAMS)
