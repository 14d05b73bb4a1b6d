"""What schools are inspected by: the areas and grades of each framework (P2). Data only; a grade of one scale is never
turned into one of another: that of the report card has no numbers.

Sources: Ofsted's section 5 handbook of August 2016, its school inspection handbooks of 2019 to 2024, and its renewed
framework of November 2025; the Catholic Schools Inspectorate's national framework of 2022."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Final

from handbook.core.bare_words import bare


@dataclass(frozen=True, slots=True)
class Scale:
    """Grades, the best first. `numbered` ones are also written as 1, 2 and so on; `also` gives other words for one, in
    small letters."""

    grades: tuple[str, ...]
    numbered: bool = False
    also: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)


@dataclass(frozen=True, slots=True)
class Area:
    """One thing that is judged; an `optional` one only where the school has it."""

    name: str
    scale: Scale
    optional: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """`since` is its first day, and `until` its last where it is over."""

    key: str
    name: str
    areas: tuple[Area, ...]
    since: date
    until: date | None = None

    @property
    def scales(self) -> tuple[Scale, ...]:
        return tuple(dict.fromkeys(area.scale for area in self.areas))

    def area(self, name: str) -> Area | None:
        """The area that goes by this name, in whatever way it is spelt."""
        return _named(self).get(_plain(name))


FOUR_POINTS: Final = Scale(
    ("Outstanding", "Good", "Requires improvement", "Inadequate"),
    numbered=True,
    also={
        "ri": "Requires improvement",
        "r i": "Requires improvement",
        "serious weaknesses": "Inadequate",
        "special measures": "Inadequate",
    },
)
FIVE_POINTS: Final = Scale(
    ("Exceptional", "Strong standard", "Expected standard", "Needs attention", "Urgent improvement"),
    also={"strong": "Strong standard", "expected": "Expected standard"},
)
EFFECTIVE: Final = Scale(("Effective", "Not effective"), also={"ineffective": "Not effective"})
MET: Final = Scale(("Met", "Not met"))

_EARLY_YEARS: Final = ("Early years", "Early years provision", "EYFS")
_SIXTH_FORM: Final = ("Sixth form", "Sixth-form provision", "16 to 19 study programmes", "Post-16")
_OF_2019: Final = (
    Area("Quality of education", FOUR_POINTS),
    Area("Behaviour and attitudes", FOUR_POINTS),
    Area("Personal development", FOUR_POINTS),
    Area("Leadership and management", FOUR_POINTS),
    Area("Early years", FOUR_POINTS, optional=True, also=_EARLY_YEARS),
    Area("Sixth form", FOUR_POINTS, optional=True, also=_SIXTH_FORM),
    Area("Safeguarding", EFFECTIVE),
)
OFSTED_2015: Final = Framework(
    "ofsted_2015",
    "Ofsted, September 2015 to August 2019",
    (
        Area("Overall effectiveness", FOUR_POINTS),
        Area("Effectiveness of leadership and management", FOUR_POINTS, also=("Leadership and management",)),
        Area("Quality of teaching, learning and assessment", FOUR_POINTS),
        Area("Personal development, behaviour and welfare", FOUR_POINTS),
        Area("Outcomes for pupils", FOUR_POINTS),
        Area("Early years provision", FOUR_POINTS, optional=True, also=_EARLY_YEARS),
        Area("16 to 19 study programmes", FOUR_POINTS, optional=True, also=_SIXTH_FORM),
        Area("Safeguarding", EFFECTIVE),
    ),
    date(2015, 9, 1),
    date(2019, 8, 31),
)
OFSTED_2019: Final = Framework(
    "ofsted_2019",
    "Ofsted, September 2019 to August 2024",
    (Area("Overall effectiveness", FOUR_POINTS), *_OF_2019),
    date(2019, 9, 1),
    date(2024, 8, 31),
)
OFSTED_2024: Final = Framework(
    "ofsted_2024",
    "Ofsted, September 2024 to November 2025 (no overall grade)",
    _OF_2019,
    date(2024, 9, 1),
    date(2025, 11, 9),
)
OFSTED_2025: Final = Framework(
    "ofsted_2025",
    "Ofsted report card, from November 2025",
    (
        Area("Inclusion", FIVE_POINTS),
        Area("Curriculum and teaching", FIVE_POINTS),
        Area("Achievement", FIVE_POINTS),
        Area("Attendance and behaviour", FIVE_POINTS),
        Area("Personal development and well-being", FIVE_POINTS, also=("Personal development and wellbeing",)),
        Area("Leadership and governance", FIVE_POINTS),
        Area("Early years", FIVE_POINTS, optional=True, also=_EARLY_YEARS),
        Area("Post-16", FIVE_POINTS, optional=True, also=_SIXTH_FORM),
        Area("Safeguarding", MET),
    ),
    date(2025, 11, 10),
)
CATHOLIC: Final = Framework(
    "csi_2022",
    "Catholic Schools Inspection, from September 2022",
    (
        Area("Overall quality of Catholic education", FOUR_POINTS),
        *(
            Area(f"{area}: {judged}", FOUR_POINTS)
            for area in ("Catholic life and mission", "Religious education", "Collective worship")
            for judged in ("pupil outcomes", "provision", "leadership")
        ),
    ),
    date(2022, 9, 1),
)
OFSTED: Final = (OFSTED_2015, OFSTED_2019, OFSTED_2024, OFSTED_2025)
"""Those of which a school uses one at a time; the Catholic one stands beside it."""
FRAMEWORKS: Final = (*OFSTED, CATHOLIC)

_CATHOLIC_AREAS: Final = ("catholic life and mission", "catholic life", "religious education", "collective worship")
"""Judged as a whole, where somebody does not tell outcomes, provision and leadership apart."""


def in_force(day: date) -> Framework:
    """Ofsted's own on a day; before the first that is known, the first."""
    return next((each for each in reversed(OFSTED) if each.since <= day), OFSTED[0])


