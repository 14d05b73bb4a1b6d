"""A term's visits, planned all at once (V2): what is wanted of each SIP, and what a good plan is. One is found by
`planning/`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from handbook.core.half_days import HalfDay
from handbook.core.places import Place, Travel
from handbook.visits.slots.free_half_days import (
    Elsewhere,
    Obstacle,
    Preference,
    SlotSearch,
    free_half_days,
    minutes_apart,
    obstacle,
)

LEFT_OUT: Final = 1000
"""What a school without a half-day costs: more than anything else together."""
AT_THE_EDGE: Final = 100
"""What a half-day costs on the first or last two school days of a term: more than all that speaks for it, and less than
a school without one."""
EDGE_DAYS: Final = 2
DAY_OUT: Final = 4
"""What a visit costs that shares its day with no near school; two near ones cost this once."""
NOT_PREFERRED: Final = 3
"""What a half-day costs that a school with preferences does not prefer."""
CROWDED: Final = 2
"""What the second visit of a week costs; the third twice that, and so on. It spreads visits over the term."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A school that is to be visited, with the half-days that are possible for it alone; or why there is none. `edges`
    are the first and last days of its term."""

    urn: str
    school_name: str
    possible: tuple[HalfDay, ...]
    place: Place | None = None
    preferences: tuple[Preference, ...] = ()
    obstacle: Obstacle | None = None
    edges: frozenset[date] = frozenset()

    def suits(self, half_day: HalfDay) -> bool:
        return not self.preferences or any(one.suits(half_day) for one in self.preferences)


@dataclass(frozen=True, slots=True)
class SipTerm:
    """What is wanted of one SIP in a term, and what stands in their diary already."""

    sip_id: str
    sip_name: str
    last_on: date
    wanted: tuple[Wanted, ...]
    standing: tuple[Elsewhere, ...] = ()
    weekly_at_most: int = 4
    travel: Travel = field(default_factory=Travel)


class Constraint(StrEnum):
    """What schools that have half-days of their own can still fail at, together."""

    WEEK = "week"
    TRAVEL = "travel"
    WEEK_AND_TRAVEL = "week_and_travel"
    HALF_DAY = "half_day"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A proposal for one school, to be accepted or not."""

    urn: str
    half_day: HalfDay


@dataclass(frozen=True, slots=True)
class SipPlan:
    """A SIP's plan. `cost` is what it costs and `bound` what any plan costs at least. `complaints` are sentences that
    say which schools are left out and which constraint is to blame; there are none where the plan is whole. `blame` is
    what schools that had half-days of their own failed at, together."""

    sip_id: str
    lines: tuple[PlanLine, ...]
    cost: int
    bound: int
    complaints: tuple[str, ...] = ()
    blame: Constraint | None = None


@dataclass(frozen=True, slots=True)
class TermPlan:
    """The service's plan: SIPs share no school, so that it is as good as its parts."""

    plans: tuple[SipPlan, ...]

    @property
    def cost(self) -> int:
        return sum(plan.cost for plan in self.plans)

    @property
    def bound(self) -> int:
        return sum(plan.bound for plan in self.plans)

    @property
    def gap(self) -> float:
        """By how much of its cost the plan may be dearer than the best; 0 where it is the best."""
        return (self.cost - self.bound) / max(1, self.cost)


def wanted(search: SlotSearch, now: datetime, edges: frozenset[date] = frozenset()) -> Wanted:
    """A school as the plan needs it."""
    return Wanted(
        search.urn,
        search.school_name,
        free_half_days(search, now),
        search.place,
        search.preferences,
        obstacle(search, now),
        edges,
    )


def within_term(term: SipTerm) -> SipTerm:
    """The same without half-days at the edges of the term, where a school has others."""
    return replace(term, wanted=tuple(_inside(one) for one in term.wanted))


def _inside(school: Wanted) -> Wanted:
    inner = tuple(at for at in school.possible if at.on not in school.edges)
    return replace(school, possible=inner) if inner else school


def price(school: Wanted, at: HalfDay) -> int:
    """What a half-day of a school costs by itself."""
    edge = AT_THE_EDGE if at.on in school.edges else 0
    return DAY_OUT + edge + (0 if school.suits(at) else NOT_PREFERRED)


def can_share_a_day(travel: Travel, one: Wanted, at: HalfDay, other: Wanted, also_at: HalfDay) -> bool:
    """Whether a SIP can be at both schools on one day, the way between them included."""
    return not at.overlaps(also_at) and minutes_apart(at, also_at) >= travel.minutes(one.place, other.place)


def cost(term: SipTerm, lines: Sequence[PlanLine]) -> int:
    """What a SIP's plan costs. Whoever looks for plans is measured by this."""
    schools = {one.urn: one for one in term.wanted}
    visits = [(schools[line.urn], line.half_day) for line in lines]
    out = sum(price(school, half_day) for school, half_day in visits)
    shared = sum(
        term.travel.is_near(one.place, other.place)
        for number, (one, at) in enumerate(visits)
        for other, also_at in visits[:number]
        if at.on == also_at.on
    ) + sum(
        any(other.half_day.on == at.on and term.travel.is_near(one.place, other.place) for other in term.standing)
        for one, at in visits
    )
    standing = Counter(week_of(one.half_day.on) for one in term.standing)
    weeks = standing + Counter(week_of(at.on) for _, at in visits)
    crowded = sum(crowding(count) - crowding(standing[week]) for week, count in weeks.items())
    left_out = sum(1 for one in term.wanted if one.possible) - len(lines)
    return LEFT_OUT * left_out + out - DAY_OUT * shared + crowded


def crowding(visits: int) -> int:
    """What so many visits in a week cost: nothing for the first, and more with each."""
    return CROWDED * sum(range(visits))


def week_of(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]
