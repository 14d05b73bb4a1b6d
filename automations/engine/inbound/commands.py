"""What people do in chat other than pressing a button, as commands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from handbook.core.people import Person
from store.unit_of_work import UnitOfWork

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


def answer_typed(phrases: Sequence[Phrase]) -> Handler:
    """The first workflow that understands what was typed answers it."""

    def answer(uow: UnitOfWork, command: AnswerTyped, ctx: CommandContext) -> Iterable[OutboxJob]:
        words = " ".join(command.text.lower().split())
        answers = (phrase(uow, ctx.somebody, words, command.message_id) for phrase in phrases)
        return next((jobs for jobs in answers if jobs is not None), ())

    return answer
