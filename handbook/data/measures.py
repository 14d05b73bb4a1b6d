"""The figures that the service knows (D2, D3, D5), by name: what each is about, of which pupils, and in which unit."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Group(StrEnum):
    """The pupils that a figure is about."""

    ALL = "all"
    GIRLS = "girls"
    BOYS = "boys"
    DISADVANTAGED = "disadvantaged"
    OTHER = "other"

    @property
    def words(self) -> str:
        return "all pupils" if self is Group.ALL else "other pupils" if self is Group.OTHER else self.value


PAIRS: Final = ((Group.GIRLS, Group.BOYS), (Group.DISADVANTAGED, Group.OTHER))
"""Each pair makes up the whole cohort, so that one of it can be worked out from the other."""


class Unit(StrEnum):
    PERCENT = "percent"
    PROGRESS = "progress"
    SCORE = "score"
    POINTS = "points"
    PUPILS = "pupils"

    @property
    def right(self) -> str:
        """What may stand in a cell, for whoever has to mend one."""
        return _RIGHT[self]


_RIGHT: Final = {
    Unit.PERCENT: "a percentage from 0 to 100, such as 62.5",
    Unit.PROGRESS: "a progress score such as -1.4",
    Unit.SCORE: "a scaled score from 80 to 120",
    Unit.POINTS: "a number of points such as 16.2",
    Unit.PUPILS: "a whole number of pupils",
}


class Topic(StrEnum):
    """What a figure is about. The values lie in the database."""

    READING = "reading_expected"
    WRITING = "writing_expected"
    MATHS = "maths_expected"
    COMBINED = "combined_expected"
    READING_PROGRESS = "reading_progress"
    READING_PROGRESS_LOWER = "reading_progress_lower"
    READING_PROGRESS_UPPER = "reading_progress_upper"
    READING_COVERAGE = "reading_coverage"
    WRITING_PROGRESS = "writing_progress"
    WRITING_PROGRESS_LOWER = "writing_progress_lower"
    WRITING_PROGRESS_UPPER = "writing_progress_upper"
    WRITING_COVERAGE = "writing_coverage"
    MATHS_PROGRESS = "maths_progress"
    MATHS_PROGRESS_LOWER = "maths_progress_lower"
    MATHS_PROGRESS_UPPER = "maths_progress_upper"
    MATHS_COVERAGE = "maths_coverage"
    READING_SCORE = "reading_score"
    WRITING_SCORE = "writing_score"
    MATHS_SCORE = "maths_score"
    KS1_START = "ks1_start"
    COHORT = "cohort"
    ABSENCE = "absence"
    PERSISTENT_ABSENCE = "persistent_absence"
    ATTENDANCE = "attendance"
    ON_ROLL = "on_roll"
    FREE_MEALS = "free_meals"
    OTHER_LANGUAGE = "other_language"
    EHC_PLAN = "ehc_plan"
    SEN_SUPPORT = "sen_support"

    @property
    def words(self) -> str:
        return _TOPICS[self][0]

    @property
    def unit(self) -> Unit:
        return _TOPICS[self][1]


EXPECTED: Final = (Topic.READING, Topic.WRITING, Topic.MATHS, Topic.COMBINED)
"""The headline percentages, in the order in which people read them."""


@dataclass(frozen=True, slots=True)
class ProgressOf:
    """The figures of one subject's progress: the score and between which limits it lies."""

    subject: str
    score: Topic
    lower: Topic
    upper: Topic


PROGRESS: Final = (
    ProgressOf("Reading", Topic.READING_PROGRESS, Topic.READING_PROGRESS_LOWER, Topic.READING_PROGRESS_UPPER),
    ProgressOf("Writing", Topic.WRITING_PROGRESS, Topic.WRITING_PROGRESS_LOWER, Topic.WRITING_PROGRESS_UPPER),
    ProgressOf("Maths", Topic.MATHS_PROGRESS, Topic.MATHS_PROGRESS_LOWER, Topic.MATHS_PROGRESS_UPPER),
)
FROM_KS1: Final = frozenset(
    (Topic.KS1_START, *(topic for one in PROGRESS for topic in (one.score, one.lower, one.upper)))
)
"""What is reckoned from key stage 1, and so cannot be where its results are missing."""

