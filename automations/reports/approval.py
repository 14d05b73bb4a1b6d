"""The SIP sends, the headteacher decides, the report is filed (W1, W2). Commands above, effects below."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.notifications import refresh_all, send_card
from automations.engine.workflow import Effect, FollowUp, Work, follow_ups_of
from automations.reports.by_phone import filed_late
from automations.reports.cards import ReportKind, acting_on, after, part_about, report_about
from automations.reports.forms.writing import close_of, reopen_of
from automations.reports.opening import about_version
from automations.reports.placing import keep_choices
from documents.binding import NotBound, Part, begin_to_append
from documents.headteachers_view import write_headteachers_view
from documents.school_words import TITLE
from handbook.core.people import Role
from handbook.reports import approval as rules
from handbook.reports.approval import ApproveReport, AskForChange, SendReport, SetReportAside, TellGovernors
from handbook.reports.dossier import Dossier
from handbook.reports.filing import (
    approved_columns,
    document_name,
    draft_columns,
    folder,
    is_pdf,
    other_names,
    pdf_name,
    view_name,
)
from handbook.reports.library import FiledItem, Library
from handbook.reports.moves import MOVES, Move
from handbook.reports.report import Filed, Report, Status, has_words
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NoteDraftPlaced:
    """The draft stands where SIP and headteacher can open it."""

    report_id: str
    version: int
    item: FiledItem


@dataclass(frozen=True, slots=True)
class NoteFiled:
    """The approved report stands in the library."""

    report_id: str
    filed: Filed


def send(uow: UnitOfWork, command: SendReport, ctx: CommandContext) -> Iterable[OutboxJob]:
    keep_choices(uow, command, ctx)
    dossier = _dossier(uow, command.report_id)
    by = acting_on(uow, dossier.report, ctx)
    report = rules.sent(dossier, command, by.person, ctx.now, by.deputy_id)
    sha256 = dossier.newest.sha256
    entry = ctx.entry("sent", report_about(report.id), version=command.version, sha256=sha256, rule="W1", **by.noted)
    return [after("report_sent", uow.reports.save(report, entry, ctx.now))]


def set_aside(uow: UnitOfWork, command: SetReportAside, ctx: CommandContext) -> Iterable[OutboxJob]:
    dossier = _dossier(uow, command.report_id)
    by = acting_on(uow, dossier.report, ctx)
    rules.check_may_set_aside(dossier, by.person, command.version)
    uow.reports.write_version(command.report_id, replace(dossier.newest, set_aside=True))
    entry = ctx.entry("set_aside", report_about(command.report_id), version=command.version, **by.noted)
    return [after("report_changed", uow.reports.save(dossier.report, entry, ctx.now))]


def approve(uow: UnitOfWork, command: ApproveReport, ctx: CommandContext) -> Iterable[OutboxJob]:
    dossier = _dossier(uow, command.report_id)
    by = acting_on(uow, dossier.report, ctx)
    report = rules.approved(
        replace(dossier, deputy_id=by.deputy_id), command, by.person, ctx.now, ctx.route, by.deputy_id
    )
    entry = ctx.entry(
        "approved",
        report_about(report.id),
        version=command.version,
        sha256=dossier.shown.sha256,
        with_view=int(command.with_view),
        rule="W1",
        **by.noted,
    )
    return [after("report_approved", uow.reports.save(report, entry, ctx.now))]


def ask_for_change(uow: UnitOfWork, command: AskForChange, ctx: CommandContext) -> Iterable[OutboxJob]:
    dossier = _dossier(uow, command.report_id)
    by = acting_on(uow, dossier.report, ctx)
    report = rules.change_asked(replace(dossier, deputy_id=by.deputy_id), command, by.person, ctx.now, by.deputy_id)
    entry = ctx.entry("change_asked", report_about(report.id), version=command.version, rule="W1", **by.noted)
    return [after("change_asked", uow.reports.save(report, entry, ctx.now))]


def tell_governors(uow: UnitOfWork, command: TellGovernors, ctx: CommandContext) -> Iterable[OutboxJob]:
    dossier = _dossier(uow, command.report_id)
    by = acting_on(uow, dossier.report, ctx)
    report = rules.governors_told(dossier, command, by.person, ctx.now)
    entry = ctx.entry("governors_told", report_about(report.id), rule="G1", **by.noted)
    return [after("report_changed", uow.reports.save(report, entry, ctx.now))]


def note_draft_placed(uow: UnitOfWork, command: NoteDraftPlaced, ctx: CommandContext) -> Iterable[OutboxJob]:
    report = uow.reports.get(command.report_id)
    version = uow.reports.version(report.id, command.version)
    if version.draft == command.item:
        return []
    uow.reports.write_version(report.id, replace(version, draft=command.item))
    entry = ctx.entry("draft_placed", report_about(report.id), version=command.version)
    saved = uow.reports.save(replace(report, trouble=""), entry, ctx.now)
    if command.version != saved.sent:  # a newer version was sent while this one was on its way
        return [about_version("close_draft", saved, command.version, "placed-late")]
    return [after("draft_placed", saved)]


def note_filed(uow: UnitOfWork, command: NoteFiled, ctx: CommandContext) -> Iterable[OutboxJob]:
    report = uow.reports.get(command.report_id)
    if report.status is not Status.APPROVED:
        return filed_late(uow, report, command.filed, ctx)
    filed = replace(report, status=MOVES[report.status, Move.FILE], filed=command.filed, trouble="")
    others = len(other_names(uow.reports.dossier(filed)))
    entry = ctx.entry("filed", report_about(report.id), version=report.sent, rule="W2", other_names=others)
    return [after("report_filed", uow.reports.save(filed, entry, ctx.now))]


HANDLERS: Final[Mapping[type, Handler]] = {
    SendReport: send,
    SetReportAside: set_aside,
    ApproveReport: approve,
    AskForChange: ask_for_change,
    TellGovernors: tell_governors,
    NoteDraftPlaced: note_draft_placed,
    NoteFiled: note_filed,
}


def report_sent(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    """The file goes where the headteacher can open it; an earlier version is closed to them."""
    yield from refresh_all(uow, report_about(report.id), report.revision)
    yield from refresh_all(uow, part_about(report.urn, report.year, report.term), report.id)
    yield about_version("place_draft", report, report.sent)
    if report.sent_before:
        yield about_version("close_draft", report, report.sent_before)
    yield from close_of(uow, report, f"v{report.sent}")


def draft_placed(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    yield from refresh_all(uow, report_about(report.id), report.revision)
    yield about_version("open_draft", report, report.sent)


def report_approved(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    yield from refresh_all(uow, report_about(report.id), report.revision)
    if not report.external_sip:
        occasion = _once_more(report) or "approved"
        yield send_card(ReportKind.ARRIVAL, report.sip_id, report_about(report.id), report.sent, occasion)
    yield OutboxJob("collect_lines", f"{report.id}:v{report.sent}", {"report_id": report.id}, JobQueue.DESK)
    yield about_version("file_report", report, report.sent, _once_more(report))


def change_asked(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    yield from refresh_all(uow, report_about(report.id), report.revision)
    yield send_card(ReportKind.ARRIVAL, report.sip_id, report_about(report.id), report.sent, "change_asked")
    yield from reopen_of(uow, report)


def report_filed(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    """Only now the Trust Advisor hears of it, and gets it (W2); the headteacher gets the governors' pack (G1), once
    they can open it."""
    advisor = uow.roster.holder(Role.TRUST_ADVISOR)
    yield from refresh_all(uow, report_about(report.id), report.revision)
    again = _once_more(report)
    yield send_card(ReportKind.REPORT, advisor.id, report_about(report.id), report.sent, again)
    yield about_version("open_filed", report, report.sent, again)


def report_changed(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    yield from refresh_all(uow, report_about(report.id), report.revision)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, report_id: uow.reports.get(report_id),
    {
        "report_sent": report_sent,
        "draft_placed": draft_placed,
        "report_approved": report_approved,
        "change_asked": change_asked,
        "report_filed": report_filed,
        "report_changed": report_changed,
    },
)


async def place_draft(work: Work, report_id: str, version: int) -> None:
    """Puts the sent version among the drafts (W2)."""
    dossier, data = await work.bus.read(lambda uow: _with_file(uow, report_id, version))
    sent = await work.bus.read(lambda uow: uow.reports.version(report_id, version))
    columns = draft_columns(dossier, sent.sha256)
    item = await work.libraries.place(Library.DRAFTS, folder(dossier), document_name(dossier, version), data, columns)
    await work.bus.decide(NoteDraftPlaced(report_id, version, item))


async def close_draft(work: Work, report_id: str, version: int) -> None:
    """Takes a version that was replaced away from everybody it was shared with."""
    report = await work.bus.read(lambda uow: uow.reports.get(report_id))
    earlier = await work.bus.read(lambda uow: uow.reports.version(report_id, version))
    if earlier.draft is not None and report.sent != version:
        await work.libraries.unshare(earlier.draft)


async def file_report(work: Work, report_id: str, version: int) -> None:
    """Files the approved document as it was approved, its PDF, and the school's view beside it (W1, W2). The PDF ends
    with the view."""
    dossier, data = await work.bus.read(lambda uow: _with_file(uow, report_id, version))
    if dossier.report.status is not Status.APPROVED or dossier.report.sent != version:
        return
    columns = approved_columns(dossier, work.bus.policy.keep_years)
    where = folder(dossier)
    document = await work.libraries.place(Library.REPORTS, where, document_name(dossier), data, columns)
    printed = document
    view, ends_with_view = await _file_view(work, dossier, document.name, columns), False
    if not is_pdf(dossier.shown):
        pdf, ends_with_view = await _with_words(work, await work.libraries.as_pdf(document), view)
        printed = await work.libraries.place(Library.REPORTS, where, pdf_name(dossier), pdf, columns)
    await work.bus.decide(NoteFiled(report_id, Filed(document, printed, view, pdf_has_words=ends_with_view)))


EFFECTS: Final[Mapping[str, Effect]] = {
    "place_draft": Effect(place_draft, "The report could not be put where the headteacher can open it"),
    "close_draft": Effect(close_draft, "Access to an earlier version could not be removed yet"),
    "file_report": Effect(file_report, "The approved report could not be filed yet"),
}


async def _file_view(work: Work, dossier: Dossier, beside: str, columns: Mapping[str, str]) -> FiledItem | None:
    decision = dossier.report.decision
    if decision is None or not has_words(dossier.report):
        return None
    paper = await asyncio.to_thread(write_headteachers_view, dossier, decision, beside)
    return await work.libraries.place(Library.REPORTS, folder(dossier), view_name(dossier), paper, columns)


async def _with_words(work: Work, pdf: bytes, view: FiledItem | None) -> tuple[bytes, bool]:
    """The PDF with what the school said at its end, and whether it is there: one that cannot be added to (its SIP
    locked it) is filed as it is, and the view stands beside it."""
    if view is None:
        return pdf, False
    last = Part(TITLE, await work.libraries.as_pdf(view))
    try:
        return await asyncio.wrap_future(begin_to_append(pdf, last)), True
    except NotBound:
        return pdf, False


def _once_more(report: Report) -> str:
    """Sets apart what follows where it followed before: from an answer to the same version that was none."""
    return f"once-more-{report.phone_denied_at:%Y%m%d%H%M%S}" if report.phone_denied_at else ""


def _dossier(uow: UnitOfWork, report_id: str) -> Dossier:
    return uow.reports.dossier(uow.reports.get(report_id))


def _with_file(uow: UnitOfWork, report_id: str, version: int) -> tuple[Dossier, bytes]:
    sha256 = uow.reports.version(report_id, version).sha256
    return _dossier(uow, report_id), uow.reports.file(sha256)
