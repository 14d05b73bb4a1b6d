"""What is on record about one School Improvement Partner (A2, T1, T3, PM1), beside the checks."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final


class SipKind(StrEnum):
    """What somebody is beside being a SIP (R1)."""

    CONSULTANT = "consultant"
    RETIRED_HEAD = "retired_head"
    SERVING_HEAD = "serving_head"

    @property
    def words(self) -> str:
        return {"consultant": "consultant", "retired_head": "retired headteacher"}.get(self, "serving headteacher")


class TrainingTopic(StrEnum):
    """What SIPs are trained in beyond the initial day (T3)."""

    DATA = "data"
    COACHING = "coaching"
    PERFORMANCE_MANAGEMENT = "performance_management"
    DIAGNOSTIC = "diagnostic"
    OFSTED = "ofsted"
    REPORT_WRITING = "report_writing"

    @property
    def words(self) -> str:
        return _TOPICS[self]


class Phase(StrEnum):
    """A kind of school that somebody has led or worked with."""

    NURSERY = "nursery"
    INFANT = "infant"
    JUNIOR = "junior"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    SPECIAL = "special"

    @property
    def words(self) -> str:
        return self.value


class SchoolContext(StrEnum):
    """A situation of schools that somebody knows from experience."""

    DISADVANTAGE = "disadvantage"
    LANGUAGES = "languages"
    SEND = "send"
    SMALL = "small"
    LARGE = "large"
    RURAL = "rural"
    URBAN = "urban"
    FAITH = "faith"
    NEW_HEAD = "new_head"

    @property
    def words(self) -> str:
        return _CONTEXTS[self]


class OfstedPosition(StrEnum):
    """Where a school stood with Ofsted, in words that hold for the inspections before and after November 2025."""

    STRONG = "strong"
    SECURE = "secure"
    NEEDS_ATTENTION = "needs_attention"
    URGENT = "urgent"

    @property
    def words(self) -> str:
        return _POSITIONS[self]


_TOPICS: Final = {
    TrainingTopic.DATA: "data",
    TrainingTopic.COACHING: "coaching for challenge",
    TrainingTopic.PERFORMANCE_MANAGEMENT: "performance management",
    TrainingTopic.DIAGNOSTIC: "diagnostic",
    TrainingTopic.OFSTED: "Ofsted updates",
    TrainingTopic.REPORT_WRITING: "report writing",
}
_CONTEXTS: Final = {
    SchoolContext.DISADVANTAGE: "high disadvantage",
    SchoolContext.LANGUAGES: "many home languages",
    SchoolContext.SEND: "much special need",
    SchoolContext.SMALL: "small, or classes of mixed age",
    SchoolContext.LARGE: "large",
    SchoolContext.RURAL: "rural",
    SchoolContext.URBAN: "inner city",
    SchoolContext.FAITH: "of a faith",
    SchoolContext.NEW_HEAD: "with a new headteacher",
}
_POSITIONS: Final = {
    OfstedPosition.STRONG: "outstanding, or above the expected standard",
    OfstedPosition.SECURE: "good, or at the expected standard",
    OfstedPosition.NEEDS_ATTENTION: "requires improvement, or needs attention",
    OfstedPosition.URGENT: "inadequate, or urgent improvement",
}


@dataclass(frozen=True, slots=True)
class Training:
    """One that a SIP has had."""

    topic: TrainingTopic
    on: date


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a SIP can take on: half-days in an academic year and in a week, and schools. None: nobody has said."""

    half_days_a_year: int | None = None
    half_days_a_week: int | None = None
    schools: int | None = None


@dataclass(frozen=True, slots=True)
class Experience:
    """Which schools a SIP knows from inside: of which phases, in which contexts, from which positions with Ofsted."""

    phases: tuple[Phase, ...] = ()
    contexts: tuple[SchoolContext, ...] = ()
    positions: tuple[OfstedPosition, ...] = ()


@dataclass(frozen=True, slots=True)
class SipRecord:
    """All of one SIP. `initial_training_on` is the full day before taking schools (T1). `expertise` are topics, of the
    list of good practice or in own words. `own_urn` is the school that a serving head leads: they are never its SIP.
    `home_area` is a town, a local authority or the first half of a postcode, for journeys; never an address.
    `reminded_of` is the day of review that the last reminder was about, and `reminded_at` its school days before."""

    sip_id: str
    kind: SipKind | None = None
    initial_training_on: date | None = None
    trainings: tuple[Training, ...] = ()
    capacity: Capacity = field(default_factory=Capacity)
    experience: Experience = field(default_factory=Experience)
    expertise: tuple[str, ...] = ()
    own_urn: str = ""
    home_area: str = ""
    changed_at: datetime | None = None
    reminded_of: date | None = None
    reminded_at: int = 0
    revision: int = 0

    def is_trained(self, topic: TrainingTopic, on: date) -> bool:
        """Whether they had had a training by that day."""
        return any(one.topic is topic and one.on <= on for one in self.trainings)

    def may_appraise(self, on: date) -> bool:
        """Trained in performance management by that day (PM1)."""
        return self.is_trained(TrainingTopic.PERFORMANCE_MANAGEMENT, on)

    @property
    def appraises_from(self) -> date | None:
        """Since when; None where they are not trained in it."""
        days = (one.on for one in self.trainings if one.topic is TrainingTopic.PERFORMANCE_MANAGEMENT)
        return min(days, default=None)
