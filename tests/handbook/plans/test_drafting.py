"""What the Trust Advisor does with a plan before SIPs see it (V2)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from handbook.core.half_days import HalfDay
from handbook.core.places import Place, Travel
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.plans.acceptance import ProposedPlan, accepted, may_accept, to_accept
from handbook.plans.drafting import (
    Around,
    EditLine,
    LineEdit,
    NoteReplanned,
    PlanTerm,
    SendPlans,
    check_is_ahead,
    check_may_plan,
    check_may_send,
    edited,
    replanned,
    sent,
    state_of,
)
from tests.support import visits as v
from tests.support.builders import MONDAY
from tests.support.plans import ADVISOR, HEAD, SIP, a_draft, a_line, a_plan

POSSIBLE = (v.FIRST, v.SECOND, v.THIRD, v.FOURTH)
FAR = {"900001": Place(54.60, -3.10), "900002": Place(55.40, -3.10)}
AROUND = Around("St Hilda’s", v.CALENDAR, FAR, Travel())
DRAFT = a_draft(a_line(1, half_day=v.FIRST, possible=POSSIBLE), a_line(2, half_day=v.SECOND, possible=POSSIBLE))


def edit(plan: ProposedPlan, how: LineEdit, to: HalfDay | None = None, key: str = "900001") -> ProposedPlan:
    return edited(plan, EditLine(plan.id, key, how, plan.line(key).half_day, to), ADVISOR, AROUND)


def test_a_line_is_locked_and_nothing_else_is_worked_out_for_it() -> None:
    locked = edit(DRAFT, LineEdit.LOCK)
    assert (locked.line("900001").locked, locked.is_working) == (True, False)
    assert edit(replace(DRAFT, is_working=True), LineEdit.LOCK).is_working
    freed = edit(locked, LineEdit.UNLOCK)
    assert (freed.line("900001").locked, freed.is_working) == (False, True)


def test_a_line_that_is_left_out_is_sent_to_nobody_until_it_is_put_back() -> None:
    out = edit(DRAFT, LineEdit.LEAVE_OUT)
    line = out.line("900001")
    assert (line.left_out, line.half_day, out.is_working) == (True, None, True)
    back = edit(out, LineEdit.PUT_BACK)
    assert (back.line("900001").left_out, back.is_working) == (False, True)
    chosen = edit(out, LineEdit.CHOOSE, v.THIRD).line("900001")
    assert (chosen.left_out, chosen.locked, chosen.half_day) == (False, True, v.THIRD)
    assert [one.key for one in to_accept(sent(replace(DRAFT, lines=out.lines)), SIP, MONDAY)] == ["900002"]


def test_another_day_is_held_and_the_rest_is_worked_out_again() -> None:
    chosen = edit(DRAFT, LineEdit.CHOOSE, v.THIRD)
    assert (chosen.line("900001").half_day, chosen.line("900001").locked, chosen.is_working) == (v.THIRD, True, True)
    assert chosen.line("900002") == DRAFT.line("900002")


SATURDAY, HOLIDAY = v.morning(date(2026, 12, 5)), v.morning(date(2026, 12, 22))
NEAR_NOON = replace(v.SECOND, starts=v.morning(v.SECOND.on).starts, ends=v.morning(v.SECOND.on).ends)


def locked_other(plan: ProposedPlan = DRAFT) -> ProposedPlan:
    return edit(plan, LineEdit.LOCK, key="900002")


@pytest.mark.parametrize(
    ("attempt", "why"),
    [
        (lambda: edit(DRAFT, LineEdit.CHOOSE, HOLIDAY), "in the school holidays"),
        (lambda: edit(DRAFT, LineEdit.CHOOSE, SATURDAY), "at the weekend"),
        (lambda: edit(DRAFT, LineEdit.CHOOSE, v.morning(v.SECOND.on)), "somebody is busy"),
        (lambda: edit(DRAFT, LineEdit.CHOOSE), "Please choose a half-day"),
        (lambda: edit(locked_other(), LineEdit.CHOOSE, v.SECOND), "which is locked: Thursday 3 December"),
        (lambda: edit(edit(DRAFT, LineEdit.LEAVE_OUT), LineEdit.LOCK), "no half-day that could be locked"),
        (lambda: edit(DRAFT, LineEdit.LOCK, key="900009"), "no longer in this plan"),
        (lambda: edit(replace(DRAFT, draft=False), LineEdit.LOCK), "has been sent to SIPs"),
        (lambda: edited(DRAFT, EditLine("plan-1", "900001", LineEdit.LOCK, v.FIRST), SIP, AROUND), "Only the Trust"),
        (lambda: edited(DRAFT, EditLine("plan-1", "900001", LineEdit.LOCK, v.THIRD), ADVISOR, AROUND), "changed mean"),
        (lambda: check_may_plan(HEAD), "Only the Trust Advisor and SIPs"),
        (lambda: check_is_ahead((v.YEAR, Term.AUTUMN), [(v.YEAR, Term.SPRING)]), "Autumn 2026/27 cannot be planned"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(attempt: Callable[[], object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        attempt()


def test_two_locked_schools_on_a_day_leave_time_for_the_way() -> None:
    both = replace(DRAFT, lines=(*(replace(one, possible=(*POSSIBLE, NEAR_NOON)) for one in DRAFT.lines),))
    with pytest.raises(Refused, match="which is locked"):
        edit(locked_other(both), LineEdit.CHOOSE, NEAR_NOON)
    here = replace(AROUND, places=dict.fromkeys(FAR, FAR["900001"]))
    command = EditLine("plan-1", "900001", LineEdit.CHOOSE, v.FIRST, NEAR_NOON)
    assert edited(locked_other(both), command, ADVISOR, here).line("900001").half_day == NEAR_NOON
    check_is_ahead((v.YEAR, Term.SPRING), [(v.YEAR, Term.SPRING)])
    check_may_plan(SIP)
    assert PlanTerm(AcademicYear(2026), Term.SPRING).term is Term.SPRING


def test_what_was_worked_out_counts_only_for_the_draft_as_it_was() -> None:
    working = replace(DRAFT, is_working=True, revision=4)
    lines = (a_line(1, half_day=v.THIRD),)
    done = replanned(working, NoteReplanned("plan-1", 4, lines))
    assert done is not None
    assert (done.lines, done.is_working) == (lines, False)
    assert replanned(working, NoteReplanned("plan-1", 3, lines)) is None  # somebody has edited since
    assert replanned(replace(working, draft=False), NoteReplanned("plan-1", 4, lines)) is None


def test_it_is_sent_as_it_was_seen_and_sips_accept_only_then() -> None:
    line = DRAFT.lines[0]
    assert not may_accept(DRAFT, SIP, line, MONDAY)
    plans = (replace(DRAFT, revision=2), replace(DRAFT, id="plan-2", revision=3))
    check_may_send(plans, SendPlans("run-1", state_of(plans)), ADVISOR)
    after = sent(DRAFT)
    assert may_accept(after, SIP, after.lines[0], MONDAY)
    assert {one.possible for one in after.lines} == {()}
    for attempt, why in (
        ((plans, SendPlans("run-1", 4), ADVISOR), "has changed since this card was drawn"),
        (((), SendPlans("run-1", 0), ADVISOR), "cannot find that plan"),
        (((replace(DRAFT, is_working=True),), SendPlans("run-1", 0), ADVISOR), "worked out again"),
        (((after,), SendPlans("run-1", 0), ADVISOR), "has been sent to SIPs"),
        ((plans, SendPlans("run-1", 5), SIP), "Only the Trust Advisor"),
    ):
        with pytest.raises(Refused, match=why):
            check_may_send(*attempt)


def test_a_late_visit_has_a_line_of_its_own() -> None:
    plan = a_plan(a_line(1), a_line(1, late_of=Term.AUTUMN), term=Term.SPRING)
    own, late = plan.lines
    assert (own.key, late.key) == ("900001", "900001-Autumn")
    assert (plan.purpose(own).term, plan.purpose(late).term) == (Term.SPRING, Term.AUTUMN)
    after = accepted(plan, late.key, "visit-1")
    assert [one.visit_id for one in after.lines] == ["", "visit-1"]
