"""What people do in chat other than pressing a button, as commands."""

import re
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from cards.home.commands import is_word
from cards.home.typed_actions import TypeWords
from handbook.core.people import Person
from store.unit_of_work import UnitOfWork

_SIGNS: Final = " .,:;!?'\""
"""What people put around words."""

_AROUND: Final = re.compile(
    r"^(please |can you |could you |can i |could i |i want to |i'd like to |i would like to |i need to |i need "
    r"|show me |show |see |open |what are |what is |what's |where are |where is |when are |when is |list |the )+"
    r"|( please| thanks)+$"
)
"""What people say around the words that they mean."""

Phrase = Callable[[UnitOfWork, Person, str, str], Iterable[OutboxJob] | None]
"""Answers what somebody typed (in lower case, blanks made one; then the id of the message), or None where it is about
something else."""


@dataclass(frozen=True, slots=True)
class AnswerTyped:
    """Somebody typed something; `message_id` names it, so that it is answered once."""

    text: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Welcome:
    """Somebody met the bot."""

    message_id: str


@dataclass(frozen=True, slots=True)
class NoteFile:
    """Somebody sent a file; `arrival_id` names the message and which of its files it is."""

    arrival_id: str
    file_name: str
    url: str


@dataclass(frozen=True, slots=True)
class NoteSheet:
    """Somebody sent a spreadsheet; as `NoteFile`."""

    arrival_id: str
    file_name: str
    url: str


SHEETS: Final = (".xlsx", ".csv", ".tsv", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers")
"""How the names of spreadsheets end, in lower case. Those that cannot be read are named for what they are."""
MOST_FILES: Final = 10
"""Of one message: what Teams lets a person attach. More are written by a program."""
TOO_MANY_FILES: Final = (
    f"I looked at the first {MOST_FILES} files of that message. Please send the others in a message of their own."
)


def noted(arrival_id: str, file_name: str, url: str) -> NoteFile | NoteSheet:
    """The command that goes with a file of that name."""
    return (NoteSheet if file_name.lower().endswith(SHEETS) else NoteFile)(arrival_id, file_name, url)


def answer_typed(phrases: Sequence[Phrase], synonyms: Mapping[str, str]) -> Handler:
    """The first workflow that understands what was typed answers it. `synonyms` are other words for what they know."""

    def answer(uow: UnitOfWork, command: AnswerTyped, ctx: CommandContext) -> Iterable[OutboxJob]:
        typed = " ".join(command.text.lower().split()).replace("’", "'")
        words = _meant(typed, synonyms)
        answers = (phrase(uow, ctx.somebody, words, command.message_id) for phrase in phrases)
        return next((jobs for jobs in answers if jobs is not None), ())

    return answer


def _meant(typed: str, synonyms: Mapping[str, str]) -> str:
    """The words that somebody means, also without what people say around them; what they typed where that is none."""
    plain = typed.strip(_SIGNS)
    for words in (plain, _AROUND.sub("", plain).strip(_SIGNS)):
        if words in synonyms or is_word(words):
            return synonyms.get(words, words)
    return typed


def press_typed(typed: Handler) -> Handler:
    """A button that stands for words does what typing them does, each time that it is pressed."""

    def press(uow: UnitOfWork, command: TypeWords, ctx: CommandContext) -> Iterable[OutboxJob]:
        return typed(uow, AnswerTyped(command.words, f"pressed-{uuid.uuid4().hex}"), ctx)

    return press
