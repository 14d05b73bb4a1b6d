"""A1: where schools are left without a SIP, what is short is named, and what would help was tried."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given

from handbook.allocation.problem import AllocationProblem, Bar, BarReason, Lock
from handbook.allocation.proposal import Step, StepKind, WayOut
from handbook.allocation.ways_out import carried_out, cost
from planning.allocation import allocate
from tests.support.allocation import a_need, a_trust, an_offer
from tests.support.allocation_problems import problems
from tests.support.every_allocation import every_allocation
from tests.support.examples import examples

FOUR = tuple(a_need(number) for number in range(1, 5))
A, B, C = an_offer("A", 2), an_offer("B", 1), an_offer("C", 3)
OF_FOUR = "School 1, School 2, School 3 and School 4 need 40 half-days of"
THREE_SHORT = "3 schools have no SIP for want of room: 30 half-days too many."
ONE_SHORT = "1 school has no SIP for want of room: 10 half-days too many."


def a_bar(letter: str, number: int, reason: BarReason = BarReason.AFFILIATION, detail: str = "") -> Bar:
    return Bar(f"sip-{letter}", FOUR[number - 1].urn, reason, detail)


def a_lock(letter: str, number: int) -> Lock:
    return Lock(f"sip-{letter}", FOUR[number - 1].urn)


REPORT = replace(FOUR[0], sip_id="sip-B", open_work="the spring report is open")
OWN = BarReason.OWN_SCHOOL


@pytest.mark.parametrize(
    ("problem", "lacks", "ways"),
    [
        (
            AllocationProblem(FOUR, (A, B)),
            (ONE_SHORT, f"{OF_FOUR} A and B, and there is room for 30."),
            ("Let A give 10 half-days more.", "Let B give 10 half-days more."),
        ),
        (
            AllocationProblem(FOUR, (replace(A, half_days=25), replace(B, half_days=19))),
            (ONE_SHORT, f"{OF_FOUR} A and B, and there is room for 30."),
            ("Let B give 1 half-day more.", "Let A give 5 half-days more."),
        ),
        (
            AllocationProblem(FOUR, (replace(A, half_days=90, schools_at_most=2), replace(B, schools_at_most=1))),
            (ONE_SHORT, f"{OF_FOUR} A and B, and there is room for 30."),
            ("Let A give 1 school more.", "Let B give 10 half-days and 1 school more."),
        ),
        (
            AllocationProblem(FOUR, (B,)),
            (
                "3 schools have no SIP for want of room: 30 half-days too many.",
                f"{OF_FOUR} B, and there is room for 10.",
            ),
            ("Let B give 30 half-days more.",),
        ),
        (
            AllocationProblem(FOUR, (A, B, C), (a_bar("A", 1, OWN), a_bar("B", 1), a_bar("C", 1, OWN))),
            (
                "No SIP may serve School 1: A works at the school, B has a prior affiliation on record and C works at "
                "the school.",
            ),
            ("Lift the bar between School 1 and B, who has a prior affiliation on record.",),
        ),
        (
            AllocationProblem(FOUR, (A, B, C), locks=(a_lock("B", 1), a_lock("B", 2))),
            (ONE_SHORT, "School 1 and School 2 need 20 half-days of B, and there is room for 10."),
            (
                "Let School 1 have another SIP than the one you settled.",
                "Let School 2 have another SIP than the one you settled.",
                "Let B give 10 half-days more.",
            ),
        ),
        (
            AllocationProblem(FOUR, (A, B, C), locks=(a_lock("X", 1),)),
            ("You have settled a SIP for School 1 who is not among those to be allocated.",),
            ("Let School 1 have another SIP than the one you settled.",),
        ),
        (
            AllocationProblem(FOUR, (A, B, C), (a_bar("B", 1, OWN),), (a_lock("B", 1),)),
            ("You have settled B for School 1, but B works at the school.",),
            ("Let School 1 have another SIP than the one you settled.",),
        ),
        (
            AllocationProblem((REPORT, *FOUR[1:]), (A, B, C), (a_bar("B", 1),)),
            (
                "School 1 cannot change its SIP now (the spring report is open), and B has a prior affiliation on "
                "record.",
            ),
            ("Lift the bar between School 1 and B, who has a prior affiliation on record.",),
        ),
        (
            AllocationProblem(FOUR[:1], (replace(A, barred=BarReason.NO_CHECKS),)),
            ("No SIP may serve School 1: A has no current checks on record.",),
            (),
        ),
        (AllocationProblem(FOUR[:1], ()), ("There is no SIP to serve School 1.",), ()),
        (
            AllocationProblem(
                (replace(FOUR[0], half_days=14), *FOUR[1:]), (replace(A, half_days=23), replace(B, half_days=20))
            ),
            (
                "1 school has no SIP for want of room: 14 half-days too many.",
                "School 1, School 2, School 3 and School 4 need 44 half-days of A and B, and there is room for 30.",
            ),
            ("Let A give 1 half-day more.", "Let B give 4 half-days more."),
        ),
    ],
)
def test_what_is_short_and_what_would_help(
    problem: AllocationProblem, lacks: tuple[str, ...], ways: tuple[str]
) -> None:
    shortage = allocate(problem).shortage
    assert shortage
    assert shortage.lacks == lacks
    assert sorted(one.words for one in shortage.ways_out) == sorted(ways)


def test_a_school_that_is_left_out_says_why() -> None:
    found = allocate(AllocationProblem(FOUR, (A, B, C), locks=(a_lock("B", 1), a_lock("B", 2))))
    (left_out,) = found.left_out
    assert left_out.reason.startswith("You have settled B for School ")
    assert left_out.reason.endswith(", who has no room for it.")
    (left_out,) = allocate(AllocationProblem((replace(FOUR[0], weight=2), FOUR[1]), (B,))).left_out
    assert left_out.reason == "Nobody who may serve School 2 has room for it."


def test_a_school_that_is_being_asked_is_let_go_by_no_way_out() -> None:
    locks = (a_lock("B", 1), a_lock("B", 2))
    asked = frozenset(one.urn for one in locks)
    settled = AllocationProblem(FOUR, (A, B, C), locks=locks)
    kinds = {step.kind for way in _ways(settled) for step in way.steps}
    assert StepKind.UNLOCK in kinds
    found = allocate(replace(settled, asked=asked))
    (left_out,) = found.left_out
    assert left_out.reason.endswith(" is being asked about B, who has no room for it.")
    assert [one.words for one in _ways(replace(settled, asked=asked))] == ["Let B give 10 half-days more."]


def _ways(problem: AllocationProblem) -> tuple[WayOut, ...]:
    shortage = allocate(problem).shortage
    assert shortage
    return shortage.ways_out


def test_much_is_not_asked_of_one_sip() -> None:
    problem = a_trust(seed=4)
    problem = replace(problem, sips=tuple(replace(one, half_days=one.half_days - 20) for one in problem.sips))
    shortage = allocate(problem).shortage
    assert shortage
    assert shortage.lacks[0] == "19 schools have no SIP for want of room: 190 half-days too many."
    assert "and 172 others need" in shortage.lacks[1]
    assert len(shortage.ways_out) == 3
    for way in shortage.ways_out:
        assert sum(one.half_days for one in way.steps) == 190
        assert all(one.half_days <= problem.offer[one.sip_id].half_days / 2 for one in way.steps)


def steps_of(problem: AllocationProblem) -> Iterator[tuple[Step, ...]]:
    """Every set of steps in small amounts."""
    raised = [
        [(), *((Step(StepKind.RAISE_CAPACITY, one.sip_id, half_days=5 * n),) for n in range(1, 5))]
        for one in problem.sips
        if not one.barred
    ]
    lifted = [[(), (Step(StepKind.LIFT_BAR, one.sip_id, one.urn),)] for one in problem.bars if one.reason.can_be_lifted]
    unlocked = [[(), (Step(StepKind.UNLOCK, one.sip_id, one.urn),)] for one in problem.locks]
    for chosen in product(*raised, *lifted, *unlocked):
        yield sum(chosen, ())


def can_be_helped(problem: AllocationProblem) -> set[str]:
    """The schools that some SIP could serve if everything were done that can be."""
    hard = {(one.urn, one.sip_id) for one in problem.bars if not one.reason.can_be_lifted}
    able = [one.sip_id for one in problem.sips if not one.barred]
    return {
        need.urn
        for need in problem.schools
        if any(
            (need.urn, sip_id) not in hard
            for sip_id in able
            if not (need.open_work and need.sip_id in problem.offer) or need.sip_id == sip_id
        )
    }


def serves(problem: AllocationProblem, urns: set[str]) -> bool:
    return any(urns <= assigned.keys() for assigned in every_allocation(problem))


@examples(20)
@given(problems((10,), step=5, schools=4))
def test_no_way_out_is_cheaper_and_each_helps(problem: AllocationProblem) -> None:
    shortage = allocate(problem).shortage
    if shortage is None:
        return
    urns = can_be_helped(problem)
    costs = [sum(cost(problem, step) for step in way.steps) for way in shortage.ways_out]
    assert costs == sorted(costs)
    assert len({way.steps for way in shortage.ways_out}) == len(costs)
    for way in shortage.ways_out:
        assert serves(carried_out(problem, way.steps), urns)
    cheaper = (
        steps
        for steps in steps_of(problem)
        if steps and (not costs or sum(cost(problem, one) for one in steps) < costs[0])
    )
    if urns - {one.urn for one in allocate(problem).placements}:
        assert costs
        assert not any(serves(carried_out(problem, steps), urns) for steps in cheaper)
    else:
        assert not costs
