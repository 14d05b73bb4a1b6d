"""The cheapest pairs where schools need different things, so that they have to be packed into what SIPs give. The bound
is that of schools that could be shared out among several SIPs; a packing near it is looked for with CP-SAT."""

from collections.abc import Mapping, Sequence
from heapq import nsmallest
from math import ceil
from typing import TYPE_CHECKING, Final

from handbook.allocation.ways_out import DEAR, USUAL
from planning.flow import CheapestFlow
from planning.pairing import Chosen, Pairing, Pairs

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

_SEED: Final = 20260901
_ALL: Final = 6000
"""Up to so many pairs all are looked at; of more, for each school the cheapest and those that the bound takes."""
_CHEAPEST: Final = 8
_PARTS: Final = 1000
"""Into how many parts what a half-day costs is divided in the bound."""

_Shares = Sequence[Mapping[int, int]]


def cheapest_packing(pairing: Pairing, effort: float, known: Chosen | None = None) -> Pairs:
    """The cheapest that were found within the effort, in the solver's own deterministic seconds; none dearer than what
    is `known` already."""
    shares, bound = _shared_out(pairing)
    starts = [_packed(pairing, shares), *([] if known is None else [known])]
    start = min(starts, key=pairing.cost)
    if pairing.cost(start) <= bound:
        return Pairs(start, pairing.cost(start), bound)
    kept = _kept(pairing, shares, start)
    found = _search(pairing, kept, start, effort)
    has_all = sum(map(len, kept)) == sum(map(len, pairing.costs))
    return Pairs(found.sips, found.cost, max(bound, found.bound) if has_all else bound)


def _shared_out(pairing: Pairing) -> tuple[_Shares, int]:
    """The half-days of each school with each SIP where a school could have several, and what that costs: no packing is
    cheaper. Limits on the number of schools are left aside."""
    flow = CheapestFlow()
    schools = len(pairing.sizes)
    end, needed = schools + len(pairing.rooms), sum(pairing.sizes)
    arcs: list[tuple[int, int, int]] = []
    bound = 0
    for school, size in enumerate(pairing.sizes):
        if not size:
            bound += _PARTS * min([*pairing.costs[school].values(), pairing.left_out[school]])
            continue
        arcs += [
            (school, sip, flow.arc(school, schools + sip, size, _PARTS * cost // size))
            for sip, cost in pairing.costs[school].items()
        ]
        flow.arc(school, end, size, _PARTS * pairing.left_out[school] // size)
        flow.supply(school, size)
    for sip, room in enumerate(pairing.rooms):
        flow.arc(schools + sip, end, max(0, room.half_days), 0)
        if sip in pairing.beyond:
            flow.arc(schools + sip, end, needed, _PARTS)
    flow.supply(end, -needed)
    cost = flow.solve()
    shares = [dict[int, int]() for _ in range(schools)]
    for school, sip, arc in arcs:
        if taken := flow.units(arc):
            shares[school][sip] = taken
    return shares, -(-(bound + cost) // _PARTS)


def _packed(pairing: Pairing, shares: _Shares) -> Chosen:
    """A packing to begin with: schools that are not shared out as they are, then the greatest first to the cheapest SIP
    with room, and what is left to those who may be given more."""
    half_days = [room.half_days for room in pairing.rooms]
    places = [len(pairing.sizes) if room.schools is None else room.schools for room in pairing.rooms]
    sips: list[int | None] = [None] * len(pairing.sizes)
    by_size = sorted(range(len(sips)), key=lambda school: (len(shares[school]) != 1, -pairing.sizes[school], school))
    for school in by_size:
        costs, size = pairing.costs[school], pairing.sizes[school]
        wanted = shares[school] if len(shares[school]) == 1 else costs
        for sip in sorted(costs, key=lambda one: (one not in wanted, costs[one], one)):
            if half_days[sip] >= size and places[sip] > 0:
                sips[school] = sip
                half_days[sip] -= size
                places[sip] -= 1
                break
    for school in (one for one in by_size if sips[one] is None):
        able = [sip for sip in pairing.costs[school] if sip in pairing.beyond]
        cheapest = min(able, key=lambda sip: (pairing.costs[school][sip] - half_days[sip], sip), default=None)
        sips[school] = cheapest
        if cheapest is not None:
            half_days[cheapest] -= pairing.sizes[school]
    return tuple(sips)


def _kept(pairing: Pairing, shares: _Shares, start: Chosen) -> list[list[int]]:
    """The SIPs that are looked at for each school."""
    if sum(map(len, pairing.costs)) <= _ALL:
        return [sorted(costs) for costs in pairing.costs]
    kept: list[list[int]] = []
    for costs, own, sip in zip(pairing.costs, shares, start, strict=True):
        cheapest = nsmallest(_CHEAPEST, costs, key=lambda one: (costs[one], one))
        kept.append(sorted({*cheapest, *own, *([] if sip is None else [sip])}))
    return kept


def _search(pairing: Pairing, kept: Sequence[Sequence[int]], start: Chosen, effort: float) -> Pairs:
    """With one thread and a fixed seed: the same on every machine, however busy it is."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - takes a second and 100 MB

    model = cp_model.CpModel()
    costs: list[cp_model.LinearExprT] = []
    chances: list[dict[int | None, cp_model.IntVar]] = []
    for school, own in enumerate(kept):
        chance: dict[int | None, cp_model.IntVar] = {sip: model.new_bool_var("") for sip in (*own, None)}
        model.add_exactly_one(chance.values())
        for sip, chosen in chance.items():
            costs.append((pairing.left_out[school] if sip is None else pairing.costs[school][sip]) * chosen)
            model.add_hint(chosen, sip == start[school])
        chances.append(chance)
    for sip in range(len(pairing.rooms)):
        own = [(pairing.sizes[school], chance[sip]) for school, chance in enumerate(chances) if sip in chance]
        costs.append(_within_room(model, pairing, sip, own))
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = _SEED
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(model)
    bound = ceil(solver.best_objective_bound - 1e-6)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Pairs(start, pairing.cost(start), max(0, bound))
    taken = [next(sip for sip, one in chance.items() if solver.boolean_value(one)) for chance in chances]
    return Pairs(tuple(taken), round(solver.objective_value), bound)


def _within_room(
    model: "cp_model.CpModel", pairing: Pairing, sip: int, own: Sequence[tuple[int, "cp_model.IntVar"]]
) -> "cp_model.LinearExprT":
    """What a SIP gives is enough, or what is beyond it costs."""
    room, easily = pairing.rooms[sip], pairing.beyond.get(sip)
    half_days, schools = sum(size * chosen for size, chosen in own), sum(chosen for _, chosen in own)
    if easily is None:
        model.add(half_days <= max(0, room.half_days))
        if room.schools is not None:
            model.add(schools <= max(0, room.schools))
        return 0
    # Who has too little for the schools that stay with them needs that first, if they are to have another.
    is_used, lacking = model.new_bool_var(""), max(0, -room.half_days)
    most = sum(size for size, _ in own) + USUAL * len(own) + lacking
    more = model.new_int_var(0, most, "")
    model.add(schools <= len(own) * is_used)
    model.add(half_days + lacking * is_used - more <= max(0, room.half_days))
    if room.schools is not None:
        model.add(USUAL * (schools - max(0, room.schools)) <= more)
    dear = model.new_int_var(0, most, "")
    model.add(dear >= more - easily)
    return more + (DEAR - 1) * dear
