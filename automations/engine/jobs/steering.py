"""Somebody who looks after the service has jobs tried again at once, or calls one off. What was called off is kept: the
cards of its record say so, and it can be taken up again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from automations.engine.command_bus import SERVICE, CommandBus, CommandContext, Handler
from automations.engine.jobs.dbos_jobs import hurry, put_away, waiting
from automations.engine.jobs.given_up import CALLED_OFF, SOMETHING, job_id, job_of, kept_of, refreshed, retried
from automations.engine.jobs.outbox import CONFIDENTIAL, OutboxJob
from automations.engine.jobs.pausing import by_whom, check_looks_after
from automations.engine.jobs.telling import Troubles
from automations.engine.jobs.trouble_words import called_off_words
from automations.engine.workflow import WorkflowTables
from handbook.core.refusal import Refused
from store.given_up import GivenUp
from store.unit_of_work import UnitOfWork

NO_SUCH_JOB: Final = "There is no such job."


@dataclass(frozen=True, slots=True)
class Operator:
    """Who steers: a person in the tab, or whoever sits at the machine, by `name`."""

    actor_id: str = SERVICE
    route: str = "command"
    name: str = ""


@dataclass(frozen=True, slots=True)
class RetryJobs:
    """These are tried again now: what was given up begins anew, what waits is due at once. `about` names their records
    for the audit, in the same order."""

    job_ids: tuple[str, ...]
    about: tuple[str, ...] = ()
    operator: str = ""


@dataclass(frozen=True, slots=True)
class CallOffJob:
    """This is not to be done. `kind` and `about` are as it is listed; `could_not` says what it would have done."""

    job_id: str
    reason: str
    kind: str
    about: str
    could_not: str
    operator: str = ""


def retry(uow: UnitOfWork, command: RetryJobs, ctx: CommandContext) -> Iterable[OutboxJob]:
    check_looks_after(uow, ctx)
    who = by_whom(command.operator)
    about = dict(zip_longest(command.job_ids, command.about, fillvalue=""))
    for id_ in command.job_ids:
        yield from retried(uow, uow.given_up.matching(id=id_), ctx, **who)
    for one in waiting(uow.connection):
        id_ = job_id(one.job)
        if id_ in about and hurry(uow.connection, [one.job.id]):
            uow.audit(ctx.entry("job_hurried", about[id_], job=id_, effect=one.job.effect, **who), ctx.now)


def call_off(uow: UnitOfWork, command: CallOffJob, ctx: CommandContext) -> Iterable[OutboxJob]:
    """Raises Refused for what is under way, and for what is not there any more."""
    check_looks_after(uow, ctx)
    if not command.reason.strip():
        raise Refused("no_reason", "Please say why: the people who wait for it read the reason.")
    kept = _put_away(uow, command, ctx)
    words = called_off_words(SOMETHING, "") if command.kind == CONFIDENTIAL else ""
    words = words or called_off_words(command.could_not, command.reason)
    uow.given_up.add(replace(kept, error=CALLED_OFF, words=words, at=ctx.now))
    detail = {"job": kept.id, "effect": kept.effect, "reason": command.reason.strip(), **by_whom(command.operator)}
    uow.audit(ctx.entry("job_called_off", command.about, **detail), ctx.now)
    return refreshed(uow, [kept], f"off-{int(ctx.now.timestamp())}")


HANDLERS: Final[Mapping[type, Handler]] = {RetryJobs: retry, CallOffJob: call_off}


async def call_off_and_tell(bus: CommandBus, tables: WorkflowTables, id_: str, reason: str, by: Operator) -> None:
    """It is called off, and whoever waits for it is told. Raises Refused."""
    job = await bus.read(lambda uow: _job(uow, id_))
    if job is None:
        raise Refused("unknown", NO_SUCH_JOB)
    troubles = Troubles(bus, tables)
    about, kind = tables.listed(job)
    command = CallOffJob(id_, reason, kind, about, await troubles.could_not_for(job), by.name)
    await bus.decide(command, by.actor_id, by.route)
    await troubles.called_off(job, reason)


def _job(uow: UnitOfWork, id_: str) -> OutboxJob | None:
    kept = [job_of(one) for one in uow.given_up.matching(id=id_) if one.error != CALLED_OFF]
    return next(iter([*kept, *(one.job for one in waiting(uow.connection) if job_id(one.job) == id_)]), None)


def _put_away(uow: UnitOfWork, command: CallOffJob, ctx: CommandContext) -> GivenUp:
    """Nobody tries it any more."""
    given_up = [one for one in uow.given_up.matching(id=command.job_id) if one.error != CALLED_OFF]
    if given_up:
        uow.given_up.remove(given_up)
        return given_up[0]
    for one in waiting(uow.connection):
        if job_id(one.job) == command.job_id:
            if not put_away(uow.connection, [one.job.id], ctx.now, waiting_only=True):
                raise Refused("stale", "That is under way now. Please look again in a minute.")
            uow.given_up.remove(uow.given_up.matching(id=command.job_id))
            return kept_of(one.job, command.kind, CALLED_OFF, command.about, "", ctx.now)
    raise Refused("unknown", NO_SUCH_JOB)
