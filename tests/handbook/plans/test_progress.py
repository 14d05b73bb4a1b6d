"""Where each line of a plan stands, whatever has become of it (V2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handbook.core.school_years import Term
from handbook.plans.acceptance import turned_down
from handbook.plans.progress import LineFacts, LineStatus, line_stands
from handbook.visits.visit import Visit
from handbook.visits.visit import VisitStatus as S
from tests.support import visits as v
from tests.support.builders import MONDAY, a_school
from tests.support.plans import NONE, SIP, a_draft, a_line, a_plan

SCHOOL = a_school(sip_id=SIP.id)
HERE = LineFacts(SCHOOL)
PLAN = a_plan()


def stands(visit: Visit, ends_on: date | None = None) -> tuple[LineStatus, str]:
    found = line_stands(PLAN, a_line(visit_id=visit.id), LineFacts(SCHOOL, visit=visit, term_ends_on=ends_on), MONDAY)
    return found.status, found.more


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (S.SOUGHT, LineStatus.ACCEPTED),
        (S.FOUND, LineStatus.ACCEPTED),
        (S.PROPOSED, LineStatus.OFFERED),
        (S.NONE_SUITED, LineStatus.DIFFICULTY),
        (S.PICKED, LineStatus.BOOKED),
        (S.BOOKED, LineStatus.BOOKED),
        (S.MOVED, LineStatus.BOOKED),
        (S.MOVE_ASKED, LineStatus.BOOKED),
        (S.CANCEL_ASKED, LineStatus.BOOKED),
        (S.HELD, LineStatus.BOOKED),
        (S.NOT_HELD, LineStatus.DIFFICULTY),
        (S.CANCELLED, LineStatus.DIFFICULTY),
    ],
)
def test_a_visit_says_how_far_its_line_has_come(status: S, expected: LineStatus) -> None:
    assert stands(v.a_visit(status))[0] is expected


def test_what_does_not_work_about_a_visit_is_a_difficulty_until_it_is_over() -> None:
    troubled = replace(v.a_visit(S.BOOKED), trouble="The calendar could not be written.")
    assert stands(troubled) == (LineStatus.DIFFICULTY, "The calendar could not be written.")
    assert stands(replace(v.a_visit(S.HELD), trouble="Old."))[0] is LineStatus.BOOKED


def test_a_visit_outside_its_term_says_that_it_is_late() -> None:
    booked = v.a_visit(S.BOOKED)
    assert stands(booked, v.FIRST.on) == (LineStatus.BOOKED, "")
    assert stands(booked, v.FIRST.on - timedelta(days=1)) == (LineStatus.BOOKED, "late: after the end of its term")
    assert stands(v.a_visit(S.HELD), v.FIRST.on - timedelta(days=1))[1] == "held"
    late = a_line(late_of=Term.AUTUMN)
    assert line_stands(PLAN, late, HERE, MONDAY).more == "late: the autumn visit"


def test_a_line_without_a_visit_is_proposed_then_sent_or_in_difficulty() -> None:
    line = a_line()
    assert line_stands(a_draft(line), line, HERE, MONDAY).status is LineStatus.PROPOSED
    assert line_stands(PLAN, line, HERE, MONDAY).status is LineStatus.SENT
    assert line_stands(PLAN, replace(line, left_out=True), HERE, MONDAY).status is LineStatus.LEFT_OUT
    none = line_stands(PLAN, replace(line, half_day=None, why=NONE), HERE, MONDAY)
    assert (none.status, none.more) == (LineStatus.DIFFICULTY, NONE)
    refused = turned_down(PLAN, "900001", "It has since been taken.").line("900001")
    assert line_stands(PLAN, refused, HERE, MONDAY).more == "It has since been taken."
    assert "passed before" in line_stands(PLAN, line, HERE, MONDAY + timedelta(days=30)).more


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (LineFacts(None), "the school has left"),
        (LineFacts(SCHOOL, has_sip=False), "the SIP has left"),
        (LineFacts(replace(SCHOOL, sip_id="another")), "has another SIP now"),
    ],
)
def test_who_has_left_meanwhile_is_a_difficulty(facts: LineFacts, why: str) -> None:
    found = line_stands(PLAN, a_line(), facts, MONDAY)
    assert found.status is LineStatus.DIFFICULTY
    assert why in found.more
