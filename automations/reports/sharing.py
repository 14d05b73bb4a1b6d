"""The Trust Advisor shares an approved report outside the school (W4, W5). Commands above, effects below."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from automations.engine.command_bus import Handler, Occasion
from automations.engine.letting_in import let_in
from automations.engine.notifications import redraw_all, tell
from automations.engine.outbox import FarEnd, Promise
from automations.engine.workflow import Effect, FollowUp, Work, follow_ups_of
from automations.reports.cards import ReportKind, after, report_about
from handbook.reports.filing import shared_columns
from handbook.reports.report import Dossier, Report, Status
from handbook.reports.sharing import ShareReport, check_still_shared, opened_to, shared, to_let_in, unshared
from store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class NoteLetIn:
    """The files are open to these people."""

    report_id: str
    person_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteNotShared:
    """It came to opening the files, and the rule does not allow it any more for everybody."""

    report_id: str


def share(books: Ledger, command: ShareReport, occasion: Occasion) -> Iterable[Promise]:
    dossier = books.reports.dossier(books.reports.get(command.report_id))
    report = shared(dossier, command, occasion.somebody, occasion.now)
    entry = occasion.entry(
        "shared",
        report_about(report.id),
        version=report.sent,
        **{f"with_{one.role.value}": one.id for one in report.shared_with},
        agreement=dossier.agreement.revision,
        rule="W4 W5",
    )
    return [after("report_shared", books.reports.save(report, entry, occasion.now))]


def note_let_in(books: Ledger, command: NoteLetIn, occasion: Occasion) -> Iterable[Promise]:
    report = books.reports.get(command.report_id)
    opened = opened_to(report, command.person_ids)
    if opened == report:
        return []
    new = (one for one in to_let_in(report) if one.id in opened.let_in)
    names = {f"open_to_{one.role.value}": one.id for one in new}
    entry = occasion.entry("let_in", report_about(report.id), version=report.sent, **names, rule="W4")
    return [after("sharing_done", books.reports.save(opened, entry, occasion.now))]


def note_not_shared(books: Ledger, command: NoteNotShared, occasion: Occasion) -> Iterable[Promise]:
    dossier = books.reports.dossier(books.reports.get(command.report_id))
    report = unshared(dossier, books.roster.school(dossier.report.urn))
    if report == dossier.report:
        return []
    ended = {one.role.value: one.id for one in dossier.report.shared_with if one not in report.shared_with}
    names = {f"not_with_{role}": person_id for role, person_id in ended.items()}
    revision = dossier.agreement.revision
    entry = occasion.entry("not_shared", report_about(report.id), **names, agreement=revision, rule="W4 W5")
    return [after("report_troubled", books.reports.save(report, entry, occasion.now))]


HANDLERS: Final[Mapping[type, Handler]] = {
    ShareReport: share,
    NoteLetIn: note_let_in,
    NoteNotShared: note_not_shared,
}


def report_shared(books: Ledger, report: Report) -> Iterable[Promise]:
    yield from redraw_all(books, report_about(report.id), report.revision)
    yield _promise(report.id, report.revision)


def sharing_done(books: Ledger, report: Report) -> Iterable[Promise]:
    """The files are open to them: now they are told."""
    yield from redraw_all(books, report_about(report.id), report.revision)
    for person_id in report.let_in:
        yield tell(ReportKind.SHARED, person_id, report_about(report.id), report.sent)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda books, report_id: books.reports.get(report_id),
    {"report_shared": report_shared, "sharing_done": sharing_done},
)


async def share_report(work: Work, report_id: str, revision: int = 0, person_id: str = "") -> None:
    """Opens the filed documents to those with whom the report was shared, where the rule still allows it, and says so
    beside them."""
    await work.desk.decide(NoteNotShared(report_id))
    dossier = await _dossier(work, report_id)
    report = dossier.report
    if report.filed is None or report.status is not Status.SHARED:
        return
    school = await work.desk.read(lambda books: books.roster.school(report.urn))
    own, check = _promise(report_id, revision, person_id), partial(check_still_shared, dossier, school)
    opened = await let_in(work, report.filed.items, to_let_in(report), own, check)
    await work.desk.decide(NoteLetIn(report_id, opened))
    report = (await _dossier(work, report_id)).report
    for item in report.filed.items if report.filed and report.let_in else ():
        await work.libraries.write_columns(item, shared_columns(report))


EFFECTS: Final[Mapping[str, Effect]] = {"share_report": share_report}


async def _dossier(work: Work, report_id: str) -> Dossier:
    return await work.desk.read(lambda books: books.reports.dossier(books.reports.get(report_id)))


def _promise(report_id: str, revision: int, person_id: str = "") -> Promise:
    """`revision` sets apart a second time that it is shared, after the first could not be."""
    args: dict[str, str | int] = {"report_id": report_id, "revision": revision}
    if person_id:
        args["person_id"] = person_id
    return Promise("share_report", f"{report_id}@{revision}", args, FarEnd.GRAPH)
