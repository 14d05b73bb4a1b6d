"""What somebody who asks sees: their own questions, the form, and what is shown before anything is sent (F1)."""

from collections.abc import Sequence
from typing import Final

from cards.kit.elements import (
    Json,
    buttons,
    card,
    container,
    execute,
    heading,
    input_text,
    open_dialog,
    quote,
    refresh,
    status,
    text,
)
from cards.kit.lines import why
from cards.kit.safe_text import capped
from cards.questions.verbs import QuestionVerb
from handbook.core.british_time import date_words, london_date
from handbook.questions.faq import FaqEntry, mark
from handbook.questions.question import LONGEST, Question

WHY_OWN: Final = why("these are your own questions. Nobody else sees who asked")
_LISTED_AT_MOST: Final = 4
_ANSWER_AT_MOST: Final = 1_000
_PROMISE: Final = "The Trust Advisor answers. They read what you ask, and are not told who asked it."
_NO_NAMES: Final = "Please write no name of a child, and of nobody else. If a child is at risk, this is not the place."


def ask_button(title: str = "Ask a question") -> Json:
    """Opens the form in a window, which no change of this card can touch."""
    return open_dialog(title, QuestionVerb.WRITE, {})


def faq_button() -> Json:
    return execute("Look in the FAQ", QuestionVerb.FAQ, {}, submits_inputs=False)


def my_questions_card(questions: Sequence[Question], draft: str) -> Json:
    """Somebody's own, the newest first; `draft` is what they have written and not sent."""
    more = len(questions) - _LISTED_AT_MOST
    body = [
        text(_PROMISE),
        *([status("Not sent yet", f"“{capped(draft, 200, ' …')}”", "warning")] if draft else []),
        *(_line(one) for one in questions[:_LISTED_AT_MOST]),
        *([text(f"And {more} you asked before.", muted=True)] if more > 0 else []),
        *([] if questions else [text("You have asked nothing so far.")]),
        WHY_OWN,
    ]
    actions = [ask_button("Go on with your question" if draft else "Ask a question"), faq_button()]
    about = "Questions to the service: ask one, or read the answers."
    return card("Your questions", body, actions, about, asks_again=refresh(QuestionVerb.MINE, {}))


def own_question_card(question: Question) -> Json:
    """One question, for who asked it."""
    body = [
        status("Answered", "by the Trust Advisor", "good")
        if question.is_answered
        else status("Sent", "the Trust Advisor has it", "warning"),
        quote(capped(question.words, LONGEST), "you"),
        *_answer(question),
        WHY_OWN,
    ]
    mine = execute("Your questions", QuestionVerb.MINE, {}, submits_inputs=False)
    about = "Your question has an answer." if question.is_answered else "Your question to the service."
    again = refresh(QuestionVerb.SHOW, {"question": question.id})
    return card("Your question", body, [mine, ask_button("Ask another")], about, asks_again=again)


def question_form_card(draft: str) -> Json:
    """To write it; what was written before and not sent stands in it."""
    body = [text(_PROMISE), text(_NO_NAMES), *_box(draft), WHY_OWN]
    return card("Ask a question", body, [_check("Go on")], "A question to the service.")


def question_preview_card(
    words: str, names: Sequence[str], entries: Sequence[FaqEntry], before: Sequence[Question]
) -> Json:
    """What would be sent, a warning where it seems to name somebody, and what may answer it already: entries of the
    FAQ, and answers to this person's own questions."""
    found = [*((one.question, one.answer) for one in entries), *((one.words, one.answer) for one in before)]
    send = execute("Send it", QuestionVerb.ASK, {"mark": mark(words)}, style="positive", submits_inputs=False)
    drop = execute("That answers it" if found else "Do not ask", QuestionVerb.DROP, {}, submits_inputs=False)
    body = [
        *_warning(names),
        quote(capped(words, LONGEST), "your question, not sent yet"),
        *([heading("This may answer it")] if found else []),
        *(container([text(question, bold=True), text(capped(answer, _ANSWER_AT_MOST))]) for question, answer in found),
        buttons([send, drop]),
        heading("Change the words"),
        *_box(words),
        buttons([_check("Look again")]),
        WHY_OWN,
    ]
    return card("Before you send it", body, [], "Your question, before it is sent.")


def _warning(names: Sequence[str]) -> list[Json]:
    if not names:
        return []
    found = ", ".join(f"“{one}”" for one in names[:3])
    return [status("Please look again", f"is {found} a person? If so, please take it out. If not, send it", "warning")]


def _box(words: str) -> list[Json]:
    return [
        input_text("question_words", "Your question", "Please write your question.", at_most=LONGEST, value=words),
        text("What you write is kept for you until you send it.", muted=True),
    ]


def _check(title: str) -> Json:
    return execute(title, QuestionVerb.CHECK, {}, style="positive")


def _line(question: Question) -> Json:
    on = date_words(london_date(question.asked_at))
    lines = [text(f"You asked on {on}:", muted=True), text(capped(question.words, 300, " …"), bold=True)]
    return container([*lines, *(_answer(question) or [text("Not answered yet.")])])


def _answer(question: Question) -> list[Json]:
    return [quote(capped(question.answer, _ANSWER_AT_MOST), "the Trust Advisor")] if question.is_answered else []
