"""What is short where schools are left without a SIP: who competes for the same room."""

from collections.abc import Iterable, Mapping

from handbook.allocation.proposal import Shortage
from handbook.allocation.shortage import Rivals, lacks
from handbook.allocation.ways_out import way_out
from planning.allocation_model import Model
from planning.ways_out import cheapest_ways


def shortage(model: Model, chosen: Mapping[str, int | None], effort: float) -> Shortage | None:
    """None where every school has a SIP."""
    problem = model.problem
    no_room = [urn for urn, sip in chosen.items() if sip is None]
    urns = tuple(one.urn for one in problem.schools if one.urn in model.blocked or one.urn in no_room)
    if not urns:
        return None
    blocked = [model.blocked[urn] for urn in urns if urn in model.blocked]
    short = lacks(problem, _rivals(model, chosen, no_room), no_room) if no_room else ()
    return Shortage(
        urns,
        sum(problem.need[urn].half_days for urn in urns),
        (*short, *blocked),
        tuple(way_out(problem, steps) for steps in cheapest_ways(problem, effort)),
    )


def _rivals(model: Model, chosen: Mapping[str, int | None], no_room: Iterable[str]) -> list[Rivals]:
    """Schools that are left out with the same SIPs in reach, directly or by moving others, are told of together."""
    groups: dict[frozenset[int], list[str]] = {}
    for urn in no_room:
        groups.setdefault(_reach(model, chosen, urn), []).append(urn)
    need = model.problem.need
    return [
        Rivals(
            tuple(sorted((*left_out, *(urn for urn, sip in chosen.items() if sip in sips)))),
            tuple(model.sips[sip].sip_id for sip in sorted(sips)),
            sum(need[urn].half_days for urn, sip in chosen.items() if sip in sips),
        )
        for sips, left_out in groups.items()
    ]


def _reach(model: Model, chosen: Mapping[str, int | None], urn: str) -> frozenset[int]:
    sips, ahead = set[int](), [urn]
    while ahead:
        more = model.free[ahead.pop()].keys() - sips
        sips |= more
        ahead += [one for one, sip in chosen.items() if sip in more]
    return frozenset(sips)
