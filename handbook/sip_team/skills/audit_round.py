"""The audit of one year (T4): asked by the Trust Advisor, reminded of in school days, and the training plan that is
made from it, which the Trust Advisor edits and turns into sessions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from handbook.core.british_time import london_date
from handbook.core.chasing import Patience, Waited, passed
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, SchoolCalendar
from handbook.sip_team.record import TrainingTopic
from handbook.sip_team.skills.answer import RemindOfSkills, SkillsAnswer
from handbook.sip_team.skills.picture import TeamPicture, TopicStanding

NOTE_AT_MOST: Final = 300
LINES_AT_MOST: Final = 8
_WANTED: Final = (TopicStanding.GAP, TopicStanding.NEED)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """Training that the team needs: on what, for whom, and who could lead it. `number` stays its own; `session_id` is
    the session that was made of it."""

    number: int
    topic: TrainingTopic
    sip_ids: tuple[str, ...] = ()
    lead_ids: tuple[str, ...] = ()
    note: str = ""
    session_id: str = ""
    is_dropped: bool = False


@dataclass(frozen=True, slots=True)
class SkillsRound:
    """`waits_told_at`: the Trust Advisor was told who has not answered. `planned_at` is None until a plan is made."""

    year: AcademicYear
    asked_at: datetime | None = None
    asked_by_id: str = ""
    waits_told_at: datetime | None = None
    planned_at: datetime | None = None
    lines: tuple[PlanLine, ...] = ()
    revision: int = 0

    @property
    def id(self) -> str:
        return str(self.year.starts_in)

    @property
    def plan(self) -> tuple[PlanLine, ...]:
        """The lines that count."""
        return tuple(line for line in self.lines if not line.is_dropped)


@dataclass(frozen=True, slots=True)
class AskForSkills:
    """The Trust Advisor asks every SIP who was not asked this year."""

    year: AcademicYear


@dataclass(frozen=True, slots=True)
class ProposePlan:
    """A plan is made from the answers so far. Lines that became sessions stay."""

    year: AcademicYear
    revision: int


@dataclass(frozen=True, slots=True)
class OpenSkillsPlan:
    """The Trust Advisor wants the plan as a card of its own."""

    year: AcademicYear


@dataclass(frozen=True, slots=True)
class AddPlanLine:
    year: AcademicYear
    revision: int
    topic: TrainingTopic


@dataclass(frozen=True, slots=True)
class ChangePlanLine:
    """Who it is for from now on, and the Trust Advisor's own words."""

    year: AcademicYear
    revision: int
    number: int
    sip_ids: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class DropPlanLine:
    year: AcademicYear
    revision: int
    number: int


@dataclass(frozen=True, slots=True)
class TellSkillsWait:
    """A command of the clock: the Trust Advisor hears who has not answered."""

    year: AcademicYear


PlanChange = ProposePlan | AddPlanLine | ChangePlanLine | DropPlanLine


def leads_audit(person: Person) -> bool:
    return person.is_a(Role.TRUST_ADVISOR)


def check_leads(person: Person) -> None:
    if not leads_audit(person):
        raise Refused("not_yours", "Only the Trust Advisor sees the skills of the whole team.", "T4")


def asked(audit: SkillsRound, to_ask: Sequence[Person], person: Person, now: datetime) -> SkillsRound:
    """Raises Refused where there is nobody to ask, and for another year than the present one."""
    check_leads(person)
    if audit.year != AcademicYear.of(london_date(now)):
        raise Refused("stale", f"The team is asked in the year that it is about, and {audit.year} is another.", "T4")
    if not to_ask:
        words = f"Every SIP was asked for {audit.year} already. Who has not answered is reminded."
        raise Refused("stale", words, "T4")
    first = audit.asked_at or now
    return replace(audit, asked_at=first, asked_by_id=person.id, waits_told_at=None)


