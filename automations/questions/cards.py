"""The cards of questions and the FAQ, as the records stand."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.jobs.trouble_hearers import ASKED_FOR, advisor
from automations.engine.notifications import refresh_all
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble
from cards.kit.lines import closed_card
from cards.questions.answering import QuestionSeen, asked_card, waiting_card
from cards.questions.asking import my_questions_card, own_question_card
from cards.questions.faq import faq_card
from handbook.core.people import Person, Role
from handbook.questions.alike import nearest
from handbook.questions.faq import Names, found
from handbook.questions.question import (
    Question,
    is_own,
    may_answer,
    may_be_answered,
    may_read,
    proposed,
)
from store.unit_of_work import UnitOfWork

OF_MINE: Final = "my_questions"
OF_WAITING: Final = "questions"
OF_QUESTION: Final = "question"
OF_FAQ: Final = "faq"
DRAFT: Final = "question"
"""The form under which a question is kept that is not sent yet."""
_WORDS: Final = "words"


class QuestionKind(StrEnum):
    """The cards of questions that are sent, by name."""

    MINE = "my_questions"
    WAITING = "questions"
    QUESTION = "question"
    FAQ = "faq"


def mine_about(person_id: str) -> str:
    return f"{OF_MINE}:{person_id}"


def waiting_about(person_id: str) -> str:
    return f"{OF_WAITING}:{person_id}"


def question_about(question_id: str) -> str:
    return f"{OF_QUESTION}:{question_id}"


def faq_about(find: str) -> str:
    return f"{OF_FAQ}:{find}"


def draft_of(uow: UnitOfWork, person_id: str) -> str:
    """The question that somebody has written and not sent."""
    return uow.drafts.of(person_id).get(DRAFT, {}).get(_WORDS, "")


def as_draft(words: str) -> Mapping[str, str]:
    return {_WORDS: words}


def names_of(uow: UnitOfWork) -> Names:
    schools = uow.roster.schools()
    towns = dict.fromkeys(word for one in schools for word in (one.town, one.local_authority))
    return Names(tuple(one.name for one in uow.roster.people(*Role)), tuple(one.name for one in schools), tuple(towns))


def seen_of(uow: UnitOfWork, question: Question, viewer: Person) -> QuestionSeen:
    """A question with what is like it, as the Trust Advisor sees it."""
    every = {one.id: one for one in uow.questions.every()}
    answered = {key: one.words for key, one in every.items() if one.is_answered and key != question.id}
    together = next((group for group in proposed(every.values()) if any(one.id == question.id for one in group)), ())
    alike = [every[key] for key in nearest(question.words, answered)]
    return QuestionSeen(question, alike, together, may_be_answered(question, viewer))


def waiting(uow: UnitOfWork, viewer: Person) -> Card:
    if not may_answer(viewer):
        return closed_card()
    every = uow.questions.every()
    open_ones = [one for one in every if not one.is_answered and may_be_answered(one, viewer)]
    return waiting_card(open_ones, proposed(every))


def mine(uow: UnitOfWork, viewer: Person) -> Card:
    return my_questions_card(uow.questions.of_asker(viewer.id)[::-1], draft_of(uow, viewer.id))


def faq(uow: UnitOfWork, find: str, page: int, viewer: Person) -> Card:
    return faq_card(found(uow.questions.faq.listed(), find), find, page, viewer)


def _mine(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    """Somebody's own card."""
    return mine(uow, viewer) if card.record_id == viewer.id else closed_card()


def _waiting(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    return waiting(uow, viewer) if card.record_id == viewer.id else closed_card()


def _question(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    """Who asked sees it as theirs, also where they have come to answer questions since."""
    question = uow.questions.get(card.record_id)
    if not may_read(question, viewer):
        return closed_card()
    return own_question_card(question) if is_own(question, viewer) else asked_card(seen_of(uow, question, viewer))


def _faq(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    return faq(uow, card.record_id, 0, viewer)


CARDS: Final[Mapping[str, CardRenderer]] = {
    OF_MINE: _mine,
    OF_WAITING: _waiting,
    OF_QUESTION: _question,
    OF_FAQ: _faq,
}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_MINE: ASKED_FOR,
    OF_WAITING: ASKED_FOR,
    OF_FAQ: ASKED_FOR,
    OF_QUESTION: RecordTrouble(advisor, asked_for=True),
}
"""Whom an answer did not reach is told to nobody: it would say who asked."""


def refresh_lists(uow: UnitOfWork, revision: str) -> Iterable[OutboxJob]:
    """The Trust Advisor's lists of what waits."""
    for person in uow.roster.people(Role.TRUST_ADVISOR):
        yield from refresh_all(uow, waiting_about(person.id), revision)
