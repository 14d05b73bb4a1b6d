"""The handbook's FAQ (F1): what more than one headteacher asked, worded by the Trust Advisor, without names."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.questions.alike import searched
from handbook.questions.names import listed_in, names_in
from handbook.questions.question import LONGEST, Question, checked_words, heads_of, may_answer

QUESTION_LONGEST: Final = 300
ANSWER_LONGEST: Final = 2 * LONGEST
NO_SUCH_ENTRY: Final = "I cannot find that entry of the FAQ. It may have been taken off."


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """`question_ids` are those it answers; the words are the Trust Advisor's own."""

    id: str
    question: str
    answer: str
    question_ids: tuple[str, ...]
    by_id: str
    at: datetime
    taken_off_at: datetime | None = None
    revision: int = 0

    @property
    def is_listed(self) -> bool:
        return self.taken_off_at is None

    @property
    def words(self) -> str:
        return f"{self.question} {self.answer}"


@dataclass(frozen=True, slots=True)
class AddToFaq:
    """A new entry, for these questions. `sure` is the mark of words in which no name is, whatever it looks like."""

    question_ids: tuple[str, ...]
    question: str
    answer: str
    sure: str = ""


@dataclass(frozen=True, slots=True)
class ChangeFaq:
    """Other words for an entry."""

    faq_id: str
    revision: int
    question: str
    answer: str
    sure: str = ""


@dataclass(frozen=True, slots=True)
class TakeOffFaq:
    faq_id: str
    revision: int


@dataclass(frozen=True, slots=True)
class Names:
    """Those of the service's list: of people, of schools, and of their towns."""

    people: tuple[str, ...]
    schools: tuple[str, ...]
    towns: tuple[str, ...]


NAMES: Final = "names"
"""The code of the refusal of words that may hold a name: they can be sent all the same once they were looked at."""


def check_may_word(person: Person) -> None:
    """Raises Refused."""
    if not may_answer(person):
        raise Refused("not_yours", "The Trust Advisor words the FAQ.", "F1")


def mark(*words: str) -> str:
    """Of words that were shown to somebody."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:32]


def added(
    command: AddToFaq, questions: Sequence[Question], person: Person, names: Names, now: datetime, faq_id: str
) -> FaqEntry:
    """A new entry; `questions` are those of the command. Raises Refused."""
    check_may_word(person)
    if any(one.faq_id for one in questions):
        raise Refused("stale", "The FAQ answers that already. Here is how it stands now.", "F1")
    if heads_of(questions) < 2:
        raise Refused("not_now", "The FAQ holds what more than one headteacher has asked. Answer this one alone.", "F1")
    question, answer = _worded(command, names)
    return FaqEntry(faq_id, question, answer, tuple(one.id for one in questions), person.id, now)


def changed(entry: FaqEntry, command: ChangeFaq, person: Person, names: Names, now: datetime) -> FaqEntry:
    """Raises Refused."""
    _check_listed(entry, command.revision, person)
    question, answer = _worded(command, names)
    return replace(entry, question=question, answer=answer, by_id=person.id, at=now)


def taken_off(entry: FaqEntry, command: TakeOffFaq, person: Person, now: datetime) -> FaqEntry:
    """Raises Refused."""
    _check_listed(entry, command.revision, person)
    return replace(entry, taken_off_at=now)


def by_question(entries: Iterable[FaqEntry]) -> list[FaqEntry]:
    """In the order in which people read them."""
    return sorted(entries, key=lambda one: (one.question.casefold(), one.id))


def found(entries: Iterable[FaqEntry], find: str, at_most: int = 40) -> list[FaqEntry]:
    """The entries that hold words of this, the best first; without words, all by their question."""
    known = {one.id: one for one in by_question(entries)}
    keys = searched(find, {key: one.words for key, one in known.items()}, at_most) if find else known
    return [known[key] for key in keys]


def _check_listed(entry: FaqEntry, revision: int, person: Person) -> None:
    check_may_word(person)
    if revision != entry.revision or not entry.is_listed:
        raise Refused("stale", "This entry has changed since. Here is how the FAQ stands now.", "F1")


def _worded(command: AddToFaq | ChangeFaq, names: Names) -> tuple[str, str]:
    question = checked_words(" ".join(command.question.split()), "the question", QUESTION_LONGEST)
    answer = checked_words(command.answer, "the answer", ANSWER_LONGEST)
    whole = f"{question}\n{answer}"
    if named := listed_in(whole, (*names.people, *names.schools)):
        raise Refused("missing", f"The FAQ names nobody and no school. Please take out “{named[0]}”.", "F1")
    if command.sure != mark(question, answer) and (looks := names_in(whole, names.people, _places(names))):
        said = ", ".join(f"“{one}”" for one in looks[:3])
        raise Refused(NAMES, f"Is {said} a person? If so, please take it out. If not, press “It names nobody”.", "F1")
    return question, answer


def _places(names: Names) -> tuple[str, ...]:
    return (*names.schools, *names.towns)
