"""A question to the service (F1). Who asked it is seen by who asked it, and by nobody else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused, allows
from handbook.questions.alike import groups

LONGEST: Final = 1500
"""Of a question; its answer may be twice as long."""
NO_SUCH_QUESTION: Final = "I cannot find that question."
"""The answer to whoever it does not concern, and to an id that is none."""


@dataclass(frozen=True, slots=True)
class Question:
    """`by_headteacher`: whoever asked was one then. `faq_id` is the entry of the FAQ that answers it too."""

    id: str
    words: str
    asker_id: str
    by_headteacher: bool
    asked_at: datetime
    answer: str = ""
    answered_by_id: str = ""
    answered_at: datetime | None = None
    faq_id: str = ""
    revision: int = 0

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None


@dataclass(frozen=True, slots=True)
class WriteQuestion:
    """Somebody wrote a question and looks at it before it is sent."""

    words: str


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """They send what they wrote and looked at; `mark` is of those words."""

    mark: str


@dataclass(frozen=True, slots=True)
class DropQuestion:
    """They found the answer, or think better of it."""


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """The Trust Advisor answers, or puts an earlier answer right."""

    question_id: str
    revision: int
    words: str


def may_ask(person: Person) -> bool:
    """Everybody but who answers."""
    return not person.is_a(Role.TRUST_ADVISOR)


def may_answer(person: Person) -> bool:
    return person.is_a(Role.TRUST_ADVISOR)


def is_own(question: Question, person: Person) -> bool:
    return question.asker_id == person.id


def may_read(question: Question, person: Person) -> bool:
    """Who asked it, and the Trust Advisor, who is not told who asked."""
    return is_own(question, person) or may_answer(person)


def check_may_ask(person: Person) -> None:
    """Raises Refused."""
    if not may_ask(person):
        raise Refused("not_yours", "You answer the questions. Type “questions” to see what waits.", "F1")


def checked_words(words: str, what: str, at_most: int) -> str:
    """Raises Refused for none, and for too many."""
    if not words.strip():
        raise Refused("missing", f"Please write {what} first.", "F1")
    if len(words.strip()) > at_most:
        raise Refused("missing", f"Please keep {what} below {at_most:,} characters.", "F1")
    return words.strip()


def written(command: WriteQuestion, person: Person) -> str:
    """What they would send. Raises Refused."""
    check_may_ask(person)
    return checked_words(command.words, "your question", LONGEST)


def asked(words: str, person: Person, now: datetime, question_id: str) -> Question:
    """A new question. Raises Refused."""
    own = written(WriteQuestion(words), person)
    return Question(question_id, own, person.id, person.is_a(Role.HEADTEACHER), now)


def check_may_answer(question: Question, person: Person) -> None:
    """Raises Refused as for a question that is none."""
    if not may_answer(person):
        raise Refused("not_yours", NO_SUCH_QUESTION, "F1")
    if is_own(question, person):  # asked before they had the office
        raise Refused("not_yours", "You asked that yourself, so somebody else has to answer it.", "F1")


def may_be_answered(question: Question, person: Person) -> bool:
    return allows(lambda: check_may_answer(question, person))


def answered(question: Question, command: AnswerQuestion, person: Person, now: datetime) -> Question:
    """Raises Refused."""
    check_may_answer(question, person)
    words = checked_words(command.words, "the answer", 2 * LONGEST)
    if command.revision != question.revision:
        raise Refused("stale", "This question has changed since. Here is how it stands now.", "F1")
    return replace(question, answer=words, answered_by_id=person.id, answered_at=now)


def heads_of(questions: Iterable[Question]) -> int:
    """How many headteachers asked them."""
    return len({one.asker_id for one in questions if one.by_headteacher})


def proposed(questions: Iterable[Question]) -> list[Sequence[Question]]:
    """What more than one headteacher asked and the FAQ does not answer yet (F1): alike questions together, each group
    with the newest first, the group that most asked first."""
    open_ones = {one.id: one for one in sorted(questions, key=lambda one: one.asked_at) if not one.faq_id}
    found = [[open_ones[key] for key in group] for group in groups({key: q.words for key, q in open_ones.items()})]
    often = [sorted(group, key=lambda one: one.asked_at, reverse=True) for group in found if heads_of(group) > 1]
    return sorted(often, key=lambda group: -heads_of(group))