_TOPICS: Final = {
    Topic.READING: ("Reading: % at the expected standard or higher", Unit.PERCENT),
    Topic.WRITING: ("Writing (teacher assessment): % at the expected standard or higher", Unit.PERCENT),
    Topic.MATHS: ("Maths: % at the expected standard or higher", Unit.PERCENT),
    Topic.COMBINED: ("Reading, writing and maths combined: % at the expected standard or higher", Unit.PERCENT),
    Topic.READING_PROGRESS: ("Reading progress", Unit.PROGRESS),
    Topic.READING_PROGRESS_LOWER: ("Reading progress, lower confidence limit", Unit.PROGRESS),
    Topic.READING_PROGRESS_UPPER: ("Reading progress, upper confidence limit", Unit.PROGRESS),
    Topic.READING_COVERAGE: ("Reading progress, % of pupils counted", Unit.PERCENT),
    Topic.WRITING_PROGRESS: ("Writing progress", Unit.PROGRESS),
    Topic.WRITING_PROGRESS_LOWER: ("Writing progress, lower confidence limit", Unit.PROGRESS),
    Topic.WRITING_PROGRESS_UPPER: ("Writing progress, upper confidence limit", Unit.PROGRESS),
    Topic.WRITING_COVERAGE: ("Writing progress, % of pupils counted", Unit.PERCENT),
    Topic.MATHS_PROGRESS: ("Maths progress", Unit.PROGRESS),
    Topic.MATHS_PROGRESS_LOWER: ("Maths progress, lower confidence limit", Unit.PROGRESS),
    Topic.MATHS_PROGRESS_UPPER: ("Maths progress, upper confidence limit", Unit.PROGRESS),
    Topic.MATHS_COVERAGE: ("Maths progress, % of pupils counted", Unit.PERCENT),
    Topic.READING_SCORE: ("Reading: average scaled score", Unit.SCORE),
    Topic.WRITING_SCORE: ("Writing: average scaled score", Unit.SCORE),
    Topic.MATHS_SCORE: ("Maths: average scaled score", Unit.SCORE),
    Topic.KS1_START: ("Average key stage 1 starting position (points)", Unit.POINTS),
    Topic.COHORT: ("Pupils in the cohort", Unit.PUPILS),
    Topic.ABSENCE: ("Absence, % of sessions", Unit.PERCENT),
    Topic.PERSISTENT_ABSENCE: ("Persistently absent, % of pupils", Unit.PERCENT),
    Topic.ATTENDANCE: ("Attendance, % of sessions", Unit.PERCENT),
    Topic.ON_ROLL: ("Pupils on roll", Unit.PUPILS),
    Topic.FREE_MEALS: ("Eligible for free school meals in the last six years, %", Unit.PERCENT),
    Topic.OTHER_LANGUAGE: ("First language not English, %", Unit.PERCENT),
    Topic.EHC_PLAN: ("With an education, health and care plan, %", Unit.PERCENT),
    Topic.SEN_SUPPORT: ("With special educational needs support, %", Unit.PERCENT),
}


@dataclass(frozen=True, slots=True, order=True)
class Measure:
    """One figure's name: its topic, of a group of pupils."""

    topic: Topic
    group: Group = Group.ALL

    @property
    def key(self) -> str:
        """How it is written down: `reading_expected.girls`."""
        return f"{self.topic.value}.{self.group.value}"

    @property
    def words(self) -> str:
        return self.topic.words if self.group is Group.ALL else f"{self.topic.words}, {self.group.words}"
