"""What a button of questions and the FAQ is answered with."""

from collections.abc import Mapping
from typing import Any, Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.ports import Card
from automations.engine.workflow import Reply
from automations.questions.cards import (
    QuestionKind,
    draft_of,
    faq,
    mine,
    mine_about,
    names_of,
    question_about,
    seen_of,
    waiting,
    waiting_about,
)
from cards.kit.drafts import with_reason
from cards.kit.lines import closed_card
from cards.questions.actions import (
    ShowAnswerForm,
    ShowFaq,
    ShowFaqChange,
    ShowFaqForm,
    ShowMyQuestions,
    ShowQuestion,
    ShowQuestionForm,
    ShowWaitingQuestions,
)
from cards.questions.answering import answer_form_card
from cards.questions.asking import question_form_card, question_preview_card
from cards.questions.faq import Wording, faq_add_card, faq_change_card, faq_saved_card
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.questions.alike import nearest
from handbook.questions.faq import NAMES, AddToFaq, ChangeFaq, TakeOffFaq, check_may_word
from handbook.questions.names import names_in
from handbook.questions.question import (
    AnswerQuestion,
    AskQuestion,
    DropQuestion,
    Question,
    WriteQuestion,
    check_may_answer,
    check_may_ask,
)
from store.unit_of_work import UnitOfWork

_SAVED: Final = "That is in the FAQ now."
_OFF: Final = "That is no longer in the FAQ."


def _mine(_uow: UnitOfWork, _command: Any, viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(QuestionKind.MINE, mine_about(viewer.id))


def _own(uow: UnitOfWork, _command: Any, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    """After sending, in the window: the list with the question in it."""
    return mine(uow, viewer)


def _waiting(_uow: UnitOfWork, _command: Any, viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(QuestionKind.WAITING, waiting_about(viewer.id))


def _question(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(QuestionKind.QUESTION, question_about(command.question_id))


def _form(uow: UnitOfWork, _command: Any, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    check_may_ask(viewer)
    return question_form_card(draft_of(uow, viewer.id))


def _form_again(uow: UnitOfWork, _command: WriteQuestion, viewer: Person, _context: RenderContext) -> Card:
    return question_form_card(draft_of(uow, viewer.id))


def _preview(uow: UnitOfWork, _command: Any, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    """Alike questions of others are not shown: their words could say who asked."""
    words, names = draft_of(uow, viewer.id), names_of(uow)
    entries = {one.id: one for one in uow.questions.faq.listed()}
    before = {one.id: one for one in uow.questions.of_asker(viewer.id) if one.is_answered and not one.faq_id}
    return question_preview_card(
        words,
        names_in(words, names.people, (*names.schools, *names.towns)),
        [entries[key] for key in nearest(words, {key: one.words for key, one in entries.items()}, at_most=2)],
        [before[key] for key in nearest(words, {key: one.words for key, one in before.items()}, at_most=1)],
    )


def _answer_form(
    uow: UnitOfWork, command: ShowAnswerForm, viewer: Person, _context: RenderContext, _click: Click
) -> Card:
    question = _to_answer(uow, command.question_id, viewer)
    start = uow.questions.get(command.like_id).answer if command.like_id else question.answer
    return answer_form_card(seen_of(uow, question, viewer), start)


def _answer_again(uow: UnitOfWork, command: AnswerQuestion, viewer: Person, _context: RenderContext) -> Card:
    question = _to_answer(uow, command.question_id, viewer)
    return answer_form_card(seen_of(uow, question, viewer), question.answer)


def _to_answer(uow: UnitOfWork, question_id: str, viewer: Person) -> Question:
    """Raises Refused."""
    question = uow.questions.get(question_id)
    check_may_answer(question, viewer)
    return question


def _faq(uow: UnitOfWork, command: ShowFaq, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    return faq(uow, command.find, command.page, viewer)


def _faq_form(uow: UnitOfWork, command: ShowFaqForm, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    """With the question in the words of who asked last, and the newest answer, to be worded anew."""
    check_may_word(viewer)
    group = seen_of(uow, uow.questions.get(command.question_id), viewer).together
    if not group:
        raise Refused("not_proposed", "The FAQ answers that already, or no more than one headteacher asked it.", "F1")
    answer = next((one.answer for one in group if one.is_answered), "")
    return faq_add_card(group, [one.id for one in group], Wording(answer=answer))


def _add_again(uow: UnitOfWork, command: AddToFaq, viewer: Person, refusal: Refused) -> Card:
    questions = [uow.questions.get(one) for one in command.question_ids]
    group = seen_of(uow, questions[0], viewer).together if questions else ()
    if not group:
        return with_reason(waiting(uow, viewer), refusal.reason)
    return faq_add_card(group, command.question_ids, _wording(command, refusal))


def _change_again(uow: UnitOfWork, command: ChangeFaq, _viewer: Person, refusal: Refused) -> Card:
    return faq_change_card(uow.questions.faq.get(command.faq_id), _wording(command, refusal))


def _faq_again(uow: UnitOfWork, _command: Any, viewer: Person, refusal: Refused) -> Card:
    """Somebody, or an earlier press, was first."""
    return with_reason(faq(uow, "", 0, viewer), refusal.reason)


def _wording(command: AddToFaq | ChangeFaq, refusal: Refused) -> Wording:
    return Wording(command.question, command.answer, refusal.reason, unsure=refusal.code == NAMES)


def _faq_change(
    uow: UnitOfWork, command: ShowFaqChange, viewer: Person, _context: RenderContext, _click: Click
) -> Card:
    check_may_word(viewer)
    entry = uow.questions.faq.get(command.faq_id)
    return faq_change_card(entry, Wording(entry.question, entry.answer)) if entry.is_listed else closed_card()


def _saved(_uow: UnitOfWork, _command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> Card:
    return faq_saved_card(_SAVED)


def _taken_off(_uow: UnitOfWork, _command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> Card:
    return faq_saved_card(_OFF)


REPLIES: Final[Mapping[type, Reply]] = {
    ShowMyQuestions: Reply(_mine, only_shows=True),
    ShowWaitingQuestions: Reply(_waiting, only_shows=True),
    ShowQuestion: Reply(_question, only_shows=True),
    ShowQuestionForm: Reply(_form, only_shows=True),
    WriteQuestion: Reply(_preview, form=_form_again),
    AskQuestion: Reply(_own),
    DropQuestion: Reply(_own),
    ShowAnswerForm: Reply(_answer_form, only_shows=True),
    AnswerQuestion: Reply(_question, form=_answer_again),
    ShowFaq: Reply(_faq, only_shows=True),
    ShowFaqForm: Reply(_faq_form, only_shows=True),
    ShowFaqChange: Reply(_faq_change, only_shows=True),
    AddToFaq: Reply(
        _saved, on_refusal={"stale": _faq_again, **dict.fromkeys(("missing", "not_now", NAMES), _add_again)}
    ),
    ChangeFaq: Reply(_saved, on_refusal={"stale": _faq_again, **dict.fromkeys(("missing", NAMES), _change_again)}),
    TakeOffFaq: Reply(_taken_off, on_refusal={"stale": _faq_again}),
}
