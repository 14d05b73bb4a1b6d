"""W1: a file whose head looks like a slip, until its SIP has said what it is."""

from dataclasses import replace

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.arriving.file_question import (
    AnswerFile,
    LetFileGo,
    answered,
    check_may_answer,
    correction,
    let_go,
)
from tests.support import builders as a
from tests.support.file_question_builders import a_file_asked, a_school_asked

SIP = a.a_person(Role.SIP)
OTHER = a.a_person(Role.HEADTEACHER)
EMPTY = a.a_contents(sections={})
ASKED = a_file_asked()


def test_the_school_that_is_chosen_stands_in_the_head() -> None:
    told = answered(a_school_asked(), AnswerFile("file-1", 1, 1), SIP)
    other = a_school_asked().question.choices[1].school
    assert other
    assert (told.contents.school_name, told.contents.town, told.contents.urn) == (other.name, other.town, other.urn)
    assert not told.term_is_said
    assert correction(told).startswith(f"Its SIP says that this report is about {other.full_name}.")


def test_the_term_that_is_chosen_stands_in_the_head_and_is_not_asked_again() -> None:
    told = answered(ASKED, AnswerFile("file-1", 1, 0), SIP)
    assert (told.contents.academic_year, told.contents.term) == (AcademicYear(2026), Term.AUTUMN)
    assert told.term_is_said
    assert correction(told) == (
        "Its SIP says that this report is of Autumn 2026/27. The top of the file does not say so."
    )


def test_what_stands_there_already_needs_no_correction() -> None:
    told = answered(ASKED, AnswerFile("file-1", 1, 1), SIP)
    assert told.contents == ASKED.contents
    assert told.term_is_said
    assert correction(told) == ""


def test_two_answers_are_both_told() -> None:
    first = answered(a_school_asked(), AnswerFile("file-1", 1, 0), SIP)
    second = answered(replace(first, question=ASKED.question, number=2), AnswerFile("file-1", 2, 1), SIP)
    assert "about St Hilda’s Catholic Primary School, Northbeck and of Autumn 2025/26." in correction(second)


@pytest.mark.parametrize(("number", "choice"), [(2, 0), (1, 2), (1, 99)])
def test_an_answer_to_another_question_is_stale(number: int, choice: int) -> None:
    with pytest.raises(Refused) as no:
        answered(ASKED, AnswerFile("file-1", number, choice), SIP)
    assert no.value.code == "stale"


def test_only_who_sent_it_answers_and_only_once() -> None:
    for no in (
        lambda: answered(ASKED, AnswerFile("file-1", 1, 0), OTHER),
        lambda: let_go(ASKED, LetFileGo("file-1", 1), OTHER, EMPTY),
    ):
        with pytest.raises(Refused, match="I cannot find that file"):
            no()
    for done in (replace(ASKED, let_go=True), replace(ASKED, report_id="r-1", version=1)):
        assert not done.is_open
        with pytest.raises(Refused, match="answered already"):
            check_may_answer(done, SIP, 1)


def test_of_a_file_that_is_let_go_nothing_is_kept() -> None:
    for person in (SIP, None):  # None is the clock
        gone = let_go(ASKED, LetFileGo("file-1", 1), person, EMPTY)
        assert gone.contents == EMPTY
        assert not gone.is_open
