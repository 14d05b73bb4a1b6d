"""Reminders of the clock, and the word to the Trust Advisor that a report waits. Nothing is approved by silence."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.engine.workflow import FollowUp, follow_ups_of
from automations.reports.cards import ReportKind, after, report_about
from handbook.core.british_time import london_date
from handbook.core.people import Role
from handbook.reports.reminders import Due, RemindHeadteacher, TellItWaits, due, reminded, waiting_told
from handbook.reports.report import Report
from handbook.visits.ofsted_call import reminders_pause
from store.unit_of_work import UnitOfWork


def remind(uow: UnitOfWork, command: RemindHeadteacher, ctx: CommandContext) -> Iterable[OutboxJob]:
    report = reminded(uow.reports.get(command.report_id), command)
    entry = ctx.entry("reminded", report_about(report.id), version=command.version, number=command.number)
    return [after("headteacher_reminded", uow.reports.save(report, entry, ctx.now))]


def tell_it_waits(uow: UnitOfWork, command: TellItWaits, ctx: CommandContext) -> Iterable[OutboxJob]:
    report = waiting_told(uow.reports.get(command.report_id), command, ctx.now)
    entry = ctx.entry("waiting_told", report_about(report.id), version=command.version, rule="W2")
    return [after("advisor_told_it_waits", uow.reports.save(report, entry, ctx.now))]


HANDLERS: Final[Mapping[type, Handler]] = {RemindHeadteacher: remind, TellItWaits: tell_it_waits}


def headteacher_reminded(_: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    about = report_about(report.id)
    yield send_card(ReportKind.REMINDER, report.headteacher_id, about, report.sent, str(report.reminders))


def advisor_told_it_waits(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    advisor = uow.roster.holder(Role.TRUST_ADVISOR)
    yield send_card(ReportKind.WAITS, advisor.id, report_about(report.id), report.sent)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, report_id: uow.reports.get(report_id),
    {
        "headteacher_reminded": headteacher_reminded,
        "advisor_told_it_waits": advisor_told_it_waits,
    },
)


def due_now(uow: UnitOfWork, policy: TrustPolicy, now: datetime) -> tuple[Due | ReportDeadlineUnknown, ...]:
    """All that the clock should do about reports now. A school that Ofsted inspects is left in peace (O2)."""
    today, calls = london_date(now), uow.ofsted_calls.not_over(london_date(now))
    schools = {one.urn: one for one in uow.roster.schools() if not reminders_pause(calls, one.urn, today)}

    def due_about(report: Report) -> tuple[Due, ...]:
        calendar = uow.roster.calendar(schools[report.urn], policy.bank_holidays)
        return due(report, calendar, policy.patience, now)

    return of_each("reports", (one for one in uow.reports.waiting() if one.urn in schools), due_about)
