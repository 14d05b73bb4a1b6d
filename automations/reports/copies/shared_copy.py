"""The copy of an approved report without the headteacher's own CPD and wellbeing (P5): those with whom it is shared,
and a headteacher who came later, open that in its place. It is made when somebody first needs it."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.workflow import Work
from automations.reports.cards import after, report_about
from automations.reports.copies.beside import placed_with_pdf
from documents.year_reports import write_report_copy
from handbook.reports.dossier import Dossier
from handbook.reports.filing import copy_name
from handbook.reports.library import FiledItem
from handbook.reports.sharing import copy_made, needs_copy
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NoteCopyMade:
    """The copy and its PDF stand in the library."""

    report_id: str
    document: FiledItem
    pdf: FiledItem


def note_copy_made(uow: UnitOfWork, command: NoteCopyMade, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Made twice, it is one."""
    report = uow.reports.get(command.report_id)
    made = copy_made(report, command.document, command.pdf)
    if made == report:
        return []
    entry = ctx.entry("copy_made", report_about(report.id), version=report.sent, rule="P5 W4")
    return [after("report_shared" if report.let_in else "report_changed", uow.reports.save(made, entry, ctx.now))]


HANDLERS: Final[Mapping[type, Handler]] = {NoteCopyMade: note_copy_made}


async def with_copy(work: Work, report_id: str) -> Dossier:
    """The report, with its copy for others where they need one."""
    dossier = await _dossier(work, report_id)
    decision = dossier.report.decision
    if decision is None or not needs_copy(dossier):
        return dossier
    data = await asyncio.to_thread(write_report_copy, dossier, decision)
    document, pdf = await placed_with_pdf(work, dossier, copy_name(dossier), data)
    await work.bus.decide(NoteCopyMade(report_id, document, pdf))
    return await _dossier(work, report_id)


async def _dossier(work: Work, report_id: str) -> Dossier:
    return await work.bus.read(lambda uow: uow.reports.dossier(uow.reports.get(report_id)))
