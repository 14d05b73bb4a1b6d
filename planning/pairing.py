"""Schools and the SIPs with room for them, by number: what is looked for when SIPs are allocated, whatever it is that
counts as cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Chosen = tuple[int | None, ...]
"""The SIP of each school, None where it is left out."""


@dataclass(frozen=True, slots=True)
class Room:
    """How many half-days a SIP has left, and for how many schools where that is limited as well."""

    half_days: int
    schools: int | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """Each school gets one of the SIPs for which it has a cost, or is left out at the cost of that. `sizes` are the
    half-days that schools need. `beyond` are the SIPs who may be given more than they have room for, with how many
    half-days more count once; others count more often (`handbook.allocation.ways_out`). No cost is below nought."""

    sizes: Sequence[int]
    costs: Sequence[Mapping[int, int]]
    left_out: Sequence[int]
    rooms: Sequence[Room]
    beyond: Mapping[int, int] = field(default_factory=dict[int, int])

    def cost(self, sips: Chosen) -> int:
        """What pairs cost that need no room beyond what there is."""
        return sum(self.left_out[school] if sip is None else self.costs[school][sip] for school, sip in enumerate(sips))


@dataclass(frozen=True, slots=True)
class Pairs:
    """What was chosen, what it costs, and what anything else would cost at least."""

    sips: Chosen
    cost: int
    bound: int
