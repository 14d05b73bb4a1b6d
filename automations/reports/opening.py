"""Who can open a report's files: its SIP and headteacher, the draft as well as what was filed (W1, W2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.letting_in import let_in
from automations.engine.notifications import send_card
from automations.engine.standing_in import acting, deputies_of
from automations.engine.workflow import Effect, Work
from automations.reports.cards import ReportKind, report_about
from handbook.core.british_time import london_date
from handbook.core.people import Person
from handbook.reports.dossier import Dossier
from handbook.reports.library import FiledItem, Library
from handbook.reports.report import Report, Status
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NoteOpened:
    """These people can open this version now: the draft, or once approved what was filed."""

    report_id: str
    version: int
    library: Library
    person_ids: tuple[str, ...]


def note_opened(uow: UnitOfWork, command: NoteOpened, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Who can open it is told, if they are waited for: the headteacher, or who stands in for them."""
    report, names = uow.reports.get(command.report_id), " ".join(command.person_ids)
    if names:
        entry = ctx.entry("opened", report_about(report.id), version=command.version, to=names, of=command.library)
        uow.audit(entry, ctx.now)
    if command.version != report.sent:  # a newer version was sent while this one was opened
        return [about_version("close_draft", report, command.version, "opened-late")]
    filed = command.library is Library.REPORTS
    if not (filed or report.status is Status.SENT):
        return []
    kind, about = ReportKind.GOVERNORS if filed else ReportKind.APPROVAL, report_about(report.id)
    head_id = report.headteacher_id
    heads = (head_id, *(one.id for one in reading_deputies(uow, report, ctx.now, head_id)))
    return [send_card(kind, one, about, report.sent) for one in command.person_ids if one in heads]


HANDLERS: Final[Mapping[type, Handler]] = {NoteOpened: note_opened}


async def open_draft(work: Work, report_id: str, version: int, person_id: str = "") -> None:
    """Opens a draft to its SIP and headteacher only (W2), and to who stands in for them; to nobody once a newer version
    was sent."""
    dossier = await work.bus.read(lambda uow: uow.reports.dossier(uow.reports.get(report_id)))
    draft = await work.bus.read(lambda uow: uow.reports.version(report_id, version).draft)
    if draft is not None and dossier.report.sent == version:
        await _open(work, dossier, (draft,), about_version("open_draft", dossier.report, version, person_id=person_id))


async def open_filed(work: Work, report_id: str, version: int, person_id: str = "") -> None:
    """Opens what was filed to its SIP and headteacher (W1), and who stands in for them."""
    dossier = await work.bus.read(lambda uow: uow.reports.dossier(uow.reports.get(report_id)))
    filed = dossier.report.filed
    if filed is not None:
        own = about_version("open_filed", dossier.report, version, person_id=person_id)
        await _open(work, dossier, filed.whole, own)


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


def reading_deputies(uow: UnitOfWork, report: Report, now: datetime, *holder_ids: str) -> tuple[Person, ...]:
    """Those who stand in for these, and may read as they may."""
    found = (one for holder_id in holder_ids for one in deputies_of(uow, holder_id, london_date(now)))
    return tuple(
        one
        for one in dict.fromkeys(found)
        if acting(uow, one, now, report, report.authors).person.id in holder_ids and one.id not in holder_ids
    )


async def _open(work: Work, dossier: Dossier, files: Sequence[FiledItem], own: OutboxJob) -> None:
    now = work.bus.now()
    report = dossier.report
    both = (report.sip_id, report.headteacher_id)
    deputies = await work.bus.read(lambda uow: reading_deputies(uow, report, now, *both))
    sip = () if report.external_sip else (dossier.sip,)
    opened = await let_in(work, files, (*sip, dossier.headteacher, *deputies), own)
    await work.bus.decide(NoteOpened(dossier.report.id, int(own.args["version"]), files[0].library, opened))
