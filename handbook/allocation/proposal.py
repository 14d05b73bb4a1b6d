"""What is proposed for the whole trust (A1): a SIP for each school, or what is lacking and what would help. It is found
by `planning/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from handbook.allocation.problem import SipOffer


class Why(StrEnum):
    """Why a school has this SIP."""

    CHOSEN = "chosen"
    LOCKED = "locked"
    OPEN_WORK = "open_work"


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another SIP whom the school could have. `has_room` says whether they still have the half-days beside what is
    proposed for them."""

    sip_id: str
    score: int
    has_room: bool


@dataclass(frozen=True, slots=True)
class Placement:
    """One school's SIP. `score` is of 100, the private line in it. `alternates` are up to three, the best first."""

    urn: str
    sip_id: str
    score: int
    why: Why = Why.CHOSEN
    alternates: tuple[Alternate, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A school without a SIP, and why, in one sentence for the Trust Advisor."""

    urn: str
    reason: str


@dataclass(frozen=True, slots=True)
class Load:
    """What is proposed for one SIP, in half-days, of what they give."""

    sip_id: str
    half_days: int
    of: int
    urns: tuple[str, ...] = ()

    def has_room(self, offer: SipOffer, half_days: int) -> bool:
        """Whether one more school that needs so many would fit."""
        schools = offer.schools_at_most
        return self.half_days + half_days <= self.of and (schools is None or len(self.urns) < schools)


class StepKind(StrEnum):
    RAISE_CAPACITY = "raise_capacity"
    LIFT_BAR = "lift_bar"
    UNLOCK = "unlock"


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One thing that the Trust Advisor can do. `half_days` and `schools` are what a SIP's capacity is raised by, and 0
    for everything else; `schools` only where their number is limited too."""

    kind: StepKind
    sip_id: str
    urn: str = ""
    half_days: int = 0
    schools: int = 0


@dataclass(frozen=True, slots=True)
class WayOut:
    """Steps after which every school that can have a SIP has one: that was tried. `words` says them in one sentence."""

    steps: tuple[Step, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Shortage:
    """Why not every school has a SIP. `half_days` is what the schools without one need together. `lacks` says what is
    short in a few sentences, `ways_out` the cheapest three that there are, the cheapest first."""

    urns: tuple[str, ...]
    half_days: int
    lacks: tuple[str, ...]
    ways_out: tuple[WayOut, ...] = ()


@dataclass(frozen=True)
class Allocation:
    """A proposal. `worst` is the score of the worst match that was free to choose, None where none was; `worst_bound`
    is what no proposal can exceed. `value` is what the solver made the most of once that was settled, and `bound` what
    it cannot exceed. `moved` are the schools that had another SIP until now, `changed` those for which another was
    proposed the last time."""

    placements: tuple[Placement, ...]
    left_out: tuple[LeftOut, ...] = ()
    loads: tuple[Load, ...] = ()
    worst: int | None = None
    worst_bound: int | None = None
    value: int = 0
    bound: int = 0
    moved: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    serves_most: bool = True
    shortage: Shortage | None = None

    @cached_property
    def of(self) -> Mapping[str, Placement]:
        """A school's placement, by its URN."""
        return {one.urn: one for one in self.placements}

    @cached_property
    def load(self) -> Mapping[str, Load]:
        return {one.sip_id: one for one in self.loads}

    @property
    def total(self) -> int:
        """The scores of all matches together."""
        return sum(one.score for one in self.placements)

    @property
    def is_best(self) -> bool:
        """Proven: no other gives more schools a SIP, has a better worst match or, with the same one, a greater sum."""
        return self.serves_most and self.worst == self.worst_bound and self.value == self.bound

    @property
    def gap(self) -> float:
        """By how much of its value the best may be greater; 0 where it is the best."""
        return (self.bound - self.value) / max(1, abs(self.value))
