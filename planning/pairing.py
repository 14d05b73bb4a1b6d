"""Schools and the SIPs with room for them, by number: what is looked for when SIPs are allocated, whatever it is that
counts as cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handbook.allocation.ways_out import USUAL, raised_cost

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
        """What these pairs cost. Whoever looks for pairs is measured by this."""
        each = zip(sips, self.costs, self.left_out, strict=True)
        pairs = sum(left_out if sip is None else costs[sip] for sip, costs, left_out in each)
        return pairs + sum(raised_cost(self.more(sips, sip), easily) for sip, easily in self.beyond.items())

    def fits(self, sips: Chosen) -> bool:
        """Whether each school has a SIP whom it can have, and no SIP more than they have room for."""
        able = all(sip in costs for sip, costs in zip(sips, self.costs, strict=True))
        return able and not any(self.more(sips, sip) for sip in range(len(self.rooms)))

    def more(self, sips: Chosen, sip: int) -> int:
        """How many half-days beyond their room a SIP has, one school beyond counting as many as is usual."""
        own, room = [self.sizes[school] for school, one in enumerate(sips) if one == sip], self.rooms[sip]
        schools = 0 if room.schools is None else USUAL * (len(own) - room.schools)
        return max(0, sum(own) - room.half_days, schools) if own else 0


@dataclass(frozen=True, slots=True)
class Pairs:
    """What was chosen, what it costs, and what anything else would cost at least."""

    sips: Chosen
    cost: int
    bound: int
