"""The governors' pack is made when its headteacher asks for it (G1). Commands above, effects below."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.letting_in import let_in
from automations.engine.notifications import refresh_all
from automations.engine.workflow import Effect, FollowUp, Work, follow_ups_of
from automations.reports.cards import acting_on, after, report_about
from automations.reports.copies.beside import placed_with_pdf
from automations.reports.opening import reading_deputies
from documents.governors_pack import write_governors_pack
from handbook.reports.filing import pack_name
from handbook.reports.governors import pack as rules
from handbook.reports.governors.pack import MakeGovernorsPack
from handbook.reports.library import FiledItem
from handbook.reports.report import Report
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NotePackMade:
    """The pack stands in the library, and its headteacher can open it."""

    report_id: str
    with_wellbeing: bool
    document: FiledItem
    pdf: FiledItem


def make_pack(uow: UnitOfWork, command: MakeGovernorsPack, ctx: CommandContext) -> Iterable[OutboxJob]:
    dossier = uow.reports.dossier(uow.reports.get(command.report_id))
    by = acting_on(uow, dossier.report, ctx)
    report = rules.pack_asked(dossier, command, by.person)
    wellbeing = int(command.with_wellbeing)
    entry = ctx.entry("pack_asked", report_about(report.id), wellbeing=wellbeing, rule="G1", **by.noted)
    return [after("pack_asked", uow.reports.save(report, entry, ctx.now))]


def note_pack_made(uow: UnitOfWork, command: NotePackMade, ctx: CommandContext) -> Iterable[OutboxJob]:
    report = uow.reports.get(command.report_id)
    made = rules.pack_made(report, command.with_wellbeing, command.document, command.pdf)
    if made == report:
        return []
    entry = ctx.entry("pack_made", report_about(report.id), wellbeing=int(command.with_wellbeing), rule="G1")
    return [after("report_changed", uow.reports.save(made, entry, ctx.now))]


HANDLERS: Final[Mapping[type, Handler]] = {MakeGovernorsPack: make_pack, NotePackMade: note_pack_made}


def pack_asked(uow: UnitOfWork, report: Report) -> Iterable[OutboxJob]:
    yield from refresh_all(uow, report_about(report.id), report.revision)
    wanted = report.governors_pack
    args = {"report_id": report.id, "wellbeing": int(wanted is not None and wanted.with_wellbeing)}
    yield OutboxJob("make_governors_pack", f"{report.id}@{report.revision}", args, JobQueue.GRAPH)


FOLLOW_UPS: Final[Mapping[str, FollowUp]] = follow_ups_of(
    lambda uow, report_id: uow.reports.get(report_id), {"pack_asked": pack_asked}
)


async def make_governors_pack(work: Work, report_id: str, wellbeing: int, person_id: str = "") -> None:
    """Writes the pack and its PDF beside the report, and opens both to its headteacher (and to who stands in for them),
    who gives them to governors."""
    dossier = await work.bus.read(lambda uow: uow.reports.dossier(uow.reports.get(report_id)))
    wanted, decision = dossier.report.governors_pack, dossier.report.decision
    if wanted is None or decision is None or wanted.with_wellbeing != bool(wellbeing):
        return
    data = await asyncio.to_thread(write_governors_pack, dossier, decision, with_wellbeing=wanted.with_wellbeing)
    name = pack_name(dossier, with_wellbeing=wanted.with_wellbeing)
    document, pdf = await placed_with_pdf(work, dossier, name, data)
    args: dict[str, str | int] = {"report_id": report_id, "wellbeing": wellbeing}
    own = OutboxJob("make_governors_pack", f"{report_id}@pack{wellbeing}", args, JobQueue.GRAPH)
    own = own if not person_id else OutboxJob(own.effect, own.key, {**args, "person_id": person_id}, own.queue)
    report, now = dossier.report, work.bus.now()
    deputies = await work.bus.read(lambda uow: reading_deputies(uow, report, now, report.headteacher_id))
    if await let_in(work, (document, pdf), (dossier.headteacher, *deputies), own):
        await work.bus.decide(NotePackMade(report_id, wanted.with_wellbeing, document, pdf))


EFFECTS: Final[Mapping[str, Effect]] = {
    "make_governors_pack": Effect(
        make_governors_pack,
        "The pack for governors could not be made yet",
        "{name} cannot open the pack for governors yet",
    ),
}
