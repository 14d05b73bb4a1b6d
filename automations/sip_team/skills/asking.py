"""The team is asked for its skills once a year; SIPs say them in steps, and whoever does not is reminded (T4)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import refresh_all, send_card
from automations.sip_team.cards import calendar_of
from automations.sip_team.skills.kinds import SkillsKind, answer_about, plan_about, team_about
from handbook.core.british_time import london_date
from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.sip_team.skills import audit_round as rules
from handbook.sip_team.skills.answer import (
    NO_SUCH_ANSWER,
    RemindOfSkills,
    SaySkills,
    SkillsAnswer,
    reminded,
    said,
)
from handbook.sip_team.skills.audit_round import AskForSkills, TellSkillsWait
from handbook.sip_team.skills.picture import TeamPicture, team_picture
from store.unit_of_work import UnitOfWork


def ask(uow: UnitOfWork, command: AskForSkills, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Every SIP who was not asked this year: also those who have come since."""
    to_ask = picture_of(uow, command.year).unasked
    audit = rules.asked(uow.skills_rounds.of(command.year), to_ask, ctx.somebody, ctx.now)
    entry = ctx.entry("skills_asked", team_about(command.year), asked=len(to_ask), rule="T4")
    uow.skills_rounds.save(audit, entry, ctx.now)
    for sip in to_ask:
        new = SkillsAnswer(sip.id, command.year, ctx.now)
        uow.skills_answers.open(new, ctx.entry("skills_asked_of", answer_about(new.id), rule="T4"), ctx.now)
        yield send_card(SkillsKind.ANSWER, sip.id, answer_about(new.id), 0, "asked")
    yield from refresh_all(uow, team_about(command.year), f"asked-{ctx.now.isoformat()}")


def say(uow: UnitOfWork, command: SaySkills, ctx: CommandContext) -> Iterable[OutboxJob]:
    """A draft is kept at each step. The team's picture is drawn again where what counts has changed."""
    before = uow.skills_answers.get(command.answer_id)
    after = said(before, command, ctx.somebody, ctx.now)
    about = answer_about(after.id)
    action = "skills_sent" if command.sends else "skills_kept"
    saved = uow.skills_answers.save(after, ctx.entry(action, about, step=command.step, rule="T4"), ctx.now)
    yield from refresh_all(uow, about, saved.revision)
    if saved.answered_at is not None:
        mark = f"{saved.id}-{saved.revision}"
        yield from refresh_all(uow, team_about(saved.year), mark)
        yield from refresh_all(uow, plan_about(saved.year), mark)


def remind(uow: UnitOfWork, command: RemindOfSkills, ctx: CommandContext) -> Iterable[OutboxJob]:
    answer = reminded(uow.skills_answers.get(command.answer_id), command)
    about = answer_about(answer.id)
    entry = ctx.entry("skills_reminded", about, number=command.number, rule="T4")
    saved = uow.skills_answers.save(answer, entry, ctx.now)
    yield from refresh_all(uow, about, saved.revision)
    yield send_card(SkillsKind.ANSWER, answer.sip_id, about, 0, f"reminder-{command.number}")


def tell_it_waits(uow: UnitOfWork, command: TellSkillsWait, ctx: CommandContext) -> Iterable[OutboxJob]:
    about = team_about(command.year)
    audit = rules.waits_told(uow.skills_rounds.of(command.year), ctx.now)
    uow.skills_rounds.save(audit, ctx.entry("skills_waiting_told", about, rule="T4"), ctx.now)
    for person in uow.roster.people(Role.TRUST_ADVISOR):
        yield send_card(SkillsKind.TEAM, person.id, about, 0, f"waits-{london_date(ctx.now)}")


HANDLERS: Final[Mapping[type, Handler]] = {
    AskForSkills: ask,
    SaySkills: say,
    RemindOfSkills: remind,
    TellSkillsWait: tell_it_waits,
}


def picture_of(uow: UnitOfWork, year: AcademicYear) -> TeamPicture:
    return team_picture(uow.roster.people(Role.SIP), uow.skills_answers.of_year(year))


def answer_of(uow: UnitOfWork, answer_id: str, sip_id: str) -> SkillsAnswer:
    """Raises Refused for somebody else's as for none."""
    answer = uow.skills_answers.get(answer_id)
    if answer.sip_id != sip_id:
        raise Refused("unknown", NO_SUCH_ANSWER)
    return answer


def skills_due(
    uow: UnitOfWork, policy: TrustPolicy, now: datetime
) -> tuple[RemindOfSkills | TellSkillsWait | ReportDeadlineUnknown, ...]:
    """This year's answers that are waited for, of SIPs of now."""
    year = AcademicYear.of(london_date(now))
    sips = {one.id for one in uow.roster.people(Role.SIP)}
    waiting = [one for one in uow.skills_answers.of_year(year) if one.answered_at is None and one.sip_id in sips]

    def reminder(answer: SkillsAnswer) -> Iterable[RemindOfSkills]:
        found = rules.reminder_due(answer, calendar_of(uow, answer.sip_id, policy), policy.patience, now)
        return [found] if found else []

    told = rules.waits_due(uow.skills_rounds.of(year), waiting, calendar_of(uow, "", policy), policy.patience, now)
    return (*of_each("skills", waiting, reminder), *([told] if told else []))
