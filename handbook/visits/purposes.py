"""What a visit is for: a term's visit with its report (V2), a half-day led by the school (V3), or an extra service that
the school buys beside both (AS1, PM2)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handbook.core.school_years import Term


class Menu(StrEnum):
    """What schools use their own half-days for (V3, G2). The list is not closed: hence the last."""

    BOOK_SCRUTINY = "book_scrutiny"
    DEVELOPMENT_PLAN = "development_plan"
    LESSON_OBSERVATIONS = "lesson_observations"
    PERFORMANCE_MANAGEMENT = "performance_management"
    LEARNING_WALKS = "learning_walks"
    OFSTED_CONVERSATION = "ofsted_conversation"
    GOVERNORS_SUPPORT = "governors_support"
    GOVERNORS_FEEDBACK = "governors_feedback"
    MIDDLE_LEADERSHIP = "middle_leadership"
    SELF_EVALUATION = "self_evaluation"
    SOMETHING_ELSE = "something_else"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS: Final = {
    Menu.BOOK_SCRUTINY: "book scrutiny",
    Menu.DEVELOPMENT_PLAN: "school development plan review",
    Menu.LESSON_OBSERVATIONS: "lesson observations",
    Menu.PERFORMANCE_MANAGEMENT: "performance management",
    Menu.LEARNING_WALKS: "learning walks",
    Menu.OFSTED_CONVERSATION: "Ofsted conversation",
    Menu.GOVERNORS_SUPPORT: "governors’ support",
    Menu.GOVERNORS_FEEDBACK: "feedback to governors",
    Menu.MIDDLE_LEADERSHIP: "middle-leadership support",
    Menu.SELF_EVALUATION: "school self-evaluation review",
    Menu.SOMETHING_ELSE: "something else",
}


@dataclass(frozen=True, slots=True)
class TermlyVisit:
    term: Term

    @property
    def words(self) -> str:
        return f"{self.term.value.lower()} visit"


@dataclass(frozen=True, slots=True)
class SchoolLedVisit:
    item: Menu

    @property
    def words(self) -> str:
        return self.item.words


@dataclass(frozen=True, slots=True)
class ExtraVisit:
    """A half-day of an extra service, by the id of its record and its name."""

    extra_id: str
    name: str

    @property
    def words(self) -> str:
        return f"{self.name} (extra service)"


APPRAISAL: Final = SchoolLedVisit(Menu.PERFORMANCE_MANAGEMENT)
"""The headteacher's (PM1)."""
Purpose = TermlyVisit | SchoolLedVisit | ExtraVisit
