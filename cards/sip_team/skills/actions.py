"""What the buttons of the audit of skills say, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cards.kit.click_fields import Fields, forged
from cards.sip_team.skills.verbs import SkillsVerb
from handbook.core.school_years import AcademicYear
from handbook.sip_team.record import TrainingTopic
from handbook.sip_team.skills.answer import EXPERTISE, LAST_STEP, NOT_SAID, TOPICS_OF, SaySkills, Skill, SkillsAnswer
from handbook.sip_team.skills.audit_round import (
    AddPlanLine,
    AskForSkills,
    ChangePlanLine,
    DropPlanLine,
    OpenSkillsPlan,
    ProposePlan,
    SkillsRound,
)


@dataclass(frozen=True, slots=True)
class ShowSkillsForm:
    """A SIP looks at their own form."""

    answer_id: str


@dataclass(frozen=True, slots=True)
class ShowSkills:
    """The Trust Advisor looks at the team's picture."""

    year: AcademicYear


@dataclass(frozen=True, slots=True)
class ShowSkillsPlan:
    """The Trust Advisor looks at the training plan."""

    year: AcademicYear


@dataclass(frozen=True, slots=True)
class ShowPlanLine:
    """… at the form of one line of it."""

    year: AcademicYear
    number: int


@dataclass(frozen=True, slots=True)
class AskForSkillsFiles:
    """The Trust Advisor wants the picture and the workbook."""

    year: AcademicYear


SkillsCommand = (
    ShowSkillsForm
    | ShowSkills
    | ShowSkillsPlan
    | ShowPlanLine
    | AskForSkillsFiles
    | SaySkills
    | AskForSkills
    | ProposePlan
    | AddPlanLine
    | ChangePlanLine
    | DropPlanLine
    | OpenSkillsPlan
)


def answer_data(answer: SkillsAnswer, to: int, *, sends: bool = False) -> dict[str, str | int]:
    """What a button that leaves a step carries."""
    data: dict[str, str | int] = {"answer": answer.id, "revision": answer.revision, "step": answer.step, "to": to}
    return data | ({"sends": 1} if sends else {})


def plan_data(audit: SkillsRound, number: int = 0) -> dict[str, str | int]:
    data: dict[str, str | int] = {"year": audit.year.starts_in, "revision": audit.revision}
    return data | ({"line": number} if number else {})


def year_data(year: AcademicYear) -> dict[str, str | int]:
    return {"year": year.starts_in}


def expertise_box(topic: TrainingTopic) -> str:
    return f"expertise_{topic.value}"


def confidence_box(topic: TrainingTopic) -> str:
    return f"confidence_{topic.value}"


def _step(fields: Fields, key: str) -> int:
    step = fields.number(key, 1)
    if step > LAST_STEP:
        raise forged()
    return step


def _level(fields: Fields, key: str) -> int:
    words = fields.words(key)
    if not words:
        return NOT_SAID
    level = fields.number(key, 1)
    if level not in EXPERTISE:
        raise forged()
    return level


def _say(fields: Fields) -> SaySkills:
    step = _step(fields, "step")
    skills = tuple(
        Skill(topic, _level(fields, expertise_box(topic)), _level(fields, confidence_box(topic)))
        for topic in TOPICS_OF.get(step, ())
    )
    return SaySkills(
        fields.identity("answer"),
        fields.number("revision", 0),
        step,
        _step(fields, "to"),
        skills,
        fields.words("needs"),
        fields.words("wishes"),
        fields.was_sent("sends"),
    )


def _plan(fields: Fields) -> tuple[AcademicYear, int]:
    return fields.year("year"), fields.number("revision", 0)


def _add(fields: Fields) -> AddPlanLine:
    words = fields.chosen("topic", "Please choose what the training is on.")
    if words not in set(TrainingTopic):
        raise forged()
    return AddPlanLine(*_plan(fields), TrainingTopic(words))


SKILLS_READERS: Final[Mapping[str, Callable[[Fields], SkillsCommand]]] = {
    SkillsVerb.FORM: lambda fields: ShowSkillsForm(fields.identity("answer")),
    SkillsVerb.SAY: _say,
    SkillsVerb.TEAM: lambda fields: ShowSkills(fields.year("year")),
    SkillsVerb.ASK: lambda fields: AskForSkills(fields.year("year")),
    SkillsVerb.FILES: lambda fields: AskForSkillsFiles(fields.year("year")),
    SkillsVerb.PLAN: lambda fields: ShowSkillsPlan(fields.year("year")),
    SkillsVerb.OPEN_PLAN: lambda fields: OpenSkillsPlan(fields.year("year")),
    SkillsVerb.PROPOSE: lambda fields: ProposePlan(*_plan(fields)),
    SkillsVerb.ADD: _add,
    SkillsVerb.LINE: lambda fields: ShowPlanLine(fields.year("year"), fields.number("line", 1)),
    SkillsVerb.CHANGE: lambda fields: ChangePlanLine(
        *_plan(fields), fields.number("line", 1), fields.several("for_whom"), fields.words("note")
    ),
    SkillsVerb.DROP: lambda fields: DropPlanLine(*_plan(fields), fields.number("line", 1)),
}
