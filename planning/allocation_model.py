"""An allocation in numbers: who is settled, who is free to choose, what each pair scores, what room there is."""

from collections.abc import Mapping
from dataclasses import dataclass

from handbook.allocation.points import points
from handbook.allocation.problem import AllocationProblem, SchoolNeed, SipOffer
from handbook.allocation.shortage import is_held, why_blocked
from planning.pairing import Room


@dataclass(frozen=True, slots=True)
class Model:
    """Schools and SIPs in the order of their ids, so that the order in which they came does not matter. `scores` are
    those of every pair without a bar, by URN and then by the SIP's number. `held` stay with their SIP because of open
    work, `blocked` cannot be settled and say why; all others are `free`, with the SIPs that they could have."""

    problem: AllocationProblem
    schools: tuple[SchoolNeed, ...]
    sips: tuple[SipOffer, ...]
    scores: Mapping[str, Mapping[int, int]]
    held: Mapping[str, int]
    blocked: Mapping[str, str]
    free: Mapping[str, Mapping[int, int]]

    @property
    def rooms(self) -> tuple[Room, ...]:
        """What is left beside schools that stay because of open work."""
        left = {number: [one.half_days, 0] for number, one in enumerate(self.sips)}
        for urn, number in self.held.items():
            left[number][0] -= self.problem.need[urn].half_days
            left[number][1] += 1
        return tuple(
            Room(half_days, None if one.schools_at_most is None else one.schools_at_most - schools)
            for one, (half_days, schools) in zip(self.sips, left.values(), strict=True)
        )


def model_of(problem: AllocationProblem, *, scored: bool = True) -> Model:
    """`scored` is False where only who could serve whom is asked: then all scores are 0."""
    schools = tuple(sorted(problem.schools, key=lambda one: one.urn))
    sips = tuple(sorted(problem.sips, key=lambda one: one.sip_id))
    numbers = {one.sip_id: number for number, one in enumerate(sips)}
    scores = {
        need.urn: {
            number: points(problem, need, offer) if scored else 0
            for number, offer in enumerate(sips)
            if problem.bar(need.urn, offer.sip_id) is None
        }
        for need in schools
    }
    blocked = {one.urn: why for one in schools if (why := why_blocked(problem, one))}
    held = {one.urn: numbers[one.sip_id] for one in schools if one.urn not in blocked and is_held(problem, one)}
    free = {
        urn: _candidates(problem, urn, own, numbers)
        for urn, own in scores.items()
        if urn not in blocked and urn not in held
    }
    return Model(problem, schools, sips, scores, held, blocked, free)


def _candidates(
    problem: AllocationProblem, urn: str, scores: Mapping[int, int], numbers: Mapping[str, int]
) -> Mapping[int, int]:
    locked = problem.locked.get(urn)
    return scores if locked is None else {numbers[locked]: scores[numbers[locked]]}
