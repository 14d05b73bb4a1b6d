"""The SIP sends, the headteacher decides, the report is filed (W1, W2). Commands above, effects below."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from automations.engine.command_bus import Handler, Occasion
from automations.engine.notifications import redraw_all, tell
from automations.engine.outbox import Promise
from automations.engine.workflow import Effect, FollowUp, Work, follow_ups_of
from automations.reports.cards import ReportKind, after, report_about
from automations.reports.opening import about_version
from documents.headteachers_view import write_headteachers_view
from handbook.core.british_time import london_date
from handbook.core.people import Role
from handbook.reports import approval as rules
from handbook.reports.approval import ApproveReport, AskForChange, SendReport, SetReportAside, TellGovernors
from handbook.reports.filing import (
    approved_columns,
    document_name,
    draft_columns,
    folder,
    other_names,
    pdf_name,
    view_name,
)
from handbook.reports.library import FiledItem, Library
from handbook.reports.report import Dossier, Filed, Report, Status
from store.ledger import Ledger


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


def send(books: Ledger, command: SendReport, occasion: Occasion) -> Iterable[Promise]:
    dossier = _dossier(books, command.report_id)
    report = rules.sent(dossier, command, occasion.somebody, occasion.now)
    sha256 = dossier.newest.sha256
    entry = occasion.entry("sent", report_about(report.id), version=command.version, sha256=sha256, rule="W1")
    return [after("report_sent", books.reports.save(report, entry, occasion.now))]


def set_aside(books: Ledger, command: SetReportAside, occasion: Occasion) -> Iterable[Promise]:
    dossier = _dossier(books, command.report_id)
    rules.check_may_set_aside(dossier, occasion.somebody, command.version)
    books.reports.write_version(command.report_id, replace(dossier.newest, set_aside=True))
    entry = occasion.entry("set_aside", report_about(command.report_id), version=command.version)
    return [after("report_changed", books.reports.save(dossier.report, entry, occasion.now))]


def approve(books: Ledger, command: ApproveReport, occasion: Occasion) -> Iterable[Promise]:
    dossier = _dossier(books, command.report_id)
    report = rules.approved(dossier, command, occasion.somebody, occasion.now, occasion.route)
    entry = occasion.entry(
        "approved",
        report_about(report.id),
        version=command.version,
        sha256=dossier.shown.sha256,
        with_view=int(command.with_view),
        rule="W1",
    )
    return [after("report_approved", books.reports.save(report, entry, occasion.now))]


def ask_for_change(books: Ledger, command: AskForChange, occasion: Occasion) -> Iterable[Promise]:
    report = rules.change_asked(_dossier(books, command.report_id), command, occasion.somebody)
    entry = occasion.entry("change_asked", report_about(report.id), version=command.version, rule="W1")
    return [after("change_asked", books.reports.save(report, entry, occasion.now))]


def tell_governors(books: Ledger, command: TellGovernors, occasion: Occasion) -> Iterable[Promise]:
    report = rules.governors_told(_dossier(books, command.report_id), command, occasion.somebody, occasion.now)
    entry = occasion.entry("governors_told", report_about(report.id), rule="G1")
    return [after("report_changed", books.reports.save(report, entry, occasion.now))]


def note_draft_placed(books: Ledger, command: NoteDraftPlaced, occasion: Occasion) -> Iterable[Promise]:
    report = books.reports.get(command.report_id)
    version = books.reports.version(report.id, command.version)
    if version.draft == command.item:
        return []
    books.reports.write_version(report.id, replace(version, draft=command.item))
    entry = occasion.entry("draft_placed", report_about(report.id), version=command.version)
    saved = books.reports.save(replace(report, trouble=""), entry, occasion.now)
    if command.version != saved.sent:  # a newer version was sent while this one was on its way
        return [about_version("close_draft", saved, command.version, "placed-late")]
    return [after("draft_placed", saved)]


def note_filed(books: Ledger, command: NoteFiled, occasion: Occasion) -> Iterable[Promise]:
    report = books.reports.get(command.report_id)
    if report.status is not Status.APPROVED:
        return []
    filed = replace(report, status=rules.MOVES[report.status, rules.Move.FILE], filed=command.filed, trouble="")
    others = len(other_names(books.reports.dossier(filed)))
    entry = occasion.entry("filed", report_about(report.id), version=report.sent, rule="W2", other_names=others)
    return [after("report_filed", books.reports.save(filed, entry, occasion.now))]


HANDLERS: Final[Mapping[type, Handler]] = {
    SendReport: send,
    SetReportAside: set_aside,
    ApproveReport: approve,
    AskForChange: ask_for_change,
    TellGovernors: tell_governors,
    NoteDraftPlaced: note_draft_placed,
    NoteFiled: note_filed,
}


def report_sent(books: Ledger, report: Report) -> Iterable[Promise]:
    """The file goes where the headteacher can open it; an earlier version is closed to them."""
    yield from redraw_all(books, report_about(report.id), report.revision)
    yield about_version("place_draft", report, report.sent)
    if report.sent_before:
        yield about_version("close_draft", report, report.sent_before)


def draft_placed(books: Ledger, report: Report) -> Iterable[Promise]:
    yield from redraw_all(books, report_about(report.id), report.revision)
    yield about_version("open_draft", report, report.sent)


def report_approved(books: Ledger, report: Report) -> Iterable[Promise]:
    yield from redraw_all(books, report_about(report.id), report.revision)
    yield tell(ReportKind.ARRIVAL, report.sip_id, report_about(report.id), report.sent, "approved")
    yield about_version("file_report", report, report.sent)


def change_asked(books: Ledger, report: Report) -> Iterable[Promise]:
    yield from redraw_all(books, report_about(report.id), report.revision)
    yield tell(ReportKind.ARRIVAL, report.sip_id, report_about(report.id), report.sent, "change_asked")


def report_filed(books: Ledger, report: Report) -> Iterable[Promise]:
    """Only now the Trust Advisor hears of it, and gets it (W2); the headteacher gets the governors' pack (G1), once
    they can open it."""
    advisor = books.roster.holder(Role.TRUST_ADVISOR)
    yield from redraw_all(books, report_about(report.id), report.revision)
    yield tell(ReportKind.REPORT, advisor.id, report_about(report.id), report.sent)
    yield about_version("open_filed", report, report.sent)


def report_changed(books: Ledger, report: Report) -> Iterable[Promise]:
    yield from redraw_all(books, report_about(report.id), report.revision)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda books, report_id: books.reports.get(report_id),
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
    dossier, data = await work.desk.read(lambda books: _with_file(books, report_id, version))
    sent = await work.desk.read(lambda books: books.reports.version(report_id, version))
    columns = draft_columns(dossier, sent.sha256)
    item = await work.libraries.place(Library.DRAFTS, folder(dossier), document_name(dossier, version), data, columns)
    await work.desk.decide(NoteDraftPlaced(report_id, version, item))


async def close_draft(work: Work, report_id: str, version: int) -> None:
    """Takes a version that was replaced away from everybody it was shared with."""
    report = await work.desk.read(lambda books: books.reports.get(report_id))
    earlier = await work.desk.read(lambda books: books.reports.version(report_id, version))
    if earlier.draft is not None and report.sent != version:
        await work.libraries.unshare(earlier.draft)


async def file_report(work: Work, report_id: str, version: int) -> None:
    """Files the approved document as it was approved, its PDF, and the school's view beside it (W1, W2)."""
    dossier, data = await work.desk.read(lambda books: _with_file(books, report_id, version))
    if dossier.report.status is not Status.APPROVED or dossier.report.sent != version:
        return
    columns = approved_columns(dossier, work.desk.customs.keep_years)
    where = folder(dossier)
    document = await work.libraries.place(Library.REPORTS, where, document_name(dossier), data, columns)
    pdf = await work.libraries.as_pdf(document)
    printed = await work.libraries.place(Library.REPORTS, where, pdf_name(dossier), pdf, columns)
    view = await _file_view(work, dossier, document.name, columns)
    await work.desk.decide(NoteFiled(report_id, Filed(document, printed, view)))


EFFECTS: Final[Mapping[str, Effect]] = {
    "place_draft": place_draft,
    "close_draft": close_draft,
    "file_report": file_report,
}


async def _file_view(work: Work, dossier: Dossier, beside: str, columns: Mapping[str, str]) -> FiledItem | None:
    decision = dossier.report.decision
    if decision is None or not decision.view:
        return None
    paper = await asyncio.to_thread(
        write_headteachers_view,
        school=dossier.school,
        term=dossier.report.term,
        year=dossier.report.year,
        headteacher=dossier.headteacher.name,
        view=decision.view,
        approved_on=london_date(decision.at),
        sha256=dossier.shown.sha256,
        file_name=beside,
    )
    return await work.libraries.place(Library.REPORTS, folder(dossier), view_name(dossier), paper, columns)


def _dossier(books: Ledger, report_id: str) -> Dossier:
    return books.reports.dossier(books.reports.get(report_id))


def _with_file(books: Ledger, report_id: str, version: int) -> tuple[Dossier, bytes]:
    sha256 = books.reports.version(report_id, version).sha256
    return _dossier(books, report_id), books.reports.file(sha256)
