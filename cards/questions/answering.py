"""What the Trust Advisor sees of questions (F1): what they say, what is alike, and never who asked."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from cards.questions.actions import question_data
from cards.questions.asking import faq_button
from cards.questions.verbs import QuestionVerb
from handbook.core.british_time import moment_words
from handbook.questions.question import LONGEST, Question, heads_of

WHY_ANSWERS: Final = why("you answer the questions as Trust Advisor")
_LISTED_AT_MOST: Final = 4
_PROPOSED_AT_MOST: Final = 3
_UNNAMED: Final = "the service does not say who asked"


@dataclass(frozen=True, slots=True)
class QuestionSeen:
    """A question as the Trust Advisor sees it. `alike` are answered ones; `together` are those with which it is
    proposed for the FAQ, itself among them; `may_answer`: it is not their own."""

    question: Question
    alike: Sequence[Question] = ()
    together: Sequence[Question] = ()
    may_answer: bool = True


def waiting_card(waiting: Sequence[Question], proposed: Sequence[Sequence[Question]]) -> Json:
    """What waits for an answer, the oldest first, and what is proposed for the FAQ."""
    more = len(waiting) - _LISTED_AT_MOST
    body = [
        *(_line(number, one) for number, one in enumerate(waiting[:_LISTED_AT_MOST], 1)),
        *([text(f"And {more} more, once these are answered.", muted=True)] if more > 0 else []),
        *([] if waiting else [text("No question waits for an answer.")]),
        *([heading("Proposed for the FAQ")] if proposed else []),
        *(_proposal(number, group) for number, group in enumerate(proposed[:_PROPOSED_AT_MOST], 1)),
        WHY_ANSWERS,
    ]
    again = refresh(QuestionVerb.WAITING, {})
    return card("Questions to the service", body, [faq_button()], "Questions that wait for you.", asks_again=again)


def asked_card(seen: QuestionSeen) -> Json:
    """One question, for who answers it."""
    question = seen.question
    title = "Correct the answer" if question.is_answered else "Answer"
    actions = [
        *([open_dialog(title, QuestionVerb.ANSWER_FORM, _named(question))] if seen.may_answer else []),
        *([_word("Word it for the FAQ", question)] if seen.together else []),
        execute("All questions", QuestionVerb.WAITING, {}, submits_inputs=False),
    ]
    body = [
        status("Answered", f"on {moment_words(question.answered_at)}", "good")
        if question.answered_at
        else status("Waiting", f"asked on {moment_words(question.asked_at)}", "warning"),
        quote(capped(question.words, LONGEST), _UNNAMED),
        *([quote(capped(question.answer, LONGEST), "your answer")] if question.is_answered else []),
        *([text("The FAQ answers it too.", muted=True)] if question.faq_id else []),
        *([text(_often(seen.together))] if seen.together else []),
        *_alike(seen.alike),
        WHY_ANSWERS,
    ]
    again = refresh(QuestionVerb.SHOW, _named(question))
    return card("A question to the service", body, actions, "A question waits for you.", asks_again=again)


def answer_form_card(seen: QuestionSeen, start: str) -> Json:
    """To answer; `start` is what stands in the box already."""
    question = seen.question
    begins = [
        execute(
            f"Begin with answer {number}",
            QuestionVerb.ANSWER_FORM,
            {**_named(question), "like": one.id},
            submits_inputs=False,
        )
        for number, one in enumerate(seen.alike, 1)
    ]
    body = [
        quote(capped(question.words, LONGEST), _UNNAMED),
        *_alike(seen.alike),
        input_text("answer", "Your answer", "Please write the answer.", at_most=2 * LONGEST, value=start),
        WHY_ANSWERS,
    ]
    send = execute("Send the answer", QuestionVerb.ANSWER, question_data(question), style="positive")
    return card("Answer a question", body, [send, *begins], "A form to answer a question.")


def _named(question: Question) -> dict[str, str | int]:
    return {"question": question.id}


def _word(title: str, question: Question) -> Json:
    return open_dialog(title, QuestionVerb.FAQ_WORD, _named(question))


def _line(number: int, question: Question) -> Json:
    opens = open_dialog(f"Answer question {number}", QuestionVerb.ANSWER_FORM, _named(question))
    return container([text(f"{number}. {capped(question.words, 500, ' …')}"), buttons([opens])])


def _proposal(number: int, group: Sequence[Question]) -> Json:
    words = [text(f"“{capped(one.words, 200, ' …')}”") for one in group[:3]]
    return container([text(_often(group), bold=True), *words, buttons([_word(f"Word entry {number}", group[0])])])


def _often(group: Sequence[Question]) -> str:
    return f"{heads_of(group)} headteachers have asked this, in words that are alike."


def _alike(alike: Sequence[Question]) -> list[Json]:
    if not alike:
        return []
    return [
        heading("Answered before, in words that are alike"),
        *(
            container(
                [text(f"{number}. {capped(one.words, 200, ' …')}", bold=True), text(capped(one.answer, 500, " …"))]
            )
            for number, one in enumerate(alike, 1)
        ),
    ]
