"""The training plan of a year (T4): proposed from the team's skills, edited, and made into sessions."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import refresh_all, send_card
from automations.sip_team.skills.asking import picture_of
from automations.sip_team.skills.kinds import SkillsKind, plan_about
from handbook.core.people import Role
from handbook.core.refusal import Refused, allows
from handbook.core.school_years import AcademicYear
from handbook.sip_team.skills.audit_round import (
    AddPlanLine,
    ChangePlanLine,
    DropPlanLine,
    OpenSkillsPlan,
    PlanChange,
    PlanLine,
    ProposePlan,
    SkillsRound,
    check_leads,
    line_became,
    plan_changed,
    plan_line,
)
from handbook.sip_team.training.session import TrainingSession
from store.unit_of_work import UnitOfWork


def change(uow: UnitOfWork, command: PlanChange, ctx: CommandContext) -> Iterable[OutboxJob]:
    """For whom a line is: only SIPs of now."""
    audit, picture = uow.skills_rounds.of(command.year), picture_of(uow, command.year)
    after = plan_changed(audit, command, ctx.somebody, picture, ctx.now)
    if isinstance(command, ChangePlanLine):
        sips = {one.id for one in uow.roster.people(Role.SIP)}
        if not sips.issuperset(command.sip_ids):
            raise Refused("missing", "Only SIPs on the service’s list can be ticked. Please choose again.", "T4")
    return _saved(uow, after, type(command).__name__, ctx)


def open_plan(_uow: UnitOfWork, command: OpenSkillsPlan, ctx: CommandContext) -> Iterable[OutboxJob]:
    """It comes as its own card, below; pressed twice in a minute, once."""
    check_leads(ctx.somebody)
    about, occasion = plan_about(command.year), f"opened-{ctx.now:%Y%m%d%H%M}"
    return [send_card(SkillsKind.PLAN, ctx.somebody.id, about, 0, occasion)]


HANDLERS: Final[Mapping[type, Handler]] = {
    **dict.fromkeys((ProposePlan, AddPlanLine, ChangePlanLine, DropPlanLine), change),
    OpenSkillsPlan: open_plan,
}


def line_of(uow: UnitOfWork, line: tuple[int, int]) -> PlanLine:
    """Raises Refused for one that is in the plan no more."""
    year, number = line
    return plan_line(uow.skills_rounds.of(AcademicYear(year)), number)


def line_used(
    uow: UnitOfWork, line: tuple[int, int] | None, session: TrainingSession, ctx: CommandContext
) -> Iterable[OutboxJob]:
    """A session was made of a line. One that was left out meanwhile stays out: the session stands by itself."""
    if line is None or not allows(lambda: line_of(uow, line)):
        return []
    audit = uow.skills_rounds.of(AcademicYear(line[0]))
    return _saved(uow, line_became(audit, line[1], session.id), "SetSession", ctx)


def _saved(uow: UnitOfWork, audit: SkillsRound, what: str, ctx: CommandContext) -> Iterable[OutboxJob]:
    about = plan_about(audit.year)
    saved = uow.skills_rounds.save(audit, ctx.entry("skills_plan_changed", about, what=what, rule="T4"), ctx.now)
    return list(refresh_all(uow, about, saved.revision))
