"""The Trust Advisor shares an approved report outside the school (W4, W5). Commands above, effects below."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.letting_in import let_in
from automations.engine.notifications import refresh_all, send_card
from automations.engine.workflow import Effect, FollowUp, Work, follow_ups_of
from automations.reports.agreements.unsharing import closed_again
from automations.reports.cards import ReportKind, after, report_about
from automations.reports.copies.shared_copy import with_copy
from handbook.core.people import Role
from handbook.reports.filing import shared_columns
from handbook.reports.report import Report, Status
from handbook.reports.sharing import ShareReport, check_still_shared, opened_to, shared, to_let_in, unshared
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NoteLetIn:
    """The files are open to these people."""

    report_id: str
    person_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteNotShared:
    """It came to opening the files, and the rule does not allow it any more for everybody."""

    report_id: str


def share(uow: UnitOfWork, command: ShareReport, ctx: CommandContext) -> Iterable[OutboxJob]:
    dossier = uow.reports.dossier(uow.reports.get(command.report_id))
    report = shared(dossier, command, ctx.somebody, ctx.now)
    entry = ctx.entry(
        "shared",
        report_about(report.id),
        version=report.sent,
        **{f"with_{one.role.value}": one.id for one in report.shared_with},
        agreement=dossier.agreement.revision,
        rule="W4 W5",
    )
    return [after("report_shared", uow.reports.save(report, entry, ctx.now))]


def note_let_in(uow: UnitOfWork, command: NoteLetIn, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Sharing may have ended while the files were being opened: then they are closed again."""
    report = uow.reports.get(command.report_id)
    inside = {one.id for one in report.shared_with}
    late = [uow.roster.then(one, Role.DSO) for one in command.person_ids if one not in inside]
    if late:
        return closed_again(uow, report, late, ctx)
    opened = opened_to(report, command.person_ids)
    if opened == report:
        return []
    new = (one for one in to_let_in(report) if one.id in opened.let_in)
    names = {f"open_to_{one.role.value}": one.id for one in new}
    entry = ctx.entry("let_in", report_about(report.id), version=report.sent, **names, rule="W4")
    return [after("sharing_done", uow.reports.save(opened, entry, ctx.now))]


def note_not_shared(uow: UnitOfWork, command: NoteNotShared, ctx: CommandContext) -> Iterable[OutboxJob]:
    dossier = uow.reports.dossier(uow.reports.get(command.report_id))
    report = unshared(dossier, uow.roster.school(dossier.report.urn))
    if report == dossier.report:
        return []
    ended = {one.role.value: one.id for one in dossier.report.shared_with if one not in report.shared_with}
    names = {f"not_with_{role}": person_id for role, person_id in ended.items()}
    revision = dossier.agreement.revision
    entry = ctx.entry("not_shared", report_about(report.id), **names, agreement=revision, rule="W4 W5")
    return [after("report_troubled", uow.reports.save(report, entry, ctx.now))]


HANDLERS: Final[Mapping[type, Handler]] = {
    ShareReport: share,
    NoteLetIn: note_let_in,
    NoteNotShared: note_not_shared,
}


def report_shared(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    yield from refresh_all(uow, report_about(report.id), report.revision)
    yield _job(report.id, report.revision)


def sharing_done(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    """The files are open to them: now they are told."""
    yield from refresh_all(uow, report_about(report.id), report.revision)
    for person in report.shared_with:
        if person.id in report.let_in:
            yield send_card(ReportKind.SHARED, person.id, report_about(report.id), report.sent)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, report_id: uow.reports.get(report_id),
    {"report_shared": report_shared, "sharing_done": sharing_done},
)


async def share_report(work: Work, report_id: str, revision: int = 0, person_id: str = "") -> None:
    """Opens the filed documents, or the copy in their place, to those with whom the report was shared, where the rule
    still allows it, and says so beside them."""
    await work.bus.decide(NoteNotShared(report_id))
    report = await work.bus.read(lambda uow: uow.reports.get(report_id))
    if report.filed is None or report.status is not Status.SHARED:
        return
    dossier = await with_copy(work, report_id)
    report = dossier.report
    school = await work.bus.read(lambda uow: uow.roster.school(report.urn))
    own, check = _job(report_id, revision, person_id), partial(check_still_shared, dossier, school)
    files = report.filed.for_others if report.filed else ()
    opened = await let_in(work, files, to_let_in(report), own, check)
    await work.bus.decide(NoteLetIn(report_id, opened))
    report = await work.bus.read(lambda uow: uow.reports.get(report_id))
    for item in report.filed.items if report.filed and report.let_in else ():
        await work.libraries.write_columns(item, shared_columns(report))


EFFECTS: Final[Mapping[str, Effect]] = {
    "share_report": Effect(
        share_report,
        "The report could not be opened to the diocese and the local authority yet",
        "{name} cannot open the shared report yet",
    ),
}


def _job(report_id: str, revision: int, person_id: str = "") -> OutboxJob:
    """`revision` sets apart a second time that it is shared, after the first could not be."""
    args: dict[str, str | int] = {"report_id": report_id, "revision": revision}
    if person_id:
        args["person_id"] = person_id
    return OutboxJob("share_report", f"{report_id}@{revision}", args, JobQueue.GRAPH)
