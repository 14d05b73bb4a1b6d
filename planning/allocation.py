"""A SIP for every school of the trust at once (A1, A2): as many schools as can be, then the worst match as good as can
be, then the sum of all."""

from collections.abc import Mapping
from typing import Final

from handbook.allocation.problem import AllocationProblem
from handbook.allocation.proposal import Allocation
from planning.allocation_model import Model, model_of
from planning.cheapest import cheapest
from planning.pairing import Chosen, Pairing, Pairs
from planning.proposing import proposal
from planning.shortage import shortage

KEEP: Final = 8
"""What it is worth, in points of one school, to propose again who was proposed last."""
EFFORT: Final = 1.0
"""Deterministic seconds that a packing is looked for at most, where schools need different things."""
_A_STEP: Final = 0.2
_A_WAY_OUT: Final = 0.05
"""Shares of that for each step towards the worst match, and for each look at a way out: there are many."""


def allocate(problem: AllocationProblem, effort: float = EFFORT) -> Allocation:
    """The best proposal, with what is proven of it; where schools are left out, what is short and what would help. The
    same problem gives the same proposal on every machine, in whatever order its schools and SIPs come."""
    model = model_of(problem)
    search = _Search(model, effort)
    most = search.served()
    worst_bound, at_least, known = search.worst(most)
    best, bound = search.best(at_least, known)
    chosen = dict(zip(model.free, best.sips, strict=True))
    found = Allocation(
        (),
        worst_bound=worst_bound,
        value=search.value(best.sips),
        bound=bound,
        serves_most=most.cost == most.bound,
        shortage=shortage(model, chosen, _A_WAY_OUT * effort),
    )
    return proposal(model, chosen, found)


class _Search:
    """The three questions, one after the other, of those who are free to choose."""

    def __init__(self, model: Model, effort: float) -> None:
        self._model, self._effort = model, effort
        needs = [model.problem.need[urn] for urn in model.free]
        self._sizes = [one.half_days for one in needs]
        locked = [one.urn in model.problem.locked for one in needs]
        a_lock = 1 + sum(one.weight for one in needs)
        a_school = (1 + sum(locked)) * a_lock
        self._left_out = [
            a_school + is_locked * a_lock + one.weight for one, is_locked in zip(needs, locked, strict=True)
        ]
        self._values = [
            {sip: _value(model, urn, sip, score) for sip, score in scores.items()} for urn, scores in model.free.items()
        ]

    def served(self, at_least: int = 0) -> Pairs:
        """As many schools as can be; of as many, those that are settled before others, and then those that weigh most.
        Matches that are worse than `at_least` are left aside, except where they are settled."""
        costs = [dict.fromkeys(one, 0) for one in self._within(at_least)]
        return self._cheapest(costs, self._left_out, _A_STEP * self._effort)

    def worst(self, most: Pairs) -> tuple[int | None, int, Chosen]:
        """The best that the worst match can be while as many schools are served: what is proven, what was found, and
        with which pairs."""
        problem, free = self._model.problem, self._model.free
        levels = sorted({score for urn, own in free.items() if urn not in problem.locked for score in own.values()})
        if not levels:
            return None, 0, most.sips
        low, high, proven, known = 0, len(levels) - 1, len(levels) - 1, most.sips
        while low < high:
            middle = (low + high + 1) // 2
            found = self.served(levels[middle])
            if found.cost <= most.cost:
                low, known = middle, found.sips
                continue
            high = middle - 1
            if found.bound > most.cost:
                proven = high
        return levels[proven], levels[low], known

    def best(self, at_least: int, known: Chosen) -> tuple[Pairs, int]:
        """The greatest sum while as many schools are served and no match is worse; and what no sum can exceed."""
        top = max((value for own in self._values for value in own.values()), default=0)
        whole = 1 + top * len(self._sizes)
        costs = [
            {sip: top - own[sip] for sip in within}
            for own, within in zip(self._values, self._within(at_least), strict=True)
        ]
        found = self._cheapest(costs, [whole * one for one in self._left_out], self._effort, known)
        bound = self.value(found.sips) + found.cost - found.bound
        return found, min(bound, sum(max(own.values()) for own in self._values))

    def value(self, sips: Chosen) -> int:
        return sum(own[sip] for own, sip in zip(self._values, sips, strict=True) if sip is not None)

    def _within(self, at_least: int) -> list[Mapping[int, int]]:
        problem = self._model.problem
        return [
            own if urn in problem.locked else {sip: score for sip, score in own.items() if score >= at_least}
            for urn, own in self._model.free.items()
        ]

    def _cheapest(
        self, costs: list[dict[int, int]], left_out: list[int], effort: float, known: Chosen | None = None
    ) -> Pairs:
        return cheapest(Pairing(self._sizes, costs, left_out, self._model.rooms), effort, known)


def _value(model: Model, urn: str, sip: int, score: int) -> int:
    problem = model.problem
    is_kept = problem.proposed.get(urn) == model.sips[sip].sip_id
    return problem.need[urn].weight * score + (KEEP if is_kept else 0)
