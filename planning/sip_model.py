"""One SIP's term as a constraint model: the hard rules as constraints, `handbook.plans.plan.cost` as the objective."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from math import ceil
from typing import TYPE_CHECKING, Final

from handbook.core.half_days import HalfDay
from handbook.plans.plan import (
    CROWDED,
    DAY_OUT,
    LEFT_OUT,
    Constraint,
    PlanLine,
    SipTerm,
    Wanted,
    can_share_a_day,
    price,
    week_of,
)

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

_SEED: Final = 20260901
_Chance = tuple[Wanted, HalfDay, "cp_model.IntVar"]
_NONE: Final[frozenset[Constraint]] = frozenset()


class SipModel:
    """Chances (a school at a half-day) of which at most one a school is taken. `without` leaves constraints out, to see
    whether they are to blame."""

    def __init__(self, term: SipTerm, without: frozenset[Constraint] = _NONE) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 - takes a second and 100 MB: only where a term is planned

        self._cp = cp_model
        self._model = cp_model.CpModel()
        self._term = term
        self._by_day: defaultdict[date, list[_Chance]] = defaultdict(list)
        self._costs: list[cp_model.LinearExprT] = []
        self._left_out = {one.urn: self._school(one) for one in term.wanted if one.possible}
        self._shared: defaultdict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        self._pairs: defaultdict[frozenset[str], list[cp_model.IntVar]] = defaultdict(list)
        self._days(Constraint.TRAVEL not in without)
        self._journeys()
        self._weeks(Constraint.WEEK not in without)
        self._model.minimize(sum(self._costs))

    def solve(self, effort: float) -> tuple[tuple[PlanLine, ...], int]:
        """The best lines that were found, and what any cost at least. `effort` is in the solver's own
        deterministic seconds: the same term gives the same plan on every machine, however busy it is."""
        solver = self._cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = _SEED
        solver.parameters.max_deterministic_time = effort
        status = solver.solve(self._model)
        if status not in (self._cp.OPTIMAL, self._cp.FEASIBLE):  # pragma: no cover - leaving everybody out is feasible
            raise RuntimeError(f"the solver gave up: {solver.status_name(status)}")
        taken = [(half_day, school.urn) for school, half_day, chosen in self._chances() if solver.boolean_value(chosen)]
        lines = tuple(PlanLine(urn, half_day) for half_day, urn in sorted(taken))
        return lines, ceil(solver.best_objective_bound - 1e-6)

    def _chances(self) -> Iterator[_Chance]:
        for day in sorted(self._by_day):
            yield from self._by_day[day]

    def _school(self, school: Wanted) -> "cp_model.IntVar":
        """One half-day or none."""
        left_out = self._model.new_bool_var("")
        chances = [(school, half_day, self._model.new_bool_var("")) for half_day in school.possible]
        self._model.add_exactly_one(left_out, *(chosen for _, _, chosen in chances))
        self._costs.append(LEFT_OUT * left_out)
        for chance in chances:
            self._by_day[chance[1].on].append(chance)
            self._costs.append(price(school, chance[1]) * chance[2])
        return left_out

    def _days(self, with_travel: bool) -> None:
        """One school per half-day, time for the way between two, and two near ones in one journey."""
        near = self._term.travel.is_near
        for day, chances in self._by_day.items():
            shared: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
            for one, other in combinations(chances, 2):
                if one[0].urn == other[0].urn:
                    continue
                if not self._go_together(one, other, with_travel):
                    self._model.add_bool_or(~one[2], ~other[2])
                elif near(one[0].place, other[0].place):
                    both = self._model.new_bool_var("")
                    shared[one[2].index].append(both)
                    shared[other[2].index].append(both)
                    self._shared[week_of(day)].append(both)
                    self._pairs[frozenset((one[0].urn, other[0].urn))].append(both)
            for school, half_day, chosen in chances:
                # Said of all partners at once and not of each: the solver's bound is far better for it.
                self._model.add_at_most_one(*shared[chosen.index], ~chosen)
                beside = (one.place for one in self._term.standing if one.half_day.on == half_day.on)
                if any(near(school.place, place) for place in beside):
                    self._costs.append(-DAY_OUT * chosen)
        self._costs.extend(-DAY_OUT * both for pairs in self._shared.values() for both in pairs)

    def _journeys(self) -> None:
        """Of three schools near each other only two share a day. It follows from the rest, but not easily."""
        together: dict[frozenset[str], cp_model.IntVar] = {}
        for schools, pairs in self._pairs.items():
            together[schools] = self._model.new_bool_var("")
            self._model.add(sum(pairs) == together[schools])
        for three in combinations(sorted(self._left_out), 3):
            among = [together[pair] for pair in map(frozenset, combinations(three, 2)) if pair in together]
            if len(among) > 1:
                self._model.add_at_most_one(*among)

    def _go_together(self, one: _Chance, other: _Chance, with_travel: bool) -> bool:
        if one[1].half is other[1].half or one[1].overlaps(other[1]):
            return False
        return not with_travel or can_share_a_day(self._term.travel, one[0], one[1], other[0], other[1])

    def _weeks(self, with_limit: bool) -> None:
        """At most so many visits a week; each after the first costs more than the one before."""
        standing = Counter(week_of(one.half_day.on) for one in self._term.standing)
        by_week: defaultdict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        for _, half_day, chosen in self._chances():
            by_week[week_of(half_day.on)].append(chosen)
        for week, chosen in by_week.items():
            already = standing[week]
            room = max(0, self._term.weekly_at_most - already) if with_limit else len(self._left_out)
            steps = [self._model.new_bool_var("") for _ in range(min(room, len(self._left_out)))]
            self._model.add(sum(chosen) == sum(steps))
            crowded = sum(CROWDED * (already + number) * step for number, step in enumerate(steps))
            self._costs.append(crowded)
            # Two on one day are two in one week: this too follows from the rest, and helps the bound.
            self._model.add(crowded >= CROWDED * sum(self._shared[week]))
