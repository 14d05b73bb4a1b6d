"""A1: schools that need different numbers of half-days. What cannot be proven is told with its gap."""

from dataclasses import replace

import pytest

from handbook.allocation.problem import AllocationProblem
from handbook.allocation.ways_out import carried_out
from planning import by_packing
from planning.allocation import allocate
from tests.support.allocation import a_trust
from tests.support.every_allocation import is_allowed

SIZES = (6, 10, 14)


def scarce(problem: AllocationProblem, share: float) -> AllocationProblem:
    """SIPs give so much of what is needed."""
    needed = sum(one.half_days for one in problem.schools)
    given = sum(one.half_days for one in problem.sips)
    sips = tuple(replace(one, half_days=int(one.half_days * share * needed / given)) for one in problem.sips)
    return replace(problem, sips=sips)


@pytest.mark.parametrize("looked_at", [100, 6000])
@pytest.mark.parametrize("share", [1.1, 0.97])
def test_what_is_not_proven_is_told(monkeypatch: pytest.MonkeyPatch, looked_at: int, share: float) -> None:
    monkeypatch.setattr(by_packing, "_ALL", looked_at)
    problem = scarce(a_trust(40, 8, sizes=SIZES, open_work=False), share)
    found = allocate(problem, effort=0.1)
    assert is_allowed(problem, {one.urn: one.sip_id for one in found.placements})
    assert found.value <= found.bound
    assert found.worst is not None
    assert found.worst_bound is not None
    assert found.worst <= found.worst_bound
    if share > 1:
        assert allocate(problem, effort=0.1) == found
        assert not found.left_out
        assert found.gap < 0.02
        return
    assert found.shortage
    assert len(found.shortage.ways_out) == 3
    for way in found.shortage.ways_out:
        assert sum(one.half_days for one in carried_out(problem, way.steps).sips) >= sum(
            one.half_days for one in problem.schools
        )


def test_without_any_effort_what_was_begun_with_stands() -> None:
    problem = scarce(a_trust(40, 8, sizes=SIZES, open_work=False), 1.0)
    found = allocate(problem, effort=0.0)
    assert is_allowed(problem, {one.urn: one.sip_id for one in found.placements})
    assert found.value <= found.bound
