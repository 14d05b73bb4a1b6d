"""What a headteacher said on the telephone is recorded, and taken back where they say that it is not so (W1)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import in_order, refresh_all, send_card, send_text
from automations.engine.workflow import Effect, FollowUp, Work, follow_ups_of
from automations.reports.cards import ReportKind, acting_on, after, report_about
from automations.reports.forms.writing import close_of
from handbook.core.people import Person, Role
from handbook.reports import by_phone as rules
from handbook.reports.by_phone import DenyAnswer, RecordAnswer, Said
from handbook.reports.filing import REPLACED_COLUMNS
from handbook.reports.report import Filed, Report, Status
from store.unit_of_work import UnitOfWork

PHONE_CALL: Final = "phone call"
AT_MOST: Final = 6
"""Cards in one answer: Teams slows a chat down that gets more at once."""


def record(uow: UnitOfWork, command: RecordAnswer, ctx: CommandContext) -> Iterable[OutboxJob]:
    dossier = uow.reports.dossier(uow.reports.get(command.report_id))
    report = rules.recorded(dossier, command, ctx.somebody, ctx.now)
    about, approves = report_about(report.id), command.said is Said.APPROVES
    action = "approved" if approves else "change_asked"
    sha256 = dossier.shown.sha256
    entry = ctx.entry(action, about, version=command.version, sha256=sha256, rule="W1", answered_by=rules.ROUTE)
    saved = uow.reports.save(report, entry, ctx.now)
    yield after("report_approved" if approves else "change_asked", saved)
    yield send_card(ReportKind.APPROVAL, report.headteacher_id, about, report.sent, f"phone-{saved.revision}")


def deny(uow: UnitOfWork, command: DenyAnswer, ctx: CommandContext) -> Iterable[OutboxJob]:
    dossier = uow.reports.dossier(uow.reports.get(command.report_id))
    by = acting_on(uow, dossier.report, ctx)
    report = rules.denied(dossier, command, by.person, ctx.now)
    entry = ctx.entry("phone_denied", report_about(report.id), version=command.version, rule="W1", **by.noted)
    yield after("phone_denied", uow.reports.save(report, entry, ctx.now))


HANDLERS: Final[Mapping[type, Handler]] = {RecordAnswer: record, DenyAnswer: deny}


def filed_late(uow: UnitOfWork, report: Report, filed: Filed, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Files that came into the library while the headteacher said that it is not so: they are closed too."""
    if report.status is not Status.SENT or report.phone_denied_at is None:
        return
    late = tuple(item for item in filed.items if item not in report.replaced)
    entry = ctx.entry("filed_too_late", report_about(report.id), version=report.sent, rule="W1")
    saved = uow.reports.save(replace(report, replaced=(*report.replaced, *late)), entry, ctx.now)
    yield _close(saved)


def phone_denied(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    """Every copy says so, the SIP and the Trust Advisor are told, and what was filed is closed."""
    about = report_about(report.id)
    yield from refresh_all(uow, about, report.revision)
    yield _close(report)
    yield from close_of(uow, report, f"denied-{report.revision}")
    yield send_card(ReportKind.ARRIVAL, report.sip_id, about, report.sent, f"denied-{report.revision}")
    advisor = uow.roster.holder(Role.TRUST_ADVISOR)
    yield send_card(ReportKind.WAITS, advisor.id, about, report.sent, f"denied-{report.revision}")


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, report_id: uow.reports.get(report_id), {"phone_denied": phone_denied}
)


async def close_denied(work: Work, report_id: str) -> None:
    """Closes what was filed by an answer that was none, and says so beside it; not what was filed again since."""
    report = await work.bus.read(lambda uow: uow.reports.get(report_id))
    stands = report.filed.items if report.filed else ()
    for item in report.replaced:
        if item not in stands:
            await work.libraries.unshare(item)
            await work.libraries.write_columns(item, REPLACED_COLUMNS)


EFFECTS: Final[Mapping[str, Effect]] = {
    "close_denied": Effect(close_denied, "Access to a report that was not approved could not be removed yet"),
}


def phone_call_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    """For the Trust Advisor: the reports that wait for headteachers, without a word of what is in them (W2)."""
    if words != PHONE_CALL or not person.is_a(Role.TRUST_ADVISOR):
        return None
    waiting = [one for one in uow.reports.waiting() if one.status is Status.SENT]
    if not waiting:
        return [send_text(person.id, "No report waits for a headteacher.", message_id)]
    told = [
        send_card(ReportKind.WAITS, person.id, report_about(one.id), one.sent, message_id) for one in waiting[:AT_MOST]
    ]
    if len(waiting) > AT_MOST:
        more = f"{len(waiting) - AT_MOST} more wait. Type “{PHONE_CALL}” again once these are answered."
        told.append(send_text(person.id, more, message_id))
    return [in_order(told, message_id)]


def _close(report: Report) -> OutboxJob:
    return OutboxJob("close_denied", f"{report.id}@{report.revision}", {"report_id": report.id}, JobQueue.GRAPH)
