"""What people do in chat other than pressing a button, as commands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from automations.engine.command_bus import Handler, Occasion
from automations.engine.outbox import Promise
from handbook.core.people import Person
from store.ledger import Ledger

Phrase = Callable[[Ledger, Person, str, str], Iterable[Promise] | None]
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


def answer_typed(phrases: Sequence[Phrase]) -> Handler:
    """The first workflow that understands what was typed answers it."""

    def answer(books: Ledger, command: AnswerTyped, occasion: Occasion) -> Iterable[Promise]:
        words = " ".join(command.text.lower().split())
        answers = (phrase(books, occasion.somebody, words, command.message_id) for phrase in phrases)
        return next((promises for promises in answers if promises is not None), ())

    return answer
