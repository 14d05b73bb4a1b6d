"""Whoever waits for a report has tried again what was given up about it."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.given_up import retried
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.jobs.trouble_words import STOPPED
from automations.reports.cards import acting_on, report_about
from automations.reports.troubles import over
from handbook.reports.taking_up import TakeUpReport, check_may_take_up_again
from store.unit_of_work import UnitOfWork


def take_up(uow: UnitOfWork, command: TakeUpReport, ctx: CommandContext) -> Iterable[OutboxJob]:
    """All of it, also what its cards do not name; they do not go on saying that it is not tried any more. Raises
    Refused."""
    report = uow.reports.get(command.report_id)
    check_may_take_up_again(uow.reports.dossier(report), acting_on(uow, report, ctx).person)
    if STOPPED in report.trouble:
        yield over(uow, report, ctx)
    yield from retried(uow, uow.given_up.matching(about=report_about(report.id)), ctx)


HANDLERS: Final[Mapping[type, Handler]] = {TakeUpReport: take_up}
