"""Whoever waits for a report has tried again what was given up about it."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.given_up import retried
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.trouble_words import COULD_NOT, named
from automations.reports.cards import report_about
from automations.reports.troubles import NoteTroubleOver, note_trouble_over
from handbook.reports.taking_up import TakeUpReport, check_may_take_up_again
from store.given_up import GivenUp
from store.unit_of_work import UnitOfWork


def take_up(uow: UnitOfWork, command: TakeUpReport, ctx: CommandContext) -> Iterable[OutboxJob]:
    """All of it, also what its cards do not name; they do not go on saying that it is not tried any more. Raises
    Refused."""
    report = uow.reports.get(command.report_id)
    check_may_take_up_again(uow.reports.dossier(report), ctx.somebody)
    jobs = uow.given_up.matching(about=report_about(report.id))
    for job in jobs:
        if job.effect in COULD_NOT:
            over = NoteTroubleOver(report.id, job.effect, _who(uow, job))
            yield from note_trouble_over(uow, over, ctx)
    yield from retried(uow, jobs, ctx)


HANDLERS: Final[Mapping[type, Handler]] = {TakeUpReport: take_up}


def _who(uow: UnitOfWork, job: GivenUp) -> str:
    return named(uow, OutboxJob(job.effect, job.key, job.args, JobQueue(job.queue)))
