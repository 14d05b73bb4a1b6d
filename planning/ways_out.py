"""The cheapest ways out of a shortage: steps after which every school has a SIP whom anything can help, each tried."""

from collections.abc import Iterator
from dataclasses import replace
from heapq import heappop, heappush
from itertools import count
from typing import Final

from handbook.allocation.problem import AllocationProblem, SchoolNeed
from handbook.allocation.proposal import Step, StepKind
from handbook.allocation.shortage import is_held
from handbook.allocation.ways_out import carried_out, cost, easy
from planning.allocation_model import model_of
from planning.cheapest import cheapest
from planning.pairing import Chosen, Pairing

_WAYS: Final = 3
_TRIED: Final = 4
"""Of a way out with many steps, so many are tried to be done without."""
_NEVER: Final = 1_000_000
"""What leaving a school out counts here: more than any way out."""

_Way = tuple[Step, ...]


def cheapest_ways(problem: AllocationProblem, effort: float) -> tuple[_Way, ...]:
    """Up to three, the cheapest first. The first is the cheapest of all; each that follows is the cheapest that does
    without something of those before."""
    search = _WaysOut(problem, effort)
    found: list[_Way] = []
    ahead: list[tuple[int, int, int, _Way, Chosen, frozenset[Step]]] = []
    number, seen = count(), set[_Way]()

    def look(without: frozenset[Step]) -> None:
        way, pairs = search.cheapest(without)
        if way and way not in seen:
            seen.add(way)
            heappush(ahead, (search.cost(way), len(way), next(number), way, pairs, without))

    look(frozenset())
    while ahead and len(found) < _WAYS:
        *_, way, pairs, without = heappop(ahead)
        if search.helps(way, pairs):
            found.append(way)
        if len(found) < _WAYS:
            for step in way[:_TRIED]:
                look(without | {_whole(step)})
    return tuple(sorted(found, key=lambda way: (search.cost(way), len(way), way)))


def _whole(step: Step) -> Step:
    """Of whatever size it was."""
    return replace(step, half_days=0, schools=0)


class _WaysOut:
    """The problem with everything possible that a step would make possible, at the cost of the step."""

    def __init__(self, problem: AllocationProblem, effort: float) -> None:
        self._problem, self._effort = problem, effort
        # A school that must stay with a SIP who is barred from it has this one way, and then takes the SIP's room.
        self._first = tuple(
            Step(StepKind.LIFT_BAR, one.sip_id, one.urn)
            for one in problem.schools
            if is_held(problem, one) and (bar := problem.bar(one.urn, one.sip_id)) and bar.reason.can_be_lifted
        )
        self._model = model_of(carried_out(problem, self._first), scored=False)
        self._steps = {
            one.urn: steps
            for one in self._model.schools
            if one.urn not in self._model.held and (steps := self._of(one))
        }

    def cost(self, way: _Way) -> int:
        return sum(cost(self._problem, step) for step in way)

    def cheapest(self, without: frozenset[Step]) -> tuple[_Way, Chosen]:
        """The cheapest steps that do without these, and who would have whom; none where nothing helps."""
        if not without.isdisjoint(self._first):
            return (), ()
        model = self._model
        needs = [model.problem.need[urn] for urn in self._steps]
        costs = [
            {sip: self.cost(steps) for sip, steps in own.items() if without.isdisjoint(steps)}
            for own in self._steps.values()
        ]
        beyond = {
            sip: easy(one)
            for sip, one in enumerate(model.sips)
            if not one.barred and Step(StepKind.RAISE_CAPACITY, one.sip_id) not in without
        }
        pairing = Pairing([one.half_days for one in needs], costs, [_NEVER] * len(needs), model.rooms, beyond)
        sips = cheapest(pairing, self._effort).sips
        return ((), ()) if None in sips else ((*self._first, *self._taken(sips)), sips)

    def helps(self, way: _Way, found: Chosen) -> bool:
        """Tried by allocating again, with what was found to begin with."""
        model = model_of(carried_out(self._problem, way), scored=False)
        if any(urn in model.blocked for urn in self._steps):
            return False
        sizes = [model.problem.need[urn].half_days for urn in self._steps]
        costs = [dict.fromkeys(model.free[urn], 0) for urn in self._steps]
        pairing = Pairing(sizes, costs, [1] * len(sizes), model.rooms)
        return pairing.fits(found) and None not in cheapest(pairing, self._effort, found).sips

    def _of(self, need: SchoolNeed) -> dict[int, _Way]:
        """The steps after which each SIP could serve a school; SIPs whom nothing helps are not there."""
        problem, locked = self._model.problem, self._model.problem.locked.get(need.urn)
        found: dict[int, _Way] = {}
        for sip, offer in enumerate(self._model.sips):
            bar = problem.bar(need.urn, offer.sip_id)
            if (bar and not bar.reason.can_be_lifted) or is_held(problem, need):
                continue
            settled = locked if locked != offer.sip_id else None
            if settled and need.urn in problem.asked:
                continue
            steps: list[Step] = [Step(StepKind.LIFT_BAR, offer.sip_id, need.urn)] if bar else []
            if settled:
                steps.append(Step(StepKind.UNLOCK, settled, need.urn))
            found[sip] = tuple(steps)
        return found

    def _taken(self, sips: Chosen) -> Iterator[Step]:
        model = self._model
        half_days, schools = [0] * len(model.sips), [0] * len(model.sips)
        for (urn, own), sip in zip(self._steps.items(), sips, strict=True):
            if sip is not None:
                yield from own[sip]
                half_days[sip] += model.problem.need[urn].half_days
                schools[sip] += 1
        for sip, room in enumerate(model.rooms):
            more = max(0, half_days[sip] - room.half_days)
            more_schools = 0 if room.schools is None else max(0, schools[sip] - room.schools)
            if schools[sip] and (more or more_schools):
                yield Step(StepKind.RAISE_CAPACITY, model.sips[sip].sip_id, half_days=more, schools=more_schools)
