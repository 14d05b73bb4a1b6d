"""How jobs are carried out: one short attempt each, and what follows when it does not work."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from typing import Final

import structlog
from structlog.contextvars import bound_contextvars

from automations.engine.command_bus import RenderContext
from automations.engine.inbound.clicks_first import ClicksFirst
from automations.engine.jobs.given_up import NoteGivenUp
from automations.engine.jobs.outbox import FOLLOW_UP, PERMANENT, OutboxJob
from automations.engine.jobs.pausing import held_by
from automations.engine.jobs.telling import TELLING, Troubles
from automations.engine.jobs.trouble_hearers import BY_ADVISOR
from automations.engine.jobs.trouble_words import because
from automations.engine.sending.marks import carrying_out
from automations.engine.watch import PROCESS
from automations.engine.workflow import Effect, Work, WorkflowTables
from handbook.core.external_errors import ExternalError, MailboxUnavailable, NotFound, Unavailable
from handbook.core.refusal import Refused
from store.unit_of_work import UnitOfWork

PATIENT_FOR: Final = 18
"""After so many attempts at something that does not answer (about a quarter of an hour), somebody is told."""
PATIENT_WITH_A_MAILBOX_FOR: Final = 4
"""The same for a mailbox that cannot be opened (about a quarter of a minute): it is mostly a matter of its licence."""
GIVES_UP_AFTER: Final = 200
"""Attempts in all: about two days. What waits longer than that needs a person."""
CRASHED: Final = "crashed"
_A_FAULT: Final = "it is a fault in SIP Desk, and its log says more (“job_failed”)"
_FAULTS: Final = {
    CRASHED: "it ended the service three times",
    Refused.__name__: "somebody or something that it needs is missing from the list of people",
    **{kind.__name__: _A_FAULT for kind in PERMANENT},
    **dict.fromkeys(("KeyError", "IndexError", "OverflowError", "ZeroDivisionError"), _A_FAULT),
}
SURE_AFTER: Final = 4
"""Attempts, within a quarter of a minute, at something that fails by its own arguments (`PERMANENT`)."""
_A_MOMENT: Final = 0.5

log = structlog.get_logger()


async def run_follow_up(work: Work, fan_out: str, about: str) -> None:
    """Makes of the one job of a decision all that follow from it."""
    await work.bus.record(lambda uow: _followed_up(uow, work.tables, fan_out, about, work.bus.render_context))


async def run_follow_ups(work: Work, of: str) -> None:
    """The same for several decisions, which the first version promised as one where they shared a commit: each is
    tried, whatever becomes of the others."""
    failed: list[Exception] = []
    for name, of_what in json.loads(of):
        try:
            await run_follow_up(work, name, of_what)
        except Exception as error:  # noqa: BLE001 - raised below, once the others were tried
            failed.append(error)
    if failed:
        raise failed[0]


_NOT_FOLLOWED_UP: Final = "The next steps after a decision could not be done yet"
EFFECTS: Final[Mapping[str, Effect]] = {
    FOLLOW_UP: Effect(run_follow_up, _NOT_FOLLOWED_UP),
    "fan_outs": Effect(run_follow_ups, _NOT_FOLLOWED_UP),
}


class JobRunner:
    """Carries out jobs with the external services at hand."""

    def __init__(self, work: Work, clicks: ClicksFirst, jitter: float = 0.2) -> None:
        self._work = work
        self._clicks = clicks
        self._jitter = jitter
        self._troubles = Troubles(work.bus, work.tables)

    async def run(self, job: OutboxJob) -> None:
        """One attempt. It never raises: what did not work is promised again, later, and told to somebody when it is
        not a matter of waiting. Who may not be told any more is not told; but what was decided is done, and waits
        where somebody whom it needs is missing from the list of people."""
        await self._clicks.quiet()
        with bound_contextvars(**self._in_log(job)), carrying_out(job):
            await self._attempt(job)

    async def _attempt(self, job: OutboxJob) -> None:
        try:
            if await self._work.bus.read(lambda uow: held_by(uow, self._work.tables, job)):
                return await self._surely(job, partial(self._work.bus.record, lambda uow: [self._put_by(uow, job)]))
            with self._watched(job):
                await self._work.tables.effects[job.effect].run(self._work, **job.args)
            await self._troubles.over(job)
            if job.attempt > 1:
                await self._work.bus.answers_again(job.queue)
        except Refused as refusal:
            log.info("job_moot", effect=job.effect, code=refusal.code)
            if job.queue not in TELLING or refusal.code == "keys":  # it can be told once the key is back
                await self._later(job, None, Refused.__name__)
        except PERMANENT as error:
            log.exception("job_failed", effect=job.effect, attempt=job.attempt)
            await self._later(job, None, type(error).__name__, at_most=SURE_AFTER)
        except ExternalError as error:
            await self._later(job, error, type(error).__name__)
        except Exception as error:
            log.exception("job_failed", effect=job.effect, attempt=job.attempt)
            await self._later(job, None, type(error).__name__)

    def _watched(self, job: OutboxJob) -> AbstractContextManager[None]:
        about = {
            "messaging.operation.type": "process",
            "messaging.destination.name": job.queue.value,
            "sipdesk.effect": self._work.tables.listed(job)[1],
            "sipdesk.attempt": job.attempt,
        }
        return self._work.bus.watch.step(PROCESS, about, job.trace)

    def _put_by(self, uow: UnitOfWork, job: OutboxJob) -> OutboxJob:
        """Asked once more where nobody else writes: its kind may go on by now."""
        return job.put_by() if held_by(uow, self._work.tables, job) else job.again(0)

    async def crashed(self, job: OutboxJob) -> None:
        """It was under way each time that the service went down: it is not begun again."""
        log.error("job_given_up", effect=job.effect, attempt=job.attempt, error=CRASHED)
        await self._surely(job, partial(self._give_up, job, None, CRASHED))
        await self._troubles.say(job, None, gave_up=True)

    async def _later(
        self, job: OutboxJob, error: ExternalError | None, name: str, *, at_most: int | None = None
    ) -> None:
        log.warning("job_waits", effect=job.effect, attempt=job.attempt, error=str(error))
        gave_up = job.attempt >= (at_most or GIVES_UP_AFTER)
        if not gave_up and not _is_moot(job, error):
            earliest = error.retry_after or 0.0 if isinstance(error, Unavailable) else None
            again = job.again(self._delay(job, error), earliest, name)
            await self._surely(job, partial(self._work.bus.record, lambda _: [again]))
        if gave_up and not _is_moot(job, error):
            log.error("job_given_up", effect=job.effect, attempt=job.attempt, error=name)
            await self._surely(job, partial(self._give_up, job, error, name))
        patience = PATIENT_WITH_A_MAILBOX_FOR if isinstance(error, MailboxUnavailable) else PATIENT_FOR
        patient = isinstance(error, Unavailable | None) and job.attempt < patience
        if gave_up or not patient:
            await self._troubles.say(job, error, gave_up=gave_up)

    async def _give_up(self, job: OutboxJob, error: ExternalError | None, name: str) -> None:
        why = because(error) if error else _FAULTS.get(name, because(None))
        await self._work.bus.decide(
            NoteGivenUp(job, *self._work.tables.listed(job), name, self._troubles.could_not(job), why)
        )

    async def _surely(self, job: OutboxJob, write: Callable[[], Awaitable[None]]) -> None:
        """Where the database takes nothing for a moment (the database restarts, the disk is full), the job is held
        until it does: it is written nowhere else."""
        while True:
            try:
                return await write()
            except Exception:
                log.exception("job_not_written", effect=job.effect, attempt=job.attempt)
                await asyncio.sleep(_A_MOMENT)

    def _in_log(self, job: OutboxJob) -> Mapping[str, str]:
        """What every line says that is logged meanwhile; of a record that is confidential nothing, for its name alone
        would tell of it."""
        what, name = self._work.tables.about(job)
        return (
            {"job": job.id, "about": f"{what}:{name}"} if self._work.tables.troubles.get(what, BY_ADVISOR).noted else {}
        )

    def _delay(self, job: OutboxJob, error: ExternalError | None) -> float:
        asked = error.retry_after if isinstance(error, Unavailable) else None
        own = _patience(job.attempt) if isinstance(error, Unavailable | None) else _A_QUARTER_OF_AN_HOUR
        return max(asked or 0.0, own * (1 + self._jitter * random.random()))


_A_MINUTE: Final = 60.0
_A_QUARTER_OF_AN_HOUR: Final = 900.0


def _patience(attempt: int) -> float:
    """Seconds until the next attempt: about half a minute's worth of quick ones, then every minute, and after ten
    minutes about a tenth of what it has waited already, so that the end of an outage is noticed soon, however long it
    was."""
    if attempt <= 5:
        return 2.0**attempt
    return min(_A_MINUTE * 1.1 ** max(0, attempt - 15), _A_QUARTER_OF_AN_HOUR)


def _followed_up(
    uow: UnitOfWork, tables: WorkflowTables, name: str, about: str, context: RenderContext
) -> Iterable[OutboxJob]:
    """What is sent comes before what is drawn again: a card that a new one makes a line of is drawn once."""
    jobs = tables.follow_ups[name](uow, about.partition(":")[2], context)
    return sorted(jobs, key=lambda job: job.effect == "redraw_card")


def _is_moot(job: OutboxJob, error: ExternalError | None) -> bool:
    """A card that cannot be redrawn because its message or chat is gone need not be."""
    return job.effect == "redraw_card" and isinstance(error, NotFound)
