"""The list for celebration events (W3): offers of schools that agree to being named with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from handbook.core.people import School
from handbook.good_practice.line import PracticeLine, may_be_celebrated
from handbook.good_practice.tags import named

LINK_LASTS: Final = timedelta(hours=24)
"""How long the list can be fetched by whoever asked for it."""
COLUMNS: Final = ("School", "Town", "Good practice", "Topics")


@dataclass(frozen=True, slots=True)
class AskForCelebrationFile:
    """The Trust Advisor wants the list as a workbook."""


def celebrated(lines: Iterable[tuple[PracticeLine, School]]) -> tuple[tuple[PracticeLine, School], ...]:
    """By the schools' names."""
    found = [(line, school) for line, school in lines if may_be_celebrated(line, school)]
    return tuple(sorted(found, key=lambda one: (one[1].full_name, one[1].urn, one[0].id)))


def rows(lines: Iterable[tuple[PracticeLine, School]]) -> tuple[tuple[str, ...], ...]:
    """As they stand under COLUMNS."""
    return tuple((school.name, school.town, line.text, named(line.tags)) for line, school in celebrated(lines))
