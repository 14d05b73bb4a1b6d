"""What is typed about questions: `ask`, `my questions`; the Trust Advisor's `questions`; `faq`, alone or with words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.questions.cards import QuestionKind, faq_about, mine_about, waiting_about
from handbook.core.people import Person
from handbook.questions.question import may_answer, may_ask
from store.unit_of_work import UnitOfWork

WAITING: Final = "questions"
ASK: Final = frozenset(("ask", "my questions", WAITING))
SYNONYMS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("ask a question", "question", "a question", "i have a question"), "ask"),
    **dict.fromkeys(("faqs", "questions and answers", "frequently asked questions"), "faq"),
}
FAQ: Final = "faq"


def ask_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words not in ASK or not may_ask(person):
        return None
    return [send_card(QuestionKind.MINE, person.id, mine_about(person.id), 0, message_id)]


def waiting_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words != WAITING or not may_answer(person):
        return None
    return [send_card(QuestionKind.WAITING, person.id, waiting_about(person.id), 0, message_id)]


def faq_asked(_uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    """What was typed is no part of the key, which stands in logs."""
    word, _, find = words.partition(" ")
    if word != FAQ:
        return None
    told, own = send_card(QuestionKind.FAQ, person.id, faq_about(find), 0), f"{FAQ}:{message_id}"
    return [replace(told, key=own, args={**told.args, "key": own})]
