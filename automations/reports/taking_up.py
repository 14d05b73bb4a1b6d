"""Whoever waits for a report has tried again what was given up about it."""

from collections.abc import Iterable, Mapping
from typing import Final

from automations.engine.command_bus import Handler, Occasion
from automations.engine.given_up import retried
from automations.engine.outbox import FarEnd, Promise
from automations.engine.trouble_words import COULD_NOT, named
from automations.reports.cards import report_about
from automations.reports.troubles import NoteTroubleOver, note_trouble_over
from handbook.reports.taking_up import TakeUpReport, check_may_take_up_again
from store.given_up import GivenUp
from store.ledger import Ledger


def take_up(books: Ledger, command: TakeUpReport, occasion: Occasion) -> Iterable[Promise]:
    """All of it, also what its cards do not name; they do not go on saying that it is not tried any more. Raises
    Refused."""
    report = books.reports.get(command.report_id)
    check_may_take_up_again(books.reports.dossier(report), occasion.somebody)
    jobs = books.given_up.matching(about=report_about(report.id))
    for job in jobs:
        if job.effect in COULD_NOT:
            over = NoteTroubleOver(report.id, job.effect, _who(books, job))
            yield from note_trouble_over(books, over, occasion)
    yield from retried(books, jobs, occasion)


HANDLERS: Final[Mapping[type, Handler]] = {TakeUpReport: take_up}


def _who(books: Ledger, job: GivenUp) -> str:
    return named(books, Promise(job.effect, job.key, job.args, FarEnd(job.far_end)))
