"""A proposal: what it adds up to, and what is proven of it."""

from dataclasses import replace

from handbook.allocation.problem import AllocationProblem, Lock
from handbook.allocation.proposal import Allocation, Load, Placement
from tests.support.allocation import a_need, an_offer

FOUND = Allocation((Placement("1", "a", 60), Placement("2", "b", 71)), worst=60, worst_bound=60, value=200, bound=200)


def test_a_proposal_is_the_best_where_neither_bound_is_higher() -> None:
    assert (FOUND.total, FOUND.is_best, FOUND.gap) == (131, True, 0.0)
    open_gap = replace(FOUND, bound=210)
    assert (open_gap.is_best, open_gap.gap) == (False, 0.05)
    assert not replace(FOUND, worst_bound=61).is_best
    assert Allocation(()).is_best


def test_a_sip_has_room_by_half_days_and_by_schools() -> None:
    load = Load("sip-A", 10, 30, ("1",))
    assert load.has_room(an_offer(), 20)
    assert not load.has_room(an_offer(), 21)
    assert not load.has_room(an_offer(schools_at_most=1), 1)


def test_a_school_is_locked_to_one_sip() -> None:
    problem = AllocationProblem((a_need(),), (an_offer(),), locks=(Lock("sip-A", a_need().urn),))
    assert problem.locked == {a_need().urn: "sip-A"}
