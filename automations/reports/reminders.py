"""Reminders of the clock, and the word to the Trust Advisor that a report waits. Nothing is approved by silence."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from automations.engine.command_bus import Customs, Handler, Occasion
from automations.engine.deadlines import ReportDeadlineUnknown, of_each
from automations.engine.notifications import tell
from automations.engine.outbox import Promise
from automations.engine.workflow import FollowUp, follow_ups_of
from automations.reports.cards import ReportKind, after, report_about
from handbook.core.british_time import london_date
from handbook.core.people import Role
from handbook.reports.reminders import Due, RemindHeadteacher, TellItWaits, due, reminded, waiting_told
from handbook.reports.report import Report
from handbook.visits.ofsted_call import reminders_pause
from store.ledger import Ledger


def remind(books: Ledger, command: RemindHeadteacher, occasion: Occasion) -> Iterable[Promise]:
    report = reminded(books.reports.get(command.report_id), command)
    entry = occasion.entry("reminded", report_about(report.id), version=command.version, number=command.number)
    return [after("headteacher_reminded", books.reports.save(report, entry, occasion.now))]


def tell_it_waits(books: Ledger, command: TellItWaits, occasion: Occasion) -> Iterable[Promise]:
    report = waiting_told(books.reports.get(command.report_id), command, occasion.now)
    entry = occasion.entry("waiting_told", report_about(report.id), version=command.version, rule="W2")
    return [after("advisor_told_it_waits", books.reports.save(report, entry, occasion.now))]


HANDLERS: Final[Mapping[type, Handler]] = {RemindHeadteacher: remind, TellItWaits: tell_it_waits}


def headteacher_reminded(_: Ledger, report: Report) -> Iterable[Promise]:
    about = report_about(report.id)
    yield tell(ReportKind.REMINDER, report.headteacher_id, about, report.sent, str(report.reminders))


def advisor_told_it_waits(books: Ledger, report: Report) -> Iterable[Promise]:
    advisor = books.roster.holder(Role.TRUST_ADVISOR)
    yield tell(ReportKind.WAITS, advisor.id, report_about(report.id), report.sent)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda books, report_id: books.reports.get(report_id),
    {
        "headteacher_reminded": headteacher_reminded,
        "advisor_told_it_waits": advisor_told_it_waits,
    },
)


def due_now(books: Ledger, customs: Customs, now: datetime) -> tuple[Due | ReportDeadlineUnknown, ...]:
    """All that the clock should do about reports now. A school that Ofsted inspects is left in peace (O2)."""
    today, calls = london_date(now), books.ofsted_calls.not_over(london_date(now))
    schools = {one.urn: one for one in books.roster.schools() if not reminders_pause(calls, one.urn, today)}

    def due_about(report: Report) -> tuple[Due, ...]:
        calendar = books.roster.calendar(schools[report.urn], customs.bank_holidays)
        return due(report, calendar, customs.patience, now)

    return of_each("reports", (one for one in books.reports.waiting() if one.urn in schools), due_about)
