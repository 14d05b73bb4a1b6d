"""What the buttons of questions and the FAQ say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.kit.click_fields import Fields
from cards.questions.verbs import QuestionVerb
from handbook.questions.faq import AddToFaq, ChangeFaq, FaqEntry, TakeOffFaq
from handbook.questions.question import AnswerQuestion, AskQuestion, DropQuestion, Question, WriteQuestion


@dataclass(frozen=True, slots=True)
class ShowMyQuestions:
    """Somebody's card of their own questions asks how they stand now."""


@dataclass(frozen=True, slots=True)
class ShowQuestion:
    """A card of a question asks how it stands now."""

    question_id: str


@dataclass(frozen=True, slots=True)
class ShowQuestionForm:
    """Somebody opens the form to ask."""


@dataclass(frozen=True, slots=True)
class ShowWaitingQuestions:
    """The Trust Advisor asks what waits."""


@dataclass(frozen=True, slots=True)
class ShowAnswerForm:
    """The Trust Advisor opens the form to answer; with the words of an earlier answer in it, where one is named."""

    question_id: str
    like_id: str = ""


@dataclass(frozen=True, slots=True)
class ShowFaq:
    """Somebody looks in the FAQ; without words, at all of it, from a page on."""

    find: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowFaqForm:
    """The Trust Advisor words a new entry, for a question and those like it."""

    question_id: str


@dataclass(frozen=True, slots=True)
class ShowFaqChange:
    """The Trust Advisor changes an entry."""

    faq_id: str


QuestionCommand = (
    AddToFaq
    | AnswerQuestion
    | AskQuestion
    | ChangeFaq
    | DropQuestion
    | ShowAnswerForm
    | ShowFaq
    | ShowFaqChange
    | ShowFaqForm
    | ShowMyQuestions
    | ShowQuestion
    | ShowQuestionForm
    | ShowWaitingQuestions
    | TakeOffFaq
    | WriteQuestion
)


def question_data(question: Question) -> dict[str, str | int]:
    return {"question": question.id, "revision": question.revision}


def entry_data(entry: FaqEntry) -> dict[str, str | int]:
    return {"faq": entry.id, "revision": entry.revision}


def _answer(fields: Fields) -> AnswerQuestion:
    return AnswerQuestion(fields.identity("question"), fields.number("revision", 1), fields.words("answer"))


def _answer_form(fields: Fields) -> ShowAnswerForm:
    return ShowAnswerForm(fields.identity("question"), fields.identity("like") if fields.was_sent("like") else "")


def _faq(fields: Fields) -> ShowFaq:
    return ShowFaq(fields.words("find")[:200], fields.number("page", 0) if fields.was_sent("page") else 0)


def _add(fields: Fields) -> AddToFaq:
    return AddToFaq(
        fields.several("questions"), fields.words("faq_question"), fields.words("faq_answer"), fields.words("sure")
    )


def _change(fields: Fields) -> ChangeFaq:
    words = fields.words("faq_question"), fields.words("faq_answer")
    return ChangeFaq(fields.identity("faq"), fields.number("revision", 1), *words, fields.words("sure"))


QUESTION_READERS: Final[Mapping[str, Callable[[Fields], QuestionCommand]]] = {
    QuestionVerb.MINE: lambda _: ShowMyQuestions(),
    QuestionVerb.SHOW: lambda fields: ShowQuestion(fields.identity("question")),
    QuestionVerb.WRITE: lambda _: ShowQuestionForm(),
    QuestionVerb.CHECK: lambda fields: WriteQuestion(fields.words("question_words")),
    QuestionVerb.ASK: lambda fields: AskQuestion(fields.words("mark")),
    QuestionVerb.DROP: lambda _: DropQuestion(),
    QuestionVerb.WAITING: lambda _: ShowWaitingQuestions(),
    QuestionVerb.ANSWER_FORM: _answer_form,
    QuestionVerb.ANSWER: _answer,
    QuestionVerb.FAQ: _faq,
    QuestionVerb.FAQ_WORD: lambda fields: ShowFaqForm(fields.identity("question")),
    QuestionVerb.FAQ_EDIT: lambda fields: ShowFaqChange(fields.identity("faq")),
    QuestionVerb.FAQ_ADD: _add,
    QuestionVerb.FAQ_CHANGE: _change,
    QuestionVerb.FAQ_TAKE_OFF: lambda fields: TakeOffFaq(fields.identity("faq"), fields.number("revision", 1)),
}
