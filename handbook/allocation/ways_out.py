"""What the Trust Advisor can do where schools are left without a SIP: more half-days, a bar lifted, a school let go."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from handbook.allocation.problem import AllocationProblem, SipOffer
from handbook.allocation.proposal import Step, StepKind, WayOut
from handbook.core.plain_words import several

UNLOCK_COST: Final = 5
LIFT_COST: Final = 15
"""What letting go of one's own choice, and lifting a bar with a recorded reason, count for in half-days of more
capacity: so ways out are compared."""
USUAL: Final = 10
"""Half-days that one more school counts for, where a SIP limits the number of schools."""
DEAR: Final = 3
"""How often each half-day counts beyond half as much again as a SIP gives: nobody gives twice as much just so."""

_SAID: Final = 6


def cost(problem: AllocationProblem, step: Step) -> int:
    """In half-days."""
    if step.kind is not StepKind.RAISE_CAPACITY:
        return UNLOCK_COST if step.kind is StepKind.UNLOCK else LIFT_COST
    return raised_cost(max(step.half_days, USUAL * step.schools), easy(problem.offer[step.sip_id]))


def easy(offer: SipOffer) -> int:
    """How many half-days more count once only."""
    gives = [offer.half_days] + ([] if offer.schools_at_most is None else [USUAL * offer.schools_at_most])
    return max(USUAL, min(gives) // 2)


def raised_cost(half_days: int, easily: int) -> int:
    return half_days + (DEAR - 1) * max(0, half_days - easily)


def carried_out(problem: AllocationProblem, steps: Iterable[Step]) -> AllocationProblem:
    """The problem as it is after these steps."""
    for step in steps:
        problem = _carried_out(problem, step)
    return problem


def _carried_out(problem: AllocationProblem, step: Step) -> AllocationProblem:
    if step.kind is StepKind.UNLOCK:
        return replace(problem, locks=tuple(one for one in problem.locks if one.urn != step.urn))
    if step.kind is StepKind.LIFT_BAR:
        pair = (step.sip_id, step.urn)
        return replace(problem, bars=tuple(one for one in problem.bars if (one.sip_id, one.urn) != pair))
    return replace(
        problem,
        sips=tuple(
            replace(
                one,
                half_days=one.half_days + step.half_days,
                schools_at_most=None if one.schools_at_most is None else one.schools_at_most + step.schools,
            )
            if one.sip_id == step.sip_id
            else one
            for one in problem.sips
        ),
    )


def way_out(problem: AllocationProblem, steps: tuple[Step, ...]) -> WayOut:
    """With words that a phone can show: of many steps the first, and how many others."""
    words = [step_words(problem, one) for one in steps[:_SAID]]
    others = [f"and {several(len(steps) - _SAID, 'other step')}"] if len(steps) > _SAID else []
    said = "; ".join((*words, *others))
    return WayOut(steps, f"{said[0].upper()}{said[1:]}.")


def step_words(problem: AllocationProblem, step: Step) -> str:
    """Such as: lift the bar between School 1 and A, who has a prior affiliation on record."""
    if step.kind is StepKind.UNLOCK:
        return f"let {problem.need[step.urn].name} have another SIP than the one you settled"
    name = problem.offer[step.sip_id].name
    if step.kind is StepKind.LIFT_BAR:
        bar = problem.bar(step.urn, step.sip_id)
        why = f", who {bar.reason.words}" if bar else ""
        return f"lift the bar between {problem.need[step.urn].name} and {name}{why}"
    more = [several(step.half_days, "half-day")] if step.half_days else []
    if step.schools:
        more.append(several(step.schools, "school"))
    return f"let {name} give {' and '.join(more)} more"
