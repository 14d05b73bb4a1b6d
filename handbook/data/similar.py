"""Which schools of the service are most like one (P2), by the context that the census and the cohort tell, and what
they come to on average."""

from collections.abc import Iterable, Mapping, Sequence
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


def similar_schools(urn: str, sets: Iterable[FigureSet]) -> tuple[str, ...]:
    """The URNs of the five schools nearest to one, the nearest first. Schools are compared by what is known of both;
    one of which nothing is known that is known of the other is left out."""
    places: dict[str, dict[Topic, float]] = {}
    for one in sorted((one for one in sets if one.is_school), key=lambda one: one.year):
        known = places.setdefault(one.place, {})
        found = ((topic, one.figure(topic).value) for topic in CONTEXT)
        known |= {topic: float(value) for topic, value in found if value is not None}
    own = places.pop(urn, {})
    far = {place: _distance(own, other) for place, other in places.items()}
    near = sorted((distance, place) for place, distance in far.items() if distance is not None)
    return tuple(place for _, place in near[:AT_MOST])


def average(sets: Mapping[str, Sequence[FigureSet]], year: AcademicYear, topic: Topic) -> Figure:
    """Of several schools, by URN, those whose figure may be shown; three of them are needed."""
    values = [shown(of_school, year, topic).figure.value for of_school in sets.values()]
    given = [value for value in values if value is not None]
    if len(given) < AT_LEAST:
        return Figure(missing=Missing.FEW_SIMILAR)
    return Figure(sum(given, Decimal(0)) / len(given))


def _distance(one: Mapping[Topic, float], other: Mapping[Topic, float]) -> float | None:
    """The mean of the squared steps apart, over what is known of both."""
    shared = one.keys() & other.keys()
    if not shared:
        return None
    return sum(((one[topic] - other[topic]) / CONTEXT[topic]) ** 2 for topic in sorted(shared)) / len(shared)
