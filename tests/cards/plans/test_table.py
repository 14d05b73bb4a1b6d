"""The plan of a term as the Trust Advisor works with it: the choice of a term, every line, and one line."""

from dataclasses import replace

import pytest

from cards.actions import read
from cards.plans.actions import ShowLine, ShowPlans
from cards.plans.line import line_card
from cards.plans.table import ROWS_AT_MOST, table_card
from cards.plans.terms import terms_card
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.plans.acceptance import PlannedVisit
from handbook.plans.drafting import EditLine, LineEdit, PlanTerm, SendPlans
from tests.support import visits as v
from tests.support.card_reading import buttons, inputs, parts, verbs, words
from tests.support.plans import ADVISOR, HEAD, SIP, a_draft, a_line, a_plan, rows_of, stands_of

POSSIBLE = (v.FIRST, v.SECOND, v.THIRD)


def test_a_term_is_chosen_of_those_that_are_ahead() -> None:
    card = terms_card([(AcademicYear(2026), Term.AUTUMN), (AcademicYear(2026), Term.SPRING)], ADVISOR)
    own = {title: read(one["verb"], one["data"]) for title, one in buttons(card).items()}
    assert own == {
        "Autumn 2026/27": PlanTerm(AcademicYear(2026), Term.AUTUMN),
        "Spring 2026/27": PlanTerm(AcademicYear(2026), Term.SPRING),
    }
    assert "SIPs see it once you send it to them" in words(card)
    assert "No term is ahead" in words(terms_card([], SIP))
    with pytest.raises(Refused):
        read("plan.term", {"year": 2026, "term": "Winter"})


def test_every_line_has_its_row_and_pages_are_turned() -> None:
    plan = a_plan(*(a_line(number, f"School {number}.") for number in range(1, ROWS_AT_MOST * 2)))
    first, second = (table_card([plan], rows_of(plan), ADVISOR, page) for page in (1, 2))
    assert all(line.school_name in words(first) + words(second) for line in plan.lines)
    turn = buttons(first)["Next"]
    assert read(turn["verb"], turn["data"]) == ShowPlans("run-1", 2)
    assert set(buttons(second)) == {"Previous"}
    assert f"Lines {ROWS_AT_MOST + 1} to {2 * ROWS_AT_MOST - 1} of {2 * ROWS_AT_MOST - 1}" in words(second)
    assert words(table_card([plan], rows_of(plan), ADVISOR, 99)) == words(second)


def test_the_draft_is_sent_as_it_was_seen_and_a_difficulty_comes_first() -> None:
    draft = replace(a_draft(), revision=3)
    card = table_card([draft], rows_of(draft), ADVISOR, 1)
    send = buttons(card)["Send to SIPs"]
    change = next(one for one in parts(card) if one.get("title") == "Change 1…")
    assert read(send["verb"], send["data"]) == SendPlans("run-1", 3)
    assert read("plan.line", change["data"]) == ShowLine("plan-1", "900003")
    assert "1. Difficulty: St Hilda’s, Northbeck" in words(card)
    assert "3 visits: 2 proposed and 1 in difficulty." in words(card)
    working = replace(draft, is_working=True)
    assert "plan.send" not in verbs(table_card([working], rows_of(working), ADVISOR, 1))
    sent = a_plan(a_line(visit_id="visit-1"))
    assert verbs(table_card([sent], rows_of(sent), ADVISOR, 1)) == set()


def test_the_card_is_short_however_many_lines_there_are() -> None:
    """120 words at most, and one line for each row."""
    draft = a_draft(*(a_line(number, "Xx") for number in range(1, 186)))
    card = table_card([draft], rows_of(draft), ADVISOR, 2)
    rows = [one for one in words(card).splitlines() if " Xx" in one or one.startswith("Change ")]
    assert len(words(card).split()) - sum(len(one.split()) for one in rows) <= 120


def test_nobody_else_reads_it() -> None:
    for viewer in (SIP, HEAD):
        assert "St Hilda’s" not in words(table_card([a_plan()], rows_of(a_plan()), viewer, 1))
        line = a_line(possible=POSSIBLE)
        [stands] = stands_of(a_draft(line)).values()
        assert "St Hilda’s" not in words(line_card(a_draft(line), line, SIP.name, stands, viewer))


def edits(line: PlannedVisit) -> dict[str, object]:
    plan = a_draft(line)
    [stands] = stands_of(plan).values()
    card = line_card(plan, line, SIP.name, stands, ADVISOR)
    chosen = {"to": "2026-12-08 09:00-12:00"} if "to" in inputs(card) else {}
    return {title: read(one["verb"], {**one["data"], **chosen}) for title, one in buttons(card).items()}


def test_a_line_is_locked_left_out_put_back_or_put_on_another_day() -> None:
    line = a_line(possible=POSSIBLE)
    at, third = line.half_day, v.THIRD
    own = edits(line)
    assert own["Lock this half-day"] == EditLine("plan-1", "900001", LineEdit.LOCK, at, third)
    assert own["Leave it out"] == EditLine("plan-1", "900001", LineEdit.LEAVE_OUT, at, third)
    assert own["Use this half-day"] == EditLine("plan-1", "900001", LineEdit.CHOOSE, at, third)
    assert set(edits(replace(line, locked=True))) == {"Unlock it", "Leave it out", "Use this half-day"}
    assert set(edits(replace(line, left_out=True, half_day=None))) == {"Put it back", "Use this half-day"}
    assert set(edits(replace(line, half_day=None, possible=()))) == {"Leave it out"}
    assert read("plan.lock", {"plan": "plan-1", "line": "900001"}) == EditLine("plan-1", "900001", LineEdit.LOCK, None)
