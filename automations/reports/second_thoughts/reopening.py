"""The Trust Advisor reopens an approved report: who writes and answers it now, who is told, and what is closed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import refresh_all, send_card, send_text
from automations.engine.workflow import Effect, FollowUp, Work, follow_ups_of
from automations.reports.cards import ReportKind, after, report_about
from cards.reports.lines import report_title
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.reports import reopening as rules
from handbook.reports.handing_over import handed_over
from handbook.reports.reopening import REOPENED_COLUMNS, ReopenReport
from handbook.reports.report import Report
from store.unit_of_work import UnitOfWork


def reopen(uow: UnitOfWork, command: ReopenReport, ctx: CommandContext) -> Iterable[OutboxJob]:
    """By whoever holds the offices of the school now. Raises Refused where nobody could write a new version."""
    dossier = uow.reports.dossier(uow.reports.get(command.report_id))
    before = dossier.report
    report = _with_holders_of_now(uow, rules.reopened(dossier, command, ctx.somebody, ctx.now), ctx.now)
    if uow.roster.person(report.sip_id) is None:
        words = f"{dossier.school.full_name} has no School Improvement Partner who could write a new version."
        raise Refused("not_now", f"{words} Please name one first.", "W1")
    entry = ctx.entry("reopened", report_about(report.id), version=command.version, rule="W1")
    saved = uow.reports.save(report, entry, ctx.now)
    yield after("report_reopened", saved)
    if saved.closing:
        yield after("sharing_ended", saved)
    yield from _outside_told(uow, before, saved)
    if uow.roster.person(saved.headteacher_id) is None:
        yield send_text(ctx.actor_id, _nobody(uow, saved), f"reopened:{saved.id}@{saved.revision}:nobody")


HANDLERS: Final[Mapping[type, Handler]] = {ReopenReport: reopen}


def report_reopened(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    """Every copy says so; SIP and headteacher get it anew, and what was made of it is closed or marked."""
    about, occasion = report_about(report.id), f"reopened-{report.revision}"
    yield from refresh_all(uow, about, report.revision)
    yield send_card(ReportKind.ARRIVAL, report.sip_id, about, report.sent, occasion)
    if uow.roster.person(report.headteacher_id) is not None:
        yield send_card(ReportKind.APPROVAL, report.headteacher_id, about, report.sent, occasion)
    for effect in ("mark_reopened", "close_denied"):
        yield OutboxJob(effect, f"{report.id}@{occasion}", {"report_id": report.id}, JobQueue.GRAPH)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, report_id: uow.reports.get(report_id), {"report_reopened": report_reopened}
)


async def mark_reopened(work: Work, report_id: str) -> None:
    """The library says that the version that stood does so no more."""
    report = await work.bus.read(lambda uow: uow.reports.get(report_id))
    for one in report.reopened:
        for item in one.filed.items if one.filed else ():
            await work.libraries.write_columns(item, REOPENED_COLUMNS)


EFFECTS: Final[Mapping[str, Effect]] = {
    "mark_reopened": Effect(mark_reopened, "The library does not say yet that this report was reopened"),
}


def _with_holders_of_now(uow: UnitOfWork, report: Report, now: datetime) -> Report:
    school = uow.roster.school(report.urn)
    parts = ((Role.HEADTEACHER, school.headteacher_id), (Role.SIP, school.sip_id)) if school else ()
    for part, holder_id in parts:
        if uow.roster.person(holder_id) is not None:
            report = handed_over(report, part, holder_id, now)
    return report


def _outside_told(uow: UnitOfWork, before: Report, report: Report) -> Iterable[OutboxJob]:
    """Who had it outside the school and its SIP, and is on the list."""
    called = report_title(report, uow.roster.school_then(report.urn))
    words = (
        f"{called} was reopened by the Trust Advisor and will be corrected. The version that you had no longer stands, "
        "and is closed to you. You will be told if the new one is shared with you."
    )
    chair = uow.roster.person(before.chair.person_id) if before.chair else None
    readers: list[Person] = [*before.shared_with, *([chair] if chair else [])]
    for one in readers:
        if uow.roster.person(one.id) is not None:
            yield send_text(one.id, words, f"reopened:{report.id}@{report.revision}:{one.id}")


def _nobody(uow: UnitOfWork, report: Report) -> str:
    school = uow.roster.school_then(report.urn)
    return (
        f"{school.full_name} has no headteacher on the service’s list, so nobody can answer the new version of its "
        f"{report.title}. It waits until there is one."
    )
