"""What could not be done about a report stands on its cards, and a person is told, never a log line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.jobs.trouble_hearers import ASKED_FOR, BY_ADVISOR, advisor
from automations.engine.notifications import refresh_all, send_trouble_card
from automations.engine.roster import school_called
from automations.engine.workflow import FollowUp, RecordTrouble, follow_ups_of
from automations.reports.cards import OF_AGREEMENT, ReportKind, after, report_about
from handbook.core.people import Role
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.report import Report, Status
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NoteTrouble:
    """Something promised about a report does not work; it is tried again, but somebody should know."""

    report_id: str
    effect: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class NoteTroubleOver:
    """What did not work has worked at last."""

    report_id: str
    effect: str
    could_not: str


def note_trouble(uow: UnitOfWork, command: NoteTrouble, ctx: CommandContext) -> Iterable[OutboxJob]:
    report = uow.reports.get(command.report_id)
    if report.trouble == command.words:
        return []
    entry = ctx.entry("trouble", report_about(report.id), effect=command.effect, what=command.what)
    return [after("report_troubled", uow.reports.save(replace(report, trouble=command.words), entry, ctx.now))]


def note_trouble_over(uow: UnitOfWork, command: NoteTroubleOver, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Only the trouble of this effect: another one may have come since."""
    report = uow.reports.get(command.report_id)
    if not report.trouble.startswith(command.could_not):
        return []
    return [over(uow, report, ctx, effect=command.effect)]


def over(uow: UnitOfWork, report: Report, ctx: CommandContext, **detail: str) -> OutboxJob:
    """Its cards say no more that something does not work."""
    entry = ctx.entry("trouble_over", report_about(report.id), **detail)
    return after("trouble_over", uow.reports.save(replace(report, trouble=""), entry, ctx.now))


HANDLERS: Final[Mapping[type, Handler]] = {NoteTrouble: note_trouble, NoteTroubleOver: note_trouble_over}


def report_troubled(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    """Before approval the SIP hears of it (of a report that was handed in, its headteacher); after it the Trust
    Advisor, who answers for the service (W2). Each trouble of a version is told once: two that take turns are not told
    each time."""
    about = report_about(report.id)
    yield from refresh_all(uow, about, report.revision)
    if not report.trouble:
        return
    if report.status in (Status.FILED, Status.SHARED):
        advisor = uow.roster.holder(Role.TRUST_ADVISOR)
        yield send_trouble_card(ReportKind.REPORT, advisor.id, about, report.sent, report.trouble)
    elif report.external_sip:
        yield send_trouble_card(ReportKind.APPROVAL, report.headteacher_id, about, report.sent, report.trouble)
    else:
        yield send_trouble_card(ReportKind.ARRIVAL, report.sip_id, about, report.sent or report.latest, report.trouble)


def trouble_over(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    """Nobody is written to: the cards say so by saying nothing of it."""
    yield from refresh_all(uow, report_about(report.id), report.revision)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, report_id: uow.reports.get(report_id),
    {"report_troubled": report_troubled, "trouble_over": trouble_over},
)


def _of_report(uow: UnitOfWork, report_id: str) -> Iterable[str]:
    """Whoever is told by its card: `report_troubled`."""
    report = uow.reports.get(report_id)
    if report.status in (Status.FILED, Status.SHARED):
        return advisor(uow)
    return [report.headteacher_id if report.external_sip else report.sip_id]


def _of_arrival(uow: UnitOfWork, arrival_id: str) -> Iterable[str]:
    arrival = uow.reports.arrival(arrival_id)
    return [arrival.person_id] if arrival else []


TROUBLES: Final[Mapping[str, RecordTrouble]] = {
    "report": RecordTrouble(
        _of_report,
        noted=NoteTrouble,
        over=NoteTroubleOver,
        now=lambda uow, report_id: uow.reports.get(report_id).trouble,
    ),
    OF_AGREEMENT[AgreementKind.SHARING]: RecordTrouble(
        advisor, called=lambda uow, urn: f"the sharing agreement of {school_called(uow, urn)}"
    ),
    OF_AGREEMENT[AgreementKind.DATA]: RecordTrouble(
        advisor, called=lambda uow, urn: f"the data agreement of {school_called(uow, urn)}"
    ),
    "agreement_round": BY_ADVISOR,
    "arrival": RecordTrouble(_of_arrival),
    "frameworks": ASKED_FOR,
    "file": RecordTrouble(lambda uow, file_id: [uow.file_questions.get(file_id).person_id]),
}
