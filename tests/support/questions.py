"""Questions and the FAQ for tests."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from cards.questions.answering import QuestionSeen, answer_form_card, asked_card, waiting_card
from cards.questions.asking import my_questions_card, own_question_card, question_form_card, question_preview_card
from cards.questions.faq import Wording, faq_add_card, faq_card, faq_change_card, faq_saved_card
from handbook.core.people import Person, Role
from handbook.questions.faq import FaqEntry, Names
from handbook.questions.question import Question
from tests.support.builders import MONDAY, a_person
from tests.support.covers import another

HEAD, OTHER_HEAD, SIP = a_person(Role.HEADTEACHER), another(Role.HEADTEACHER), a_person(Role.SIP)
ADVISOR = a_person(Role.TRUST_ADVISOR)
TRAVEL = "Who pays for the travel of our SIP?"
TRAVEL_TOO = "Does the school have to pay travel costs for the SIP?"
PAID = "The fee covers it. Your school pays nothing more."
NAMES = Names((HEAD.name, SIP.name), ("St Hilda’s Primary School",), ("Wrenmouth",))


def a_question(**changes: Any) -> Question:
    made = Question("q-1", TRAVEL, HEAD.id, by_headteacher=True, asked_at=MONDAY, revision=1)
    return replace(made, **changes)


def answered(**changes: Any) -> Question:
    return a_question(**{"answer": PAID, "answered_by_id": ADVISOR.id, "answered_at": MONDAY, **changes})


def an_entry(**changes: Any) -> FaqEntry:
    made = FaqEntry("f-1", "Who pays for a SIP’s travel?", PAID, ("q-1", "q-2"), ADVISOR.id, MONDAY, revision=1)
    return replace(made, **changes)


def question_cards(words: str = "") -> Iterator[tuple[str, dict[str, Any], Person]]:
    """In every state, for who sees it; `words` is what people wrote."""
    for name, card in _asked(words):
        yield f"question · {name}", card, HEAD
    for name, card in _answered(words):
        yield f"question · {name}", card, ADVISOR
    many = [an_entry(id=f"f-{number}", question=f"{number} {words}"[:300] or TRAVEL) for number in range(9)]
    for viewer in (HEAD, ADVISOR):
        for name, found, find, page in (
            ("none", [], "", 0),
            ("none found", [], words[:200] or "travel", 0),
            ("first", many, "", 0),
            ("second", many, "travel", 1),
            ("past the last", many, "", 9),
        ):
            yield f"faq · {name} · {viewer.name}", faq_card(found, find, page, viewer), viewer


def _asked(words: str) -> Iterator[tuple[str, dict[str, Any]]]:
    said = (words or TRAVEL)[:1500]
    many = [
        (answered if number % 2 else a_question)(id=f"q-{number}", words=said, asked_at=MONDAY + timedelta(number))
        for number in range(6)
    ]
    for name, own, draft in (("none", [], ""), ("many", many, ""), ("draft", many[:1], said)):
        yield f"mine, {name}", my_questions_card(own, draft)
    yield "own, waiting", own_question_card(a_question(words=said))
    yield "own, answered", own_question_card(answered(words=said, answer=(words or PAID)[:3000]))
    yield "form", question_form_card(said)
    yield "form, empty", question_form_card("")
    yield "preview", question_preview_card(said, (), (), ())
    named = ("Sam Rowe", "Ann Lee", "Bo Mills", "Di Cole")
    yield "preview, named, found", question_preview_card(said, named, [an_entry()] * 2, [answered(words=said)])


def _answered(words: str) -> Iterator[tuple[str, dict[str, Any]]]:
    said = (words or TRAVEL)[:1500]
    group = [a_question(words=said), a_question(id="q-2", asker_id=OTHER_HEAD.id, words=said)]
    alike = [answered(id=f"q-{number}", words=said, answer=(words or PAID)[:3000]) for number in range(3, 6)]
    yield "waiting, none", waiting_card([], [])
    yield "waiting, many", waiting_card([a_question(id=f"q-{one}", words=said) for one in range(6)], [group] * 4)
    yield "asked", asked_card(QuestionSeen(group[0]))
    yield "asked, alike", asked_card(QuestionSeen(group[0], alike, group))
    yield "asked, own", asked_card(QuestionSeen(group[0], may_answer=False))
    yield "asked, answered", asked_card(QuestionSeen(answered(words=said, faq_id="f-1")))
    yield "answer form", answer_form_card(QuestionSeen(group[0], alike, group), "")
    yield "answer form, begun", answer_form_card(QuestionSeen(answered(words=said)), (words or PAID)[:3000])
    wording = Wording(said[:300], (words or PAID)[:3000], "Please take out “Ann Lee”.", unsure=True)
    yield "faq form", faq_add_card(group, ["q-1"], Wording())
    yield "faq form, again", faq_add_card(group, ["q-1", "q-2"], wording)
    yield "faq change", faq_change_card(an_entry(), wording)
    yield "faq saved", faq_saved_card("That is in the FAQ now.")
