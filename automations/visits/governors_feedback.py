"""A headteacher asks on the card of the governors' pack that the SIP feeds back to governors (G2); the clock reminds of
it while no half-day is on offer."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from automations.engine.card_registry import CardRef
from automations.engine.command_bus import CommandContext, Handler, RenderContext, TrustPolicy
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card, send_text
from automations.engine.workflow import Reply
from automations.reports.cards import ReportKind, acting_on, after, report_about
from automations.visits.cards import VisitKind, visit_about
from automations.visits.notifications import after_visit
from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.visits.governors_feedback import (
    NOTHING_OFFERED,
    AskForFeedback,
    RemindOfFeedback,
    TellFeedbackWaits,
    feedback_asked,
    feedback_due,
)
from handbook.visits.ofsted_call import reminders_pause
from handbook.visits.standing_in import signed
from handbook.visits.visit import Visit
from store.unit_of_work import UnitOfWork

_Due = RemindOfFeedback | TellFeedbackWaits


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


def remind(uow: UnitOfWork, command: RemindOfFeedback, ctx: CommandContext) -> Iterable[OutboxJob]:
    visit = _once(uow, command, ctx)
    occasion = f"feedback-{command.number}"
    return [send_card(VisitKind.VISIT, visit.sip_id, visit_about(visit.id), visit.version, occasion)]


def tell_it_waits(uow: UnitOfWork, command: TellFeedbackWaits, ctx: CommandContext) -> Iterable[OutboxJob]:
    visit = _once(uow, command, ctx)
    school, sip = uow.roster.school_then(visit.urn), uow.roster.then(visit.sip_id, Role.SIP)
    asked = f" on {day_words(london_date(visit.wished_at))}" if visit.wished_at else ""
    words = (
        f"{school.full_name} asked{asked} that {sip.name} feeds back to its governors. "
        "No half-day has been offered yet."
    )
    return [send_text(uow.roster.holder(Role.TRUST_ADVISOR).id, words, f"feedback_waits:{visit.id}")]


HANDLERS: Final[Mapping[type, Handler]] = {
    AskForFeedback: ask_for_feedback,
    RemindOfFeedback: remind,
    TellFeedbackWaits: tell_it_waits,
}


def _stays(_uow: UnitOfWork, command: AskForFeedback, _viewer: Person, _context: RenderContext, _: Click) -> CardRef:
    return CardRef(ReportKind.GOVERNORS, report_about(command.report_id), command.version)


REPLIES: Final[Mapping[type, Reply]] = {AskForFeedback: Reply(_stays)}


def due_now(uow: UnitOfWork, policy: TrustPolicy, now: datetime) -> tuple[_Due | ReportDeadlineUnknown, ...]:
    """All that the clock should do about them now. A school that Ofsted inspects is left in peace (O2)."""
    today, calls = london_date(now), uow.ofsted_calls.not_over(london_date(now))
    schools = {one.urn: one for one in uow.roster.schools() if not reminders_pause(calls, one.urn, today)}

    def due_about(visit: Visit) -> list[_Due]:
        calendar = uow.roster.calendar(schools[visit.urn], policy.bank_holidays)
        due = feedback_due(visit, calendar, policy.patience, now)
        return [one for one in due if not uow.visits.is_done(visit.id, _occasion(one))]

    waiting = (visit for visit in uow.visits.with_nothing_offered() if visit.urn in schools)
    return of_each("visits that governors wait for", waiting, due_about)


def _occasion(command: _Due) -> str:
    return f"feedback_reminded {command.number}" if isinstance(command, RemindOfFeedback) else "feedback_waiting_told"


def _once(uow: UnitOfWork, command: _Due, ctx: CommandContext) -> Visit:
    """Raises Refused where another clock came first, or something was offered meanwhile."""
    visit = uow.visits.get(command.visit_id)
    occasion = _occasion(command)
    entry = ctx.entry(occasion.partition(" ")[0], visit_about(visit.id), rule="G2")
    offered = visit.status not in NOTHING_OFFERED
    if offered or not uow.visits.note_done(visit.id, occasion, entry, ctx.now):
        raise Refused("stale", "This has been done already.")
    return visit
