"""How well a SIP suits a school, by the six factors of A2, each with its reason. What the Trust Advisor thinks of the
two personalities counts, and stands apart from what others may read."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handbook.allocation import points, reasons
from handbook.allocation.problem import AllocationProblem, Bar


class Factor(StrEnum):
    """The six of A2, in the handbook's order."""

    EXPERIENCE = "experience"
    CAPACITY = "capacity"
    FOCUS = "focus"
    REQUESTS = "requests"
    CONFLICTS = "conflicts"
    PERSONALITY = "personality"

    @property
    def words(self) -> str:
        return _FACTORS[self]


_FACTORS: Final = {
    Factor.EXPERIENCE: "experience",
    Factor.CAPACITY: "capacity and travel",
    Factor.FOCUS: "areas of focus",
    Factor.REQUESTS: "the school’s requests",
    Factor.CONFLICTS: "conflicts of interest",
    Factor.PERSONALITY: "personality",
}


@dataclass(frozen=True, slots=True)
class FactorScore:
    """`points` of the most that there are, and one plain sentence that says why."""

    factor: Factor
    points: int
    most: int
    reason: str


@dataclass(frozen=True, slots=True)
class Match:
    """How well a SIP suits a school. `factors` are the five that others may read, `private` is the Trust Advisor's own
    line on the personalities, `bar` is why it must not be."""

    urn: str
    sip_id: str
    factors: tuple[FactorScore, ...]
    private: FactorScore
    bar: Bar | None

    @property
    def total(self) -> int:
        """All six, of 100. For the Trust Advisor only: beside `public_total` it tells the private line's worth."""
        return self.public_total + self.private.points

    @property
    def public_total(self) -> int:
        return sum(one.points for one in self.factors)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Five lines for whoever may read about the match, without the private one."""
        return tuple(one.reason for one in self.factors)


def match(problem: AllocationProblem, urn: str, sip_id: str) -> Match:
    """The score of a pair with its reasons, also where there is a bar."""
    need, offer = problem.need[urn], problem.offer[sip_id]
    bar, most, pair = problem.bar(urn, sip_id), problem.weights, (problem, need, offer)
    found = (
        FactorScore(
            Factor.EXPERIENCE,
            points.experience(*pair),
            most.experience + most.known,
            reasons.experience_reason(need, offer),
        ),
        FactorScore(Factor.CAPACITY, points.capacity(*pair), most.capacity, reasons.capacity_reason(*pair)),
        FactorScore(Factor.FOCUS, points.focus(*pair), most.focus, reasons.focus_reason(need, offer)),
        FactorScore(Factor.REQUESTS, points.requests(*pair), most.requests, reasons.requests_reason(need, offer)),
        FactorScore(Factor.CONFLICTS, 0, 0, reasons.conflict_reason(offer, bar)),
    )
    private = reasons.private_reason(problem.note(urn, sip_id))
    own_view = FactorScore(Factor.PERSONALITY, points.personality(*pair), most.personality, private)
    return Match(urn, sip_id, found, own_view, bar)


def ranked(problem: AllocationProblem, urn: str) -> tuple[Match, ...]:
    """Every SIP for a school, the best first; those that are barred come last."""
    found = (match(problem, urn, one.sip_id) for one in problem.sips)
    return tuple(sorted(found, key=lambda one: (one.bar is not None, -one.total, one.sip_id)))
