"""The cheapest pairs where all schools need the same: a flow from schools through SIPs, whole by its nature, so that it
is found and known to be the best."""

from handbook.allocation.ways_out import DEAR, raised_cost
from planning.flow import CheapestFlow
from planning.pairing import Pairing, Pairs, Room


def cheapest_flow(pairing: Pairing, size: int) -> Pairs:
    """Exact. `size` is what each school needs."""
    flow = CheapestFlow()
    schools = len(pairing.sizes)
    end = schools + len(pairing.rooms)
    arcs = [
        (school, sip, flow.arc(school, schools + sip, 1, cost))
        for school, costs in enumerate(pairing.costs)
        for sip, cost in costs.items()
    ]
    for school, cost in enumerate(pairing.left_out):
        flow.arc(school, end, 1, cost)
        flow.supply(school, 1)
    for sip, room in enumerate(pairing.rooms):
        flow.arc(schools + sip, end, places(room, size, schools), 0)
        if (easily := pairing.beyond.get(sip)) is not None:
            # Each school beyond counts at least as much as the one before it, so that the flow takes them in order.
            # The first takes what is left over, which was too little for a whole one.
            before, more = 0, -left_over(room, size)
            while more < easily + size and size:
                more += size
                flow.arc(schools + sip, end, 1, raised_cost(more, easily) - before)
                before = raised_cost(more, easily)
            flow.arc(schools + sip, end, schools, DEAR * size)
    flow.supply(end, -schools)
    cost = flow.solve()
    taken = {school: sip for school, sip, arc in arcs if flow.units(arc)}
    return Pairs(tuple(taken.get(school) for school in range(schools)), cost, cost)


def places(room: Room, size: int, at_most: int) -> int:
    """How many schools that need so much a SIP can have."""
    limits = [at_most]
    if size:
        limits.append(max(0, room.half_days) // size)
    if room.schools is not None:
        limits.append(max(0, room.schools))
    return min(limits)


def left_over(room: Room, size: int) -> int:
    """What is left of a SIP's half-days beside as many schools as they can have; below nought where schools that stay
    with them need more than they give. Nothing where their number of schools is what limits them."""
    half_days = room.half_days if room.half_days < 0 or not size else room.half_days % size
    whole = max(0, room.half_days) // size if size else 0
    return 0 if room.schools is not None and room.schools <= whole else half_days
