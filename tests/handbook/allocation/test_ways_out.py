"""A1: what the Trust Advisor can do about a shortage, in words."""

from handbook.allocation.problem import AllocationProblem
from handbook.allocation.proposal import Step, StepKind
from handbook.allocation.ways_out import carried_out, way_out
from tests.support.allocation import an_offer

PROBLEM = AllocationProblem((), tuple(an_offer(letter, 1, schools_at_most=1) for letter in "ABCDEFGH"))
STEPS = tuple(Step(StepKind.RAISE_CAPACITY, one.sip_id, half_days=10, schools=1) for one in PROBLEM.sips)


def test_of_many_steps_the_first_are_said() -> None:
    assert way_out(PROBLEM, STEPS[:2]).words == (
        "Let A give 10 half-days and 1 school more; let B give 10 half-days and 1 school more."
    )
    many = way_out(PROBLEM, STEPS)
    assert many.steps == STEPS
    assert many.words.count("; let ") == 5
    assert many.words.endswith("let F give 10 half-days and 1 school more; and 2 other steps.")


def test_a_step_that_is_carried_out_changes_one_sip() -> None:
    after = carried_out(PROBLEM, STEPS[:1])
    assert [(one.half_days, one.schools_at_most) for one in after.sips[:2]] == [(20, 2), (10, 1)]
