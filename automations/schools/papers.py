"""Agreements signed on paper, out of a list that the Trust Advisor sent in chat (W5, D1)."""

from collections.abc import Iterable, Sequence

from automations.engine.command_bus import CommandContext
from automations.engine.jobs.outbox import OutboxJob
from automations.reports.agreements.agreement import record_papers
from automations.reports.agreements.paper_preview import PaperSeen, papers_seen
from handbook.reports.agreements.paper_list import RecordPapers
from handbook.schools.list_import import ListImport
from store.unit_of_work import UnitOfWork


def seen_of(uow: UnitOfWork, one: ListImport) -> Sequence[PaperSeen]:
    """What its rows would do now. A school that has left the list since is passed over."""
    known = uow.roster.listed()
    return tuple(papers_seen(uow, (row for row in one.rows.papers if row.urn in known.schools), known, one.sent_at))


def recorded(uow: UnitOfWork, one: ListImport, ctx: CommandContext) -> Iterable[OutboxJob]:
    """All that would be recorded is. Raises Refused."""
    commands = tuple(row.command for row in seen_of(uow, one) if row.command is not None)
    return record_papers(uow, RecordPapers(one.sha256, commands), ctx) if commands else ()
