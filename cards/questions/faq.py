"""The FAQ (F1): as everybody reads it, and the form in which the Trust Advisor words it."""

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
    input_choice,
    input_text,
    open_dialog,
    refresh,
    text,
)
from cards.kit.lines import why
from cards.kit.safe_text import capped
from cards.questions.actions import entry_data
from cards.questions.answering import WHY_ANSWERS
from cards.questions.asking import ask_button
from cards.questions.verbs import QuestionVerb
from handbook.core.people import Person
from handbook.questions.faq import ANSWER_LONGEST, QUESTION_LONGEST, FaqEntry, mark
from handbook.questions.question import Question, may_answer, may_ask

PAGE: Final = 4
TITLE: Final = "Questions and answers"
_WHY: Final = why("the FAQ is open to everybody on the service’s list")
_ANSWER_AT_MOST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands in the form: the words, and why they were not taken, if so. `unsure`: they may hold a name."""

    question: str = ""
    answer: str = ""
    no: str = ""
    unsure: bool = False


def faq_card(found: Sequence[FaqEntry], find: str, page: int, viewer: Person) -> Json:
    """A page of what was found, all of the FAQ where nothing is sought."""
    shown = found[page * PAGE : (page + 1) * PAGE]
    data: dict[str, str | int] = {"find": find, "page": page}
    turns = [
        *([_turn("Back", find, page - 1)] if page else []),
        *([_turn("More", find, page + 1)] if len(found) > (page + 1) * PAGE else []),
    ]
    none = f"Nothing in the FAQ has words of “{capped(find, 100, ' …')}”." if find else "The FAQ is empty so far."
    body = [
        input_text("find", "Look for words", "Please shorten it.", at_most=200, multiline=False, value=find),
        buttons([execute("Look", QuestionVerb.FAQ, {})]),
        *(_entry(number, one, viewer) for number, one in enumerate(shown, 1)),
        *([] if shown else [text(none)]),
        _WHY,
    ]
    actions = [*turns, *([ask_button()] if may_ask(viewer) else [])]
    return card(TITLE, body, actions, "Questions that schools have asked, and their answers.", asks_again=_again(data))


def faq_add_card(group: Sequence[Question], chosen: Sequence[str], wording: Wording) -> Json:
    """A new entry, for `group`: questions that are alike, of which the `chosen` are answered by it."""
    data: dict[str, str | int] = {}
    choices = [(capped(one.words, 110, " …"), one.id) for one in group]
    which = input_choice(
        "questions", "Which of these does it answer?", "Please choose.", choices, value=",".join(chosen), several=True
    )
    told = text("Anyone who asked one of them and has no answer yet gets this one.", muted=True)
    return _form("A new entry for the FAQ", [which, told], wording, QuestionVerb.FAQ_ADD, data, [])


def faq_change_card(entry: FaqEntry, wording: Wording) -> Json:
    data = entry_data(entry)
    off = execute("Take it off", QuestionVerb.FAQ_TAKE_OFF, data, style="destructive", submits_inputs=False)
    return _form("Change the FAQ", [], wording, QuestionVerb.FAQ_CHANGE, data, [off])


def faq_saved_card(words: str) -> Json:
    see = execute("See the FAQ", QuestionVerb.FAQ, {}, submits_inputs=False)
    return card("The FAQ", [text(words), WHY_ANSWERS], [see], words)


def _form(
    title: str,
    first: Sequence[Json],
    wording: Wording,
    verb: QuestionVerb,
    data: dict[str, str | int],
    more: list[Json],
) -> Json:
    sure = {**data, "sure": mark(" ".join(wording.question.split()), wording.answer.strip())}
    body = [
        *([text(wording.no, bold=True)] if wording.no else []),
        text("In your own words, without the name of anybody or of any school. It is meant for the website too."),
        *first,
        input_text(
            "faq_question", "The question", "Please write it.", at_most=QUESTION_LONGEST, value=wording.question
        ),
        input_text("faq_answer", "The answer", "Please write it.", at_most=ANSWER_LONGEST, value=wording.answer),
        WHY_ANSWERS,
    ]
    save = execute("Save", verb, data, style="positive")
    anyway = [execute("It names nobody: save", verb, sure)] if wording.unsure else []
    return card(title, body, [save, *anyway, *more], "A form for the FAQ.")


def _entry(number: int, entry: FaqEntry, viewer: Person) -> Json:
    change = open_dialog(f"Change entry {number}", QuestionVerb.FAQ_EDIT, {"faq": entry.id})
    return container(
        [
            heading(entry.question),
            text(capped(entry.answer, _ANSWER_AT_MOST)),
            *([buttons([change])] if may_answer(viewer) else []),
        ]
    )


def _turn(title: str, find: str, page: int) -> Json:
    return execute(title, QuestionVerb.FAQ, {"find": find, "page": page}, submits_inputs=False)


def _again(data: dict[str, str | int]) -> Json:
    return refresh(QuestionVerb.FAQ, data)
