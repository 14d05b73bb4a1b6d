"""Pairs that were found, as they are proposed."""

from collections.abc import Mapping
from dataclasses import replace
from heapq import nsmallest
from typing import Final

from handbook.allocation.proposal import Allocation, Alternate, LeftOut, Load, Placement, Why
from handbook.allocation.shortage import why_no_room
from planning.allocation_model import Model

ALTERNATES: Final = 3


def proposal(model: Model, chosen: Mapping[str, int | None], found: Allocation) -> Allocation:
    """What was found with its schools, in the order in which the problem has them."""
    problem = model.problem
    taken = {**model.held, **{urn: sip for urn, sip in chosen.items() if sip is not None}}
    loads = _loads(model, taken)
    placements = tuple(_placement(model, one.urn, taken[one.urn], loads) for one in problem.schools if one.urn in taken)
    worst = min((one.score for one in placements if one.why is Why.CHOSEN), default=None)
    now = {one.urn: one.sip_id for one in placements}
    return replace(
        found,
        placements=placements,
        left_out=tuple(
            LeftOut(one.urn, model.blocked.get(one.urn) or why_no_room(problem, one))
            for one in problem.schools
            if one.urn not in taken
        ),
        loads=loads,
        worst=worst,
        worst_bound=None if worst is None else found.worst_bound,
        moved=tuple(one.urn for one in problem.schools if one.sip_id and now.get(one.urn, one.sip_id) != one.sip_id),
        changed=tuple(urn for urn, sip_id in problem.proposed.items() if now.get(urn, sip_id) != sip_id),
    )


def _placement(model: Model, urn: str, sip: int, loads: tuple[Load, ...]) -> Placement:
    """The load of each SIP stands at their number."""
    need, scores = model.problem.need[urn], model.scores[urn]
    others = nsmallest(ALTERNATES, (one for one in scores if one != sip), key=lambda one: (-scores[one], one))
    why = Why.OPEN_WORK if urn in model.held else Why.LOCKED if urn in model.problem.locked else Why.CHOSEN
    alternates = (
        Alternate(model.sips[one].sip_id, scores[one], loads[one].has_room(model.sips[one], need.half_days))
        for one in others
    )
    return Placement(urn, model.sips[sip].sip_id, scores[sip], why, tuple(alternates))


def _loads(model: Model, taken: Mapping[str, int]) -> tuple[Load, ...]:
    own: list[list[str]] = [[] for _ in model.sips]
    for need in model.problem.schools:
        if need.urn in taken:
            own[taken[need.urn]].append(need.urn)
    return tuple(
        Load(one.sip_id, sum(model.problem.need[urn].half_days for urn in urns), one.half_days, tuple(urns))
        for one, urns in zip(model.sips, own, strict=True)
    )
