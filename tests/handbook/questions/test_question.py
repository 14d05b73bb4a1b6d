"""Questions (F1): who asks, who answers, who reads, and what is proposed for the FAQ."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.questions import question as rules
from handbook.questions.question import AnswerQuestion, WriteQuestion, proposed
from tests.support.builders import MONDAY, a_person
from tests.support.covers import another
from tests.support.questions import ADVISOR, HEAD, OTHER_HEAD, PAID, SIP, TRAVEL, TRAVEL_TOO, a_question


@pytest.mark.parametrize("role", Role)
def test_everybody_but_the_trust_advisor_may_ask_and_they_alone_answer(role: Role) -> None:
    person = another(role)
    answers = role is Role.TRUST_ADVISOR
    assert rules.may_ask(person) is not answers
    assert rules.may_answer(person) is answers
    assert rules.may_read(a_question(), person) is answers
    assert rules.may_be_answered(a_question(), person) is answers
    if answers:
        with pytest.raises(Refused, match="You answer the questions"):
            rules.asked(TRAVEL, person, MONDAY, "q")
    else:
        assert rules.asked(f" {TRAVEL} ", person, MONDAY, "q").by_headteacher is (role is Role.HEADTEACHER)


def test_who_asked_reads_it_and_does_not_answer_it_in_another_office() -> None:
    own = a_question(asker_id=ADVISOR.id)
    assert rules.may_read(a_question(), HEAD)
    with pytest.raises(Refused, match="somebody else has to answer"):
        rules.check_may_answer(own, ADVISOR)


@pytest.mark.parametrize(
    ("words", "why"), [("  ", "Please write your question"), ("x" * 1501, "below 1,500 characters")]
)
def test_a_question_has_words_and_not_too_many(words: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        rules.written(WriteQuestion(words), HEAD)


def test_an_answer_is_given_once_for_each_state_of_the_question() -> None:
    given = rules.answered(a_question(), AnswerQuestion("q-1", 1, f"{PAID} "), ADVISOR, MONDAY)
    assert (given.answer, given.answered_by_id, given.is_answered) == (PAID, ADVISOR.id, True)
    for command, person, why in (
        (AnswerQuestion("q-1", 2, PAID), ADVISOR, "has changed since"),
        (AnswerQuestion("q-1", 1, ""), ADVISOR, "Please write the answer first"),
        (AnswerQuestion("q-1", 1, PAID), SIP, "I cannot find that question"),
    ):
        with pytest.raises(Refused, match=why):
            rules.answered(a_question(), command, person, MONDAY)


def test_what_two_headteachers_asked_is_proposed() -> None:
    first = a_question()
    again = a_question(id="q-2", words=TRAVEL_TOO, asked_at=MONDAY + timedelta(1))
    theirs = replace(again, id="q-3", asker_id=OTHER_HEAD.id)
    by_sip = replace(again, id="q-4", asker_id=SIP.id, by_headteacher=False)
    for questions in ([], [first], [first, again], [first, by_sip]):
        assert proposed(questions) == []
    assert proposed([first, theirs]) == [[theirs, first]]
    assert proposed([theirs, by_sip, first]) == [[theirs, by_sip, first]]
    assert proposed([replace(first, faq_id="f-1"), theirs]) == []


def test_what_most_asked_is_proposed_first() -> None:
    visits = [
        a_question(id=f"v-{number}", words="How many visits a year?", asker_id=f"head-{number}") for number in range(3)
    ]
    travel = [a_question(), a_question(id="q-2", asker_id=OTHER_HEAD.id)]
    assert [[one.id for one in group] for group in proposed([*travel, *visits])] == [
        ["v-0", "v-1", "v-2"],
        ["q-1", "q-2"],
    ]


def test_no_role_is_needed_to_have_asked() -> None:
    assert rules.is_own(a_question(), a_person(Role.HEADTEACHER))
