"""A1, A2: the whole trust at once. Small problems are compared with every allocation that there is."""

from hypothesis import given

from handbook.allocation.problem import AllocationProblem
from planning.allocation import allocate
from tests.support.allocation import a_need, an_offer
from tests.support.allocation_problems import problems, tight_problems
from tests.support.every_allocation import best_merit, is_allowed, merit
from tests.support.examples import examples


def check(problem: AllocationProblem) -> None:
    found = allocate(problem)
    assigned = {one.urn: one.sip_id for one in found.placements}
    assert is_allowed(problem, assigned)
    assert merit(problem, assigned) == best_merit(problem)
    assert found.is_best
    assert found.worst in (None, merit(problem, assigned)[3])
    assert found.value == merit(problem, assigned)[4]
    assert {*assigned, *(one.urn for one in found.left_out)} == {one.urn for one in problem.schools}
    assert (found.shortage is None) == (not found.left_out)


@examples(40)
@given(problems((10,)))
def test_no_allocation_is_better_where_schools_need_the_same(problem: AllocationProblem) -> None:
    check(problem)


@examples(20)
@given(problems((0, 4, 6, 10)))
def test_no_allocation_is_better_where_they_need_different_things(problem: AllocationProblem) -> None:
    check(problem)


@examples(20)
@given(tight_problems())
def test_the_worst_match_comes_before_the_sum(problem: AllocationProblem) -> None:
    check(problem)


def test_no_school_has_a_bad_match_to_please_the_others() -> None:
    """The greatest sum is A for School 1 and B for School 2, whose match would be bad."""
    schools = (
        a_need(1, weight=3, focus_areas=("phonics", "SEND")),
        a_need(2, focus_areas=("phonics",)),
    )
    sips = (an_offer("A", 1, expertise=("phonics", "SEND")), an_offer("B", 1, expertise=("SEND",)))
    found = allocate(AllocationProblem(schools, sips))
    assert {one.urn: one.sip_id for one in found.placements} == {"900001": "sip-B", "900002": "sip-A"}
    assert (found.worst, found.worst_bound, found.is_best) == (58, 58, True)
