"""A figure, or the reason why there is none; and all figures of one place and year from one source (D1–D3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from handbook.core.school_years import AcademicYear
from handbook.data.measures import FROM_KS1, PROGRESS, Group, Measure, Topic, Unit


class Missing(StrEnum):
    """Why there is no figure. Each is another thing, and none of them is 0."""

    SUPPRESSED = "suppressed"
    NO_ENTRIES = "no_entries"
    LOW_COVERAGE = "low_coverage"
    NOT_APPLICABLE = "not_applicable"
    NOT_AVAILABLE = "not_available"
    NOT_PUBLISHED = "not_published"
    NEW_SCHOOL = "new_school"
    BLANK = "blank"
    NOT_FOR_PLACE = "not_for_place"
    ROW_ENDED = "row_ended"
    NOT_IN_FILE = "not_in_file"
    NO_TEST = "no_test"
    NO_BASELINE = "no_baseline"
    FEW = "few"
    FEW_IN_PAIR = "few_in_pair"
    NUMBER_UNKNOWN = "number_unknown"
    NO_FILE = "no_file"
    FEW_SIMILAR = "few_similar"

    @property
    def words(self) -> str:
        """The reason as people read it, in place of the figure."""
        return _WORDS[self]


_WORDS: Final = {
    Missing.SUPPRESSED: "hidden by the DfE, as too few pupils are in it",
    Missing.NO_ENTRIES: "no pupil was entered",
    Missing.LOW_COVERAGE: "not shown by the DfE, as it covers less than half of the pupils",
    Missing.NOT_APPLICABLE: "does not apply, says the DfE",
    Missing.NOT_AVAILABLE: "not available from the DfE",
    Missing.NOT_PUBLISHED: "not published by the DfE",
    Missing.NEW_SCHOOL: "a new school, without results yet",
    Missing.BLANK: "left blank by the DfE: no pupil is in it, or no reason is given",
    Missing.NOT_FOR_PLACE: "not given for a local authority or England",
    Missing.ROW_ENDED: "no key stage 2 results",
    Missing.NOT_IN_FILE: "not published for a school",
    Missing.NO_TEST: "does not exist: writing has no test",
    Missing.NO_BASELINE: "no key stage 1 baseline",
    Missing.FEW: "hidden: fewer than 6 pupils",
    Missing.FEW_IN_PAIR: "hidden: a group of fewer than 6 pupils could be worked out from it",
    Missing.NUMBER_UNKNOWN: "hidden: the number of pupils is not given",
    Missing.NO_FILE: "no such file was taken in",
    Missing.FEW_SIMILAR: "fewer than three similar schools have this figure",
}

WITHOUT_BASELINE: Final = frozenset((AcademicYear(2023), AcademicYear(2024)))
"""Their year 6 took no key stage 1 assessments, so that the DfE publishes no progress (source: DfE)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as it was published, or why there is none: exactly one of the two."""

    value: Decimal | None = None
    missing: Missing | None = None


class Source(StrEnum):
    """Where figures come from. The values lie in the database."""

    KS2 = "ks2"
    ABSENCE = "absence"
    CENSUS = "census"
    EBIU = "ebiu"

    @property
    def words(self) -> str:
        return _SOURCES[self]


_SOURCES: Final = {
    Source.KS2: "the DfE’s key stage 2 results",
    Source.ABSENCE: "the DfE’s absence figures",
    Source.CENSUS: "the DfE’s school census",
    Source.EBIU: "the EBIU sheet",
}

ENGLAND: Final = "england"
ENGLAND_STATE_FUNDED: Final = "england_state_funded"


def authority_place(code: str) -> str:
    """The place of a local authority, by the DfE's three digits."""
    return f"la:{code}"


@dataclass(frozen=True, slots=True)
class FigureSet:
    """What one source says of one place in one academic year. `place` is a school's URN, as the trust's list has it;
    `authority_place`; or England. `number` is the DfE number, LA and establishment in seven digits, and `urn_then` the
    URN that the file has: another than the place where the school has converted since."""

    place: str
    year: AcademicYear
    source: Source
    name: str = ""
    number: str = ""
    urn_then: str = ""
    as_at: date | None = None
    figures: Mapping[str, Figure] = field(default_factory=dict[str, Figure])
    """By `Measure.key`. What is not here, the file has no column for."""

    @property
    def key(self) -> tuple[str, int, str]:
        """What it is kept by: of two with one key, the later holds."""
        return self.place, self.year.starts_in, self.source.value

    @property
    def is_school(self) -> bool:
        return self.place.isdigit()

    def figure(self, topic: Topic, group: Group = Group.ALL) -> Figure:
        """The figure, or why there is none."""
        given = self.figures.get(Measure(topic, group).key)
        if given is not None and given.value is not None:
            return given
        if topic is Topic.WRITING_SCORE:
            return Figure(missing=Missing.NO_TEST)
        if topic in FROM_KS1 and self.year in WITHOUT_BASELINE:
            return Figure(missing=Missing.NO_BASELINE)
        if topic in _SCORES and group is Group.ALL and self.place.startswith(ENGLAND):
            return Figure(_NIL)  # by definition: every school's progress is measured against it
        return given or Figure(missing=Missing.NOT_IN_FILE)


_NIL: Final = Decimal(0)
_SCORES: Final = frozenset(one.score for one in PROGRESS)
_TENTH: Final = Decimal("0.1")


def figure_words(figure: Figure, unit: Unit) -> str:
    """The figure as people read it, with one decimal; pupils are counted. A minus is a minus sign, and progress above
    the average has a plus."""
    if figure.value is None:
        return figure.missing.words if figure.missing else ""
    if unit is Unit.PUPILS:
        return f"{figure.value:.0f}"
    value = figure.value.quantize(_TENTH, ROUND_HALF_UP)
    sign = "−" if value < 0 else "+" if unit is Unit.PROGRESS and value > 0 else ""
    return f"{sign}{abs(value)}{'%' if unit is Unit.PERCENT else ''}"