def form_areas(framework: Framework) -> tuple[Area, ...]:
    """What the form of a Catholic primary school asks both to judge."""
    return (*(area for area in framework.areas if area.also is not _SIXTH_FORM), *CATHOLIC.areas)


def is_area(name: str) -> bool:
    """Whether any framework judges what goes by this name."""
    return _plain(name) in _CATHOLIC_AREAS or any(each.area(name) for each in FRAMEWORKS)


def written_in(areas: Iterable[str]) -> Framework | None:
    """Ofsted's framework that a report was written in, by the areas that it judges; of two that fit alike the newer.
    None where none of them is known."""
    fits = _fits(areas)
    best = max(fits, key=lambda each: fits[each])
    return best if fits[best] else None


def is_written_in(framework: Framework, areas: Iterable[str]) -> bool:
    """Whether a report that judges these areas can be one of this framework: no other fits them better."""
    fits = _fits(areas)
    return fits[framework] == max(fits.values())


def _fits(areas: Iterable[str]) -> dict[Framework, int]:
    """How many of these areas each of Ofsted's frameworks judges, the newest first."""
    known = tuple(areas)
    return {each: sum(each.area(name) is not None for name in known) for each in reversed(OFSTED)}


def scales_for(area: str, framework: Framework | None) -> tuple[Scale, ...]:
    """What an area may be graded by in a report of this framework; of an area that no framework names, by each of its
    scales, and where its framework is not known, by any."""
    for each in (framework, CATHOLIC):
        if each and (found := each.area(area)):
            return (found.scale,)
    if _plain(area) in _CATHOLIC_AREAS:
        return (FOUR_POINTS,)
    return framework.scales if framework else (FOUR_POINTS, FIVE_POINTS, EFFECTIVE, MET)


@cache
def _named(framework: Framework) -> dict[str, Area]:
    return {_plain(name): area for area in framework.areas for name in (*area.also, area.name)}


@lru_cache(maxsize=1024)  # each name is looked for in every framework, whenever a card of the report is drawn
def _plain(name: str) -> str:
    return bare(name.replace("&", " and "))
