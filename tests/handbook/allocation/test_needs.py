"""A1: what a school wishes for and needs: asked, answered, noted, waited for."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from handbook.allocation.needs import (
    Answers,
    NoteTalk,
    SayNeeds,
    SchoolNeeds,
    Wish,
    asked,
    asked_anew,
    is_to_be_asked_anew,
    may_be_asked,
    may_say,
    said,
    talk_noted,
    year_asked_about,
)
from handbook.allocation.waiting import check_waits
from handbook.core.chasing import NOTHING, Passed, Patience, Waited, passed
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, SchoolCalendar, Session, Term
from tests.support.builders import MONDAY
from tests.support.sip_choices import ADVISOR, HEAD, OTHER_HEAD, SCHOOL, SIP, TODAY

YEAR = AcademicYear(2026)
NEEDS = SchoolNeeds(SCHOOL.urn, YEAR)
ANSWERS = Answers(focus=("Maths",), wishes=(Wish.APPRAISAL,), requests="Somebody who knows nurseries.")
TALK = NoteTalk(SCHOOL.urn, YEAR, TODAY, " Colm Gethin ", " They want to keep their SIP. ")


def say(**changes: object) -> SayNeeds:
    return replace(SayNeeds(SCHOOL.urn, YEAR, 0, ANSWERS), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "year"), [(date(2027, 4, 30), 2026), (date(2027, 5, 1), 2027), (date(2027, 8, 31), 2027), (TODAY, 2026)]
)
def test_from_may_on_schools_are_asked_about_the_coming_year(day: date, year: int) -> None:
    assert year_asked_about(day) == AcademicYear(year)


def test_a_school_is_asked_answers_and_may_answer_anew() -> None:
    was_asked = asked(NEEDS, SCHOOL, ADVISOR, MONDAY)
    assert (was_asked.is_waiting, was_asked.asked_of_id, was_asked.id) == (True, HEAD.id, "900001-2026")
    answered = said(was_asked, SCHOOL, say(), HEAD, MONDAY)
    assert (answered.is_waiting, answered.answers) == (False, ANSWERS)
    again = said(answered, SCHOOL, say(answers=replace(ANSWERS, requests="")), HEAD, MONDAY, "deputy")
    assert again.answered is not None
    assert again.answered.ids == (HEAD.id, "deputy")
    assert said(NEEDS, SCHOOL, say(), HEAD, MONDAY).answered is not None  # unasked
    anew = asked(answered, SCHOOL, ADVISOR, MONDAY)
    assert (anew.is_waiting, anew.answers) == (True, ANSWERS)
    assert (may_say(SCHOOL, HEAD), may_say(SCHOOL, SIP), may_say(replace(SCHOOL, headteacher_id=""), HEAD)) == (
        True,
        False,
        False,
    )


def test_who_cannot_ask_or_answer_and_what_is_no_answer() -> None:
    was_asked = asked(NEEDS, SCHOOL, ADVISOR, MONDAY)
    both = replace(ANSWERS, wishes=(Wish.KEEP_SIP, Wish.ANOTHER_SIP))
    for act, says in (
        (lambda: asked(NEEDS, SCHOOL, HEAD, MONDAY), "Only the Trust Advisor"),
        (lambda: asked(NEEDS, replace(SCHOOL, headteacher_id=""), ADVISOR, MONDAY), "has no headteacher"),
        (lambda: asked(was_asked, SCHOOL, ADVISOR, MONDAY), "asked already"),
        (lambda: said(NEEDS, SCHOOL, say(), SIP, MONDAY), "Only the school’s headteacher"),
        (lambda: said(NEEDS, SCHOOL, say(revision=3), HEAD, MONDAY), "changed this meanwhile"),
        (lambda: said(NEEDS, SCHOOL, say(answers=Answers()), HEAD, MONDAY), "tick or write something"),
        (lambda: said(NEEDS, SCHOOL, say(answers=both), HEAD, MONDAY), "either the SIP you have now"),
        (lambda: said(NEEDS, SCHOOL, say(answers=replace(ANSWERS, support="x" * 1001)), HEAD, MONDAY), "shorten"),
    ):
        with pytest.raises(Refused, match=says):
            act()


def test_all_are_asked_who_were_not_and_who_comes_is_asked_anew() -> None:
    was_asked = asked(NEEDS, SCHOOL, ADVISOR, MONDAY)
    other = replace(SCHOOL, headteacher_id=OTHER_HEAD.id)
    assert [may_be_asked(NEEDS, SCHOOL), may_be_asked(was_asked, SCHOOL), may_be_asked(was_asked, other)] == [
        True,
        False,
        True,
    ]
    assert not may_be_asked(said(NEEDS, SCHOOL, say(), HEAD, MONDAY), other)
    assert not may_be_asked(NEEDS, replace(SCHOOL, headteacher_id=""))
    assert is_to_be_asked_anew(was_asked, other)
    assert asked_anew(was_asked, other, MONDAY).asked_of_id == OTHER_HEAD.id
    with pytest.raises(Refused, match="The headteacher knows"):
        asked_anew(was_asked, SCHOOL, MONDAY)
    assert len({one.words for one in Wish}) == len(Wish)


def test_a_talk_is_noted_by_the_trust_advisor_only() -> None:
    noted = talk_noted(NEEDS, TALK, ADVISOR, TODAY, MONDAY)
    assert [(one.with_whom, one.words, one.on) for one in noted.notes] == [
        ("Colm Gethin", "They want to keep their SIP.", TODAY)
    ]
    for person, changes, says in (
        (HEAD, {}, "Only the Trust Advisor"),
        (ADVISOR, {"words": " "}, "who you spoke with"),
        (ADVISOR, {"with_whom": ""}, "who you spoke with"),
        (ADVISOR, {"words": "x" * 1001}, "shorten"),
        (ADVISOR, {"on": date(2026, 11, 24)}, "has not come yet"),
    ):
        with pytest.raises(Refused, match=says):
            talk_noted(NEEDS, replace(TALK, **changes), person, TODAY, MONDAY)


AUTUMN = SchoolCalendar((Session(date(2026, 11, 2), date(2026, 12, 18), Term.AUTUMN),), frozenset())
PATIENCE = Patience(reminders=(2, 4), trust_advisor=4)


@pytest.mark.parametrize(
    ("days", "hour", "reminders", "told", "due"),
    [
        (1, 10, 0, False, NOTHING),
        (2, 8, 0, False, NOTHING),
        (2, 10, 0, False, Passed(1, tells=False)),
        (2, 10, 1, False, NOTHING),
        (4, 10, 0, False, Passed(2, tells=True)),
        (4, 10, 2, True, NOTHING),
        (5, 10, 0, False, NOTHING),  # a Saturday
    ],
)
def test_reminders_come_in_school_days_and_then_the_trust_advisor_hears(
    days: int, hour: int, reminders: int, told: bool, due: Passed
) -> None:
    now: datetime = MONDAY.replace(hour=hour) + timedelta(days=days)
    found = passed(Waited(MONDAY, reminders, MONDAY if told else None), AUTUMN, PATIENCE, now)
    assert found == due
    assert bool(found) is (due != NOTHING)


def test_a_clock_that_comes_late_does_nothing() -> None:
    check_waits(is_waiting=True, is_new=True)
    for waits, new in ((False, True), (True, False)):
        with pytest.raises(Refused, match="no longer needed"):
            check_waits(is_waiting=waits, is_new=new)
