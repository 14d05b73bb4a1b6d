"""The Trust Advisor shares an approved report outside the school (W4, W5). Command above, effects below."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import Handler, Occasion
from automations.engine.notifications import redraw_all, tell
from automations.engine.outbox import FarEnd, Promise
from automations.engine.workflow import Effect, FollowUp, Work, follow_ups_of
from automations.reports.cards import ReportKind, after, report_about
from handbook.reports.filing import shared_columns
from handbook.reports.report import Report
from handbook.reports.sharing import ShareReport, readers_outside, shared
from store.ledger import Ledger


def share(books: Ledger, command: ShareReport, occasion: Occasion) -> Iterable[Promise]:
    dossier = books.reports.dossier(books.reports.get(command.report_id))
    report = shared(dossier, command, occasion.somebody, occasion.now)
    dso, la_officer = readers_outside(dossier)
    entry = occasion.entry(
        "shared",
        report_about(report.id),
        version=report.sent,
        with_dso=dso.id,
        with_la_officer=la_officer.id,
        agreement=dossier.agreement.revision,
        rule="W4 W5",
    )
    return [after("report_shared", books.reports.save(report, entry, occasion.now))]


HANDLERS: Final[Mapping[type, Handler]] = {ShareReport: share}


def report_shared(books: Ledger, report: Report) -> Iterable[Promise]:
    yield from redraw_all(books, report_about(report.id), report.revision)
    yield Promise("share_report", report.id, {"report_id": report.id}, FarEnd.GRAPH)


def sharing_done(books: Ledger, report: Report) -> Iterable[Promise]:
    """The files are open to them: now they are told."""
    dossier = books.reports.dossier(report)
    for person in readers_outside(dossier):
        yield tell(ReportKind.SHARED, person.id, report_about(report.id), report.sent)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda books, report_id: books.reports.get(report_id),
    {"report_shared": report_shared, "sharing_done": sharing_done},
)


async def share_report(work: Work, report_id: str) -> None:
    """Opens the filed documents to the diocesan officer and the local authority, and says so beside them."""
    dossier = await work.desk.read(lambda books: books.reports.dossier(books.reports.get(report_id)))
    filed = dossier.report.filed
    if filed is None:
        return
    accounts = [await work.directory.account(person.id) for person in readers_outside(dossier)]
    for item in filed.items:
        await work.libraries.share(item, [account.email for account in accounts])
        await work.libraries.write_columns(item, shared_columns(dossier))
    await work.desk.record(lambda _: [after("sharing_done", dossier.report)])


EFFECTS: Final[Mapping[str, Effect]] = {"share_report": share_report}
