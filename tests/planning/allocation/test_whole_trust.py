"""A1: a trust of some size. What is proposed is the best by another solver's word, the same in whatever order things
come, and nearly the same after a small change."""

import subprocess
import sys
from dataclasses import replace
from random import Random

import pytest

from handbook.allocation.problem import AllocationProblem
from handbook.allocation.proposal import Allocation, Why
from planning.allocation import allocate
from tests.support.allocation import a_trust
from tests.support.allocation_baselines import by_cp_sat, greedy, scores_of, weighed
from tests.support.every_allocation import is_allowed


def with_spare_places(problem: AllocationProblem, spare: int) -> AllocationProblem:
    """Room for exactly so many schools more than there are."""
    random, offers = Random(1), list(problem.sips)
    while missing := spare + len(problem.schools) - sum(one.half_days // 10 for one in offers):
        number = random.randrange(len(offers))
        offers[number] = replace(offers[number], half_days=offers[number].half_days + (10 if missing > 0 else -10))
    return replace(problem, sips=tuple(offers))


def assigned(found: Allocation) -> dict[str, str]:
    return {one.urn: one.sip_id for one in found.placements}


@pytest.mark.parametrize(("sizes", "effort"), [((10,), 1.0), ((6, 10, 14), 1.0)])
def test_another_solver_finds_nothing_better(sizes: tuple[int, ...], effort: float) -> None:
    problem = a_trust(40, 8, seed=3, sizes=sizes, open_work=False)
    scores = scores_of(problem)
    pairs, worst, is_proven = by_cp_sat(problem, scores, effort)
    found = allocate(problem)
    assert is_proven
    assert found.is_best
    assert found.worst == worst
    assert found.value == weighed(problem, scores, pairs)


def test_a_big_trust_is_better_served_than_by_hand() -> None:
    problem = a_trust()
    found = allocate(problem)
    by_hand = greedy(problem, scores := scores_of(problem))
    assert found.is_best
    assert is_allowed(problem, assigned(found))
    assert len(found.placements) == 185
    assert found.worst
    assert found.worst > min(scores[urn][sip_id] for urn, sip_id in by_hand.items())
    assert found.total > sum(scores[urn][sip_id] for urn, sip_id in by_hand.items())
    for one in found.placements:
        best = sorted((score for sip_id, score in scores[one.urn].items() if sip_id != one.sip_id), reverse=True)
        assert [other.score for other in one.alternates] == best[:3]
        assert all(
            found.load[other.sip_id].has_room(problem.offer[other.sip_id], 10)
            for other in one.alternates
            if other.has_room
        )
    held = [one for one in problem.schools if one.open_work and one.sip_id]
    assert {one.urn: Why.OPEN_WORK for one in held} == {one.urn: found.of[one.urn].why for one in held}
    assert set(found.moved) == {one.urn for one in problem.schools if one.sip_id not in ("", found.of[one.urn].sip_id)}


def test_the_order_in_which_things_come_does_not_matter() -> None:
    problem = a_trust(60, 9, seed=5)
    found = allocate(problem)
    for seed in range(3):
        random = Random(seed)
        mixed = replace(
            problem,
            schools=tuple(random.sample(problem.schools, len(problem.schools))),
            sips=tuple(random.sample(problem.sips, len(problem.sips))),
            bars=tuple(random.sample(problem.bars, len(problem.bars))),
        )
        again = allocate(mixed)
        assert assigned(again) == assigned(found)
        assert [one.urn for one in again.placements] == [one.urn for one in mixed.schools]


@pytest.mark.parametrize("seed", range(1, 4))
@pytest.mark.parametrize("spare", [0, 20])
def test_a_small_change_moves_few_schools(seed: int, spare: int) -> None:
    problem = with_spare_places(a_trust(seed=seed), spare)
    before = allocate(problem)
    problem = replace(problem, proposed=assigned(before))
    random = Random(seed)
    assert not allocate(problem).changed
    for number in random.sample(range(len(problem.sips)), 2):
        offer = problem.sips[number]
        half_days = max(0, offer.half_days + random.choice((-10, 10)))
        sips = (*problem.sips[:number], replace(offer, half_days=half_days), *problem.sips[number + 1 :])
        after = allocate(replace(problem, sips=sips))
        assert len(after.changed) + len(after.left_out) - len(before.left_out) <= 0.05 * len(problem.schools)


_SOLVERS = ("ortools.graph.python.min_cost_flow", "ortools.sat", "numpy")


def test_the_solvers_are_not_loaded_before_they_are_needed() -> None:
    flow_only = "from tests.support.allocation import a_trust; allocate(a_trust(9, 3)); "
    for code, there in (("", ()), (flow_only, ("ortools.graph.python.min_cost_flow",))):
        script = f"import sys; from planning.allocation import allocate; {code}"
        script += f"print([one for one in {_SOLVERS} if one in sys.modules])"
        done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
        assert done.stdout.strip() == str(list(there))
