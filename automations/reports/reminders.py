"""Reminders of the clock, and the word to the Trust Advisor that a report waits. Nothing is approved by silence."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from automations.engine.chasing import Chase, Waiting
from automations.engine.command_bus import CommandContext, Handler, TrustPolicy
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.engine.workflow import FollowUp, follow_ups_of
from automations.reports.cards import ReportKind, after, report_about
from handbook.core.british_time import london_date
from handbook.core.chasing import NEVER
from handbook.core.people import Role
from handbook.reports.reminders import Due, RemindHeadteacher, TellItWaits, due, reminded, waiting_told
from handbook.reports.report import Report, Status
from handbook.visits.ofsted.call import reminders_pause
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


def _waits_for_sip(_uow: UnitOfWork, report: Report, policy: TrustPolicy, _now: datetime) -> Iterable[Waiting]:
    """Nobody but its SIP hears of it: what was not approved is known to no others (W2)."""
    mark = f"{report.status.value} v{report.latest}"
    patience = replace(policy.patience, trust_advisor=NEVER, every=5)
    waiting = Waiting(report_about(report.id), "report", report.urn, Role.SIP, report.sip_id, mark, None, patience)
    return [waiting] if report.sip_id and report.status in OF_SIP else []


def _remind_sip(_uow: UnitOfWork, report: Report, person_id: str, occasion: str) -> Iterable[OutboxJob]:
    return [send_card(ReportKind.ARRIVAL, person_id, report_about(report.id), report.latest, occasion)]


def _words(uow: UnitOfWork, report: Report, _waiting: Waiting) -> str:
    """Where its SIP has left: as much as may be said, whatever there is of the report."""
    return f"{uow.roster.school_then(report.urn).full_name}: the {report.term.value.lower()} report needs a SIP."


OF_SIP: Final = (Status.DRAFTED, Status.CHANGE_ASKED)
FOR_SIP: Final = Chase(
    kind="reports that wait for their SIP",
    records=lambda uow, _now: uow.reports.in_status(OF_SIP),
    load=lambda uow, report_id: uow.reports.get(report_id),
    waits=_waits_for_sip,
    remind=_remind_sip,
    words=_words,
    rule="W1",
)
