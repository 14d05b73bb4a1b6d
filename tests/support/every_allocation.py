"""A second opinion on allocations: small ones are compared with all there are."""

from collections.abc import Iterator
from itertools import product

from handbook.allocation.points import points
from handbook.allocation.problem import AllocationProblem
from planning.allocation import KEEP

Assigned = dict[str, str]


def is_allowed(problem: AllocationProblem, assigned: Assigned) -> bool:
    """Bars, locks, open work, half-days and numbers of schools are kept."""
    for need in problem.schools:
        sip_id = assigned.get(need.urn)
        is_held = bool(need.open_work) and any(one.sip_id == need.sip_id for one in problem.sips)
        locks = [one.sip_id for one in problem.locks if one.urn == need.urn]
        if sip_id is None:
            if is_held and not _is_barred(problem, need.urn, need.sip_id):
                return False
            continue
        if _is_barred(problem, need.urn, sip_id):
            return False
        if is_held and sip_id != need.sip_id:
            return False
        if locks and not is_held and sip_id not in locks:
            return False
    return all(_fits(problem, assigned, one.sip_id) for one in problem.sips)


def _is_barred(problem: AllocationProblem, urn: str, sip_id: str) -> bool:
    offer = next(one for one in problem.sips if one.sip_id == sip_id)
    return offer.barred is not None or any((one.urn, one.sip_id) == (urn, sip_id) for one in problem.bars)


def _fits(problem: AllocationProblem, assigned: Assigned, sip_id: str) -> bool:
    """Open work is a fact, and stays where it is also with a SIP who gives too little; but then nothing is added."""
    offer = next(one for one in problem.sips if one.sip_id == sip_id)
    own = [one for one in problem.schools if assigned.get(one.urn) == sip_id]
    added = [one for one in own if not one.open_work or one.sip_id != sip_id]
    is_within = offer.schools_at_most is None or len(own) <= offer.schools_at_most
    enough = sum(one.half_days for one in own) <= offer.half_days
    nothing = not any(one.half_days for one in added)
    return not added or ((enough or nothing) and is_within)


def every_allocation(problem: AllocationProblem) -> Iterator[Assigned]:
    ids = [one.sip_id for one in problem.sips]
    for chosen in product([None, *ids], repeat=len(problem.schools)):
        assigned = {
            need.urn: sip_id for need, sip_id in zip(problem.schools, chosen, strict=True) if sip_id is not None
        }
        if is_allowed(problem, assigned):
            yield assigned


def merit(problem: AllocationProblem, assigned: Assigned) -> tuple[int, ...]:
    """How many schools are served, how many of them are settled, how much they weigh,
    the worst match that was free to choose, and the sum."""
    free = [one for one in problem.schools if one.urn in assigned and not _is_held(problem, assigned, one.urn)]
    score = {one.urn: points(problem, one, problem.offer[assigned[one.urn]]) for one in free}
    locked = {one.urn for one in problem.locks}
    kept = sum(KEEP for one in free if problem.proposed.get(one.urn) == assigned[one.urn])
    return (
        len(free),
        sum(one.urn in locked for one in free),
        sum(one.weight for one in free),
        min((score[one.urn] for one in free if one.urn not in locked), default=101),
        sum(one.weight * score[one.urn] for one in free) + kept,
    )


def _is_held(problem: AllocationProblem, assigned: Assigned, urn: str) -> bool:
    need = problem.need[urn]
    return bool(need.open_work) and assigned[urn] == need.sip_id


def best_merit(problem: AllocationProblem) -> tuple[int, ...]:
    return max(merit(problem, one) for one in every_allocation(problem))
