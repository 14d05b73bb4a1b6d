"""The cards of the audit of skills that are sent, by name, and what they are about."""

from enum import StrEnum
from typing import Final

from handbook.core.school_years import AcademicYear

OF_ANSWER: Final = "skills_answer"
OF_TEAM: Final = "skills_team"
OF_PLAN: Final = "skills_plan"


class SkillsKind(StrEnum):
    ANSWER = "skills_answer"
    TEAM = "skills_team"
    PLAN = "skills_plan"


def answer_about(answer_id: str) -> str:
    return f"{OF_ANSWER}:{answer_id}"


def team_about(year: AcademicYear) -> str:
    return f"{OF_TEAM}:{year.starts_in}"


def plan_about(year: AcademicYear) -> str:
    return f"{OF_PLAN}:{year.starts_in}"
