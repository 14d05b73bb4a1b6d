"""Which schools of the service are most like one (P2), by the context that the census and the cohort tell, and what
they come to on average."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from handbook.core.school_years import AcademicYear
from handbook.data.figures import Figure, FigureSet, Missing
from handbook.data.measures import Topic
from handbook.data.small_numbers import shown

AT_MOST: Final = 5
AT_LEAST: Final = 3
"""An average of fewer schools would tell what one of them has."""

CONTEXT: Final = {
    Topic.ON_ROLL: 100.0,
    Topic.FREE_MEALS: 10.0,
    Topic.OTHER_LANGUAGE: 10.0,
    Topic.SEN_SUPPORT: 5.0,
    Topic.EHC_PLAN: 2.0,
    Topic.KS1_START: 1.0,
}
"""By how much schools may differ in each before it counts as one step apart."""


@dataclass(frozen=True, slots=True)
class Apart:
    """How many steps another school lies above (or, with a minus, below) one in something that is known of both."""

    topic: Topic
    steps: float


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another school, and how it differs; of what is `unknown`, one of the two has no figure, which is never a 0."""

    urn: str
    apart: tuple[Apart, ...]
    unknown: tuple[Topic, ...]

    @property
    def distance(self) -> float:
        """The mean of the squared steps apart, over what is known of both."""
        return sum(one.steps**2 for one in self.apart) / len(self.apart)


def neighbours(urn: str, sets: Iterable[FigureSet]) -> tuple[Neighbour, ...]:
    """All other schools, the nearest first; of two that are equally near, the one with the lower URN. Schools are
    compared by what is known of both; one of which nothing is known that is known of the other is left out."""
    places = _contexts(sets)
    own = places.pop(urn, {})
    found = (_neighbour(place, own, other) for place, other in places.items() if own.keys() & other.keys())
    return tuple(sorted(found, key=lambda one: (one.distance, one.urn)))


def is_context_known(urn: str, sets: Iterable[FigureSet]) -> bool:
    """Whether anything that schools are compared by is known of one."""
    return bool(_contexts(sets).get(urn))


def similar_schools(urn: str, sets: Iterable[FigureSet]) -> tuple[str, ...]:
    """The URNs of the five schools nearest to one, the nearest first."""
    return tuple(one.urn for one in neighbours(urn, sets)[:AT_MOST])


def average(sets: Mapping[str, Sequence[FigureSet]], year: AcademicYear, topic: Topic) -> Figure:
    """Of several schools, by URN, those whose figure may be shown; three of them are needed."""
    values = [shown(of_school, year, topic).figure.value for of_school in sets.values()]
    given = [value for value in values if value is not None]
    if len(given) < AT_LEAST:
        return Figure(missing=Missing.FEW_SIMILAR)
    return Figure(sum(given, Decimal(0)) / len(given))


def _neighbour(urn: str, one: Mapping[Topic, float], other: Mapping[Topic, float]) -> Neighbour:
    shared = [topic for topic in CONTEXT if topic in one and topic in other]
    apart = tuple(Apart(topic, (other[topic] - one[topic]) / CONTEXT[topic]) for topic in shared)
    return Neighbour(urn, apart, tuple(topic for topic in CONTEXT if topic not in shared))


def _contexts(sets: Iterable[FigureSet]) -> dict[str, dict[Topic, float]]:
    """The newest figure of each, by the school's URN."""
    places: dict[str, dict[Topic, float]] = {}
    for one in sorted((one for one in sets if one.is_school), key=lambda one: one.year):
        known = places.setdefault(one.place, {})
        found = ((topic, one.figure(topic).value) for topic in CONTEXT)
        known |= {topic: float(value) for topic, value in found if value is not None}
    return places