def plan_changed(
    audit: SkillsRound, command: PlanChange, person: Person, picture: TeamPicture, now: datetime
) -> SkillsRound:
    """Raises Refused, also where two change it at once."""
    check_leads(person)
    if command.revision != audit.revision:
        raise Refused("stale", "The plan was changed meanwhile. Here is how it stands now.", "T4")
    if isinstance(command, ProposePlan):
        return _proposed(audit, picture, now)
    if isinstance(command, AddPlanLine):
        return _added(audit, command.topic, picture, now)
    line = plan_line(audit, command.number)
    if isinstance(command, DropPlanLine):
        return _with(audit, replace(line, is_dropped=True))
    if len(command.note) > NOTE_AT_MOST:
        raise Refused("missing", f"Please shorten this to {NOTE_AT_MOST} characters.", "T4")
    return _with(audit, replace(line, sip_ids=command.sip_ids, note=command.note.strip()))


def plan_line(audit: SkillsRound, number: int) -> PlanLine:
    """Raises Refused for one that is not there any more."""
    found = next((line for line in audit.plan if line.number == number), None)
    if found is None:
        raise Refused("stale", "That line is no longer in the plan. Here is how it stands now.", "T4")
    return found


def line_became(audit: SkillsRound, number: int, session_id: str) -> SkillsRound:
    """A session was made of it. Raises Refused where it is in the plan no more."""
    return _with(audit, replace(plan_line(audit, number), session_id=session_id))


def _proposed(audit: SkillsRound, picture: TeamPicture, now: datetime) -> SkillsRound:
    """Gaps first, then needs; of each the topic in which most are unsure."""
    if not picture.answers:
        raise Refused("missing", "Nobody has answered yet, so there is nothing to plan from.", "T4")
    kept = tuple(replace(line, is_dropped=line.is_dropped or not line.session_id) for line in audit.lines)
    fresh = replace(audit, lines=kept, planned_at=now)
    planned = {line.topic for line in fresh.plan}
    wanted = [one for one in picture.topics if one.standing in _WANTED and one.topic not in planned]
    for one in sorted(wanted, key=lambda one: (_WANTED.index(one.standing), -len(one.unsure))):
        fresh = _added(fresh, one.topic, picture, now)
    return fresh


def _added(audit: SkillsRound, topic: TrainingTopic, picture: TeamPicture, now: datetime) -> SkillsRound:
    if len(audit.plan) >= LINES_AT_MOST:
        raise Refused("missing", f"A plan has at most {LINES_AT_MOST} lines. Please leave one out first.", "T4")
    seen = next(one for one in picture.topics if one.topic is topic)
    line = PlanLine(len(audit.lines) + 1, topic, seen.unsure, seen.could_train)
    return replace(audit, lines=(*audit.lines, line), planned_at=audit.planned_at or now)


def _with(audit: SkillsRound, changed: PlanLine) -> SkillsRound:
    return replace(audit, lines=tuple(changed if one.number == changed.number else one for one in audit.lines))


def reminder_due(
    answer: SkillsAnswer, calendar: SchoolCalendar, patience: Patience, now: datetime
) -> RemindOfSkills | None:
    """In school days since they were asked; what was missed while the service was away comes as one."""
    if answer.answered_at is not None:
        return None
    number = passed(Waited(answer.asked_at, answer.reminders, now), calendar, patience, now).reminder
    return RemindOfSkills(answer.id, number) if number else None


def waits_due(
    audit: SkillsRound, waiting: Sequence[SkillsAnswer], calendar: SchoolCalendar, patience: Patience, now: datetime
) -> TellSkillsWait | None:
    """Told once a year, when the first have waited long."""
    if not waiting:
        return None
    first = min(one.asked_at for one in waiting)
    tells = passed(Waited(first, 0, audit.waits_told_at), calendar, patience, now).tells
    return TellSkillsWait(audit.year) if tells else None


def waits_told(audit: SkillsRound, now: datetime) -> SkillsRound:
    """Raises Refused where it was told already."""
    if audit.waits_told_at is not None:
        raise Refused("stale", "The Trust Advisor knows.")
    return replace(audit, waits_told_at=now)
