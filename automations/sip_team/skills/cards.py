"""The cards of the audit of skills, as the records stand, and what their buttons are answered with."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.trouble_hearers import ASKED_FOR, advisor
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble, Reply
from automations.sip_team.skills.asking import answer_of, picture_of
from automations.sip_team.skills.kinds import (
    OF_ANSWER,
    OF_PLAN,
    OF_TEAM,
    SkillsKind,
    answer_about,
    plan_about,
    team_about,
)
from cards.kit.lines import closed_card
from cards.sip_team.skills.actions import (
    AskForSkillsFiles,
    ShowPlanLine,
    ShowSkills,
    ShowSkillsForm,
    ShowSkillsPlan,
)
from cards.sip_team.skills.form import skills_form_card
from cards.sip_team.skills.plan import PlanSeen, line_form, plan_card
from cards.sip_team.skills.team import skills_card
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.sip_team.skills.answer import SaySkills
from handbook.sip_team.skills.audit_round import (
    AddPlanLine,
    AskForSkills,
    ChangePlanLine,
    DropPlanLine,
    OpenSkillsPlan,
    ProposePlan,
    check_leads,
    leads_audit,
    plan_line,
)
from store.unit_of_work import UnitOfWork


def _year(card: CardRef) -> AcademicYear:
    return AcademicYear(int(card.record_id))


def render_answer(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    """Its SIP's own alone: the Trust Advisor reads the whole."""
    return skills_form_card(uow.skills_answers.get(card.record_id), viewer)


def render_team(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    if not leads_audit(viewer):
        return closed_card()
    return skills_card(_year(card), picture_of(uow, _year(card)), viewer)


def render_plan(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    if not leads_audit(viewer):
        return closed_card()
    audit = uow.skills_rounds.of(_year(card))
    names = {one.id: one.name for one in uow.roster.people(Role.SIP)}
    made = [uow.training_sessions.get(line.session_id) for line in audit.plan if line.session_id]
    days = {one.id: one.at.words for one in made if one.cancelled_at is None}
    has_answers = bool(picture_of(uow, audit.year).answers)
    return plan_card(PlanSeen(audit, names, days, has_answers, viewer))


CARDS: Final[Mapping[str, CardRenderer]] = {OF_ANSWER: render_answer, OF_TEAM: render_team, OF_PLAN: render_plan}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    OF_ANSWER: RecordTrouble(lambda uow, _id: advisor(uow), called=lambda _uow, _id: "a SIP’s yearly form of skills"),
    OF_TEAM: ASKED_FOR,
    OF_PLAN: ASKED_FOR,
}


def _answer(uow: UnitOfWork, command: Any, viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    answer = answer_of(uow, command.answer_id, viewer.id)
    return CardRef(SkillsKind.ANSWER, answer_about(answer.id))


def _answer_again(uow: UnitOfWork, command: SaySkills, viewer: Person, no: Refused) -> Card:
    """What was typed, and why it was not taken: nothing of it is lost."""
    kept = answer_of(uow, command.answer_id, viewer.id)
    typed = (
        replace(kept, step=command.step, needs=command.needs, wishes=command.wishes)
        if no.code == "missing"
        else replace(kept, step=command.step)
    )
    return skills_form_card(typed, viewer, no.reason)


def _team(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(SkillsKind.TEAM, team_about(command.year))


def _plan(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    return CardRef(SkillsKind.PLAN, plan_about(command.year))


def _line(uow: UnitOfWork, command: ShowPlanLine, viewer: Person, _context: RenderContext, _click: Click) -> Card:
    check_leads(viewer)
    audit = uow.skills_rounds.of(command.year)
    return line_form(audit, plan_line(audit, command.number), uow.roster.people(Role.SIP), viewer)


def _line_again(uow: UnitOfWork, command: ChangePlanLine, viewer: Person, no: Refused) -> Card:
    audit = uow.skills_rounds.of(command.year)
    typed = replace(plan_line(audit, command.number), sip_ids=command.sip_ids, note=command.note)
    return line_form(audit, typed, uow.roster.people(Role.SIP), viewer, no.reason)


REPLIES: Final[Mapping[type, Reply]] = {
    ShowSkillsForm: Reply(_answer, only_shows=True),
    SaySkills: Reply(_answer, on_refusal=dict.fromkeys(("missing", "lacking"), _answer_again)),
    ShowSkills: Reply(_team, only_shows=True),
    AskForSkills: Reply(_team),
    AskForSkillsFiles: Reply(_team),
    OpenSkillsPlan: Reply(_team),
    ShowSkillsPlan: Reply(_plan, only_shows=True),
    ShowPlanLine: Reply(_line, only_shows=True),
    **dict.fromkeys((ProposePlan, AddPlanLine, DropPlanLine), Reply(_plan)),
    ChangePlanLine: Reply(_plan, on_refusal={"missing": _line_again}),
}
