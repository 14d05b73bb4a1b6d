"""A headteacher asks on the card of the governors' pack that the SIP feeds back to governors (G2)."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.workflow import Reply
from automations.reports.cards import ReportKind, acting_on, after, report_about
from automations.visits.cards import visit_about
from automations.visits.notifications import after_visit
from handbook.core.british_time import london_date
from handbook.core.people import Person
from handbook.core.school_years import AcademicYear
from handbook.visits.governors_feedback import (
    AskForFeedback,
    feedback_asked,
)
from handbook.visits.standing_in import signed
from store.unit_of_work import UnitOfWork


def ask_for_feedback(uow: UnitOfWork, command: AskForFeedback, ctx: CommandContext) -> Iterable[OutboxJob]:
    dossier = uow.reports.dossier(uow.reports.get(command.report_id))
    by = acting_on(uow, dossier.report, ctx)
    urn, year = dossier.report.urn, AcademicYear.of(london_date(ctx.now))
    own = uow.visits.account(urn, year, ctx.policy.visits.entitlement)
    school, new_id = uow.roster.school(urn), uuid.uuid4().hex
    report, visit = feedback_asked(dossier, command, by.person, school, own, ctx.now, new_id)
    visit = signed(replace(visit, reason=""), visit, by.person.id, by.deputy_id, ctx.now)
    asked = ctx.entry("feedback_asked", report_about(report.id), rule="G2", **by.noted)
    opened = ctx.entry("visit_wished", visit_about(visit.id), rule="G2", **by.noted)
    noted, wished = uow.reports.save(report, asked, ctx.now), uow.visits.open(visit, opened, ctx.now)
    return [after("report_changed", noted), after_visit(wished, replace(ctx, actor_id=by.person.id))]


HANDLERS: Final[Mapping[type, Handler]] = {AskForFeedback: ask_for_feedback}


def _stays(_uow: UnitOfWork, command: AskForFeedback, _viewer: Person, _context: RenderContext, _: Click) -> CardRef:
    return CardRef(ReportKind.GOVERNORS, report_about(command.report_id), command.version)


REPLIES: Final[Mapping[type, Reply]] = {AskForFeedback: Reply(_stays)}
