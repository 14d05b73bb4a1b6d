"""Who can open a report's files: its SIP and headteacher, the draft as well as what was filed (W1, W2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.letting_in import let_in
from automations.engine.notifications import send_card
from automations.engine.workflow import Effect, Work
from automations.reports.cards import ReportKind, report_about
from handbook.reports.library import FiledItem, Library
from handbook.reports.report import Dossier, Report, Status
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NoteOpened:
    """These people can open this version now: the draft, or once approved what was filed."""

    report_id: str
    version: int
    library: Library
    person_ids: tuple[str, ...]


def note_opened(uow: UnitOfWork, command: NoteOpened, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Who can open it is told, if they are waited for."""
    report, names = uow.reports.get(command.report_id), " ".join(command.person_ids)
    if names:
        entry = ctx.entry("opened", report_about(report.id), version=command.version, to=names, of=command.library)
        uow.audit(entry, ctx.now)
    if command.version != report.sent:  # a newer version was sent while this one was opened
        return [about_version("close_draft", report, command.version, "opened-late")]
    filed = command.library is Library.REPORTS
    if report.headteacher_id not in command.person_ids or not (filed or report.status is Status.SENT):
        return []
    kind = ReportKind.GOVERNORS if filed else ReportKind.APPROVAL
    return [send_card(kind, report.headteacher_id, report_about(report.id), report.sent)]


HANDLERS: Final[Mapping[type, Handler]] = {NoteOpened: note_opened}


async def open_draft(work: Work, report_id: str, version: int, person_id: str = "") -> None:
    """Opens a draft to its SIP and headteacher only (W2), and to nobody once a newer version was sent."""
    dossier = await work.bus.read(lambda uow: uow.reports.dossier(uow.reports.get(report_id)))
    draft = await work.bus.read(lambda uow: uow.reports.version(report_id, version).draft)
    if draft is not None and dossier.report.sent == version:
        await _open(work, dossier, (draft,), about_version("open_draft", dossier.report, version, person_id=person_id))


async def open_filed(work: Work, report_id: str, version: int, person_id: str = "") -> None:
    """Opens what was filed to its SIP and headteacher (W1)."""
    dossier = await work.bus.read(lambda uow: uow.reports.dossier(uow.reports.get(report_id)))
    filed = dossier.report.filed
    if filed is not None:
        own = about_version("open_filed", dossier.report, version, person_id=person_id)
        await _open(work, dossier, filed.items, own)


EFFECTS: Final[Mapping[str, Effect]] = {
    "open_draft": Effect(
        open_draft,
        "The draft could not be opened to the SIP and the headteacher yet",
        "{name} cannot open the draft yet",
    ),
    "open_filed": Effect(
        open_filed,
        "The filed report could not be opened to the SIP and the headteacher yet",
        "{name} cannot open the filed report yet",
    ),
}


def about_version(effect: str, report: Report, version: int, occasion: str = "", person_id: str = "") -> OutboxJob:
    """Something to be done with the files of a version."""
    args: dict[str, str | int] = {"report_id": report.id, "version": version}
    if person_id:
        args["person_id"] = person_id
    return OutboxJob(effect, ":".join(filter(None, (report.id, f"v{version}", occasion))), args, JobQueue.GRAPH)


async def _open(work: Work, dossier: Dossier, files: Sequence[FiledItem], own: OutboxJob) -> None:
    opened = await let_in(work, files, (dossier.sip, dossier.headteacher), own)
    await work.bus.decide(NoteOpened(dossier.report.id, int(own.args["version"]), files[0].library, opened))
