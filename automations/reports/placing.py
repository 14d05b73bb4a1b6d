"""The SIP says where words belong that stand in no section (M4, P1). It is about what is read of the report; the report
itself stays as it is."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.reports.cards import acting_on, after, report_about
from handbook.reports.approval import SendReport
from handbook.reports.arriving.clean_copy import SendCleanCopy
from handbook.reports.arriving.placing import PlaceWords, chosen, headings_chosen, with_placements
from store.unit_of_work import UnitOfWork


def place_words(uow: UnitOfWork, command: PlaceWords, ctx: CommandContext) -> Iterable[OutboxJob]:
    dossier = uow.reports.dossier(uow.reports.get(command.report_id))
    by = acting_on(uow, dossier.report, ctx)
    placements = chosen(dossier, command, by.person)
    if command.always:
        uow.section_names.keep(dossier.report.sip_id, headings_chosen(dossier, command))
    version = replace(dossier.newest, contents=with_placements(dossier.newest.contents, placements, {}))
    uow.reports.write_version(command.report_id, version)
    entry = ctx.entry(
        "words_placed",
        report_about(command.report_id),
        version=command.version,
        passages=len(command.choices),
        always=int(command.always),
        **by.noted,
    )
    return [after("report_changed", uow.reports.save(replace(dossier.report, placements=placements), entry, ctx.now))]


def keep_choices(uow: UnitOfWork, command: SendReport | SendCleanCopy, ctx: CommandContext) -> None:
    """What stood chosen on the card when another of its buttons was pressed."""
    if command.choices:
        place_words(uow, PlaceWords(command.report_id, command.version, command.choices), ctx)


HANDLERS: Final[Mapping[type, Handler]] = {PlaceWords: place_words}
