"""`sipdesk jobs`: what waits, what is not tried any more, and taking it up again or dropping it. It needs no running
service, and does no harm to one."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from automations.engine.command_bus import SERVICE, CommandBus, TrustPolicy
from automations.engine.jobs.dbos_jobs import WaitingJob, hurry, put_away, waiting
from automations.engine.jobs.dbos_queue import DbosQueue
from automations.engine.jobs.given_up import DropGivenUp, RetryGivenUp, job_id
from automations.engine.jobs.outbox import CONFIDENTIAL
from automations.workflows import TABLES
from handbook.core.british_time import moment_words
from service.audit_check import has_database
from service.database_settings import DatabaseSettings
from store.audit import AuditEntry
from store.database import Database
from store.given_up import GivenUp
from store.unit_of_work import UnitOfWork

_ROUTE: Final = "command"


def run(settings: DatabaseSettings, chosen: argparse.Namespace) -> int:
    """0 if it is done, 1 where no job matches, 2 where there is no database of this version or nothing was asked."""
    database = Database(settings.database_url, keys=settings.case_keys_source())
    try:
        if not has_database(database):
            print("SIPDESK_DATABASE_URL names no database of this version of SIP Desk.", file=sys.stderr)
            return 2
        jobs = DbosQueue(database.url, "jobs")
        bus = CommandBus(
            database, jobs, TABLES.handlers, TrustPolicy(), lambda: datetime.now(UTC), TABLES.about_command
        )
        try:
            return asyncio.run(_run(Jobs(bus), chosen))
        finally:
            bus.close()
            jobs.close()
    finally:
        database.close()


async def _run(jobs: "Jobs", chosen: argparse.Namespace) -> int:
    match chosen.jobs:
        case "list":
            print("\n".join(await jobs.lines(chosen.kind, chosen.error)))
            return 0
        case "show":
            said = await jobs.shown(chosen.id)
        case "retry" if not (chosen.id or chosen.kind or chosen.error):
            print("Name one by its ID, or all of a kind with --kind, --error or both.", file=sys.stderr)
            return 2
        case "retry":
            count = await jobs.retry(chosen.id, chosen.kind, chosen.error)
            said = f"{count} will be tried again now." if count else ""
        case _:
            said = "It will never be tried again." if await jobs.drop(chosen.id, chosen.reason) else ""
    print(said or "There is no such job.", file=sys.stdout if said else sys.stderr)
    return 0 if said else 1


class Jobs:
    """All jobs of a database that failed at least once."""

    def __init__(self, bus: CommandBus) -> None:
        self._bus = bus

    async def lines(self, kind: str, error: str) -> list[str]:
        given_up = await self._bus.read(lambda uow: _given_up(uow, "", kind, error))
        tried = await self._bus.read(lambda uow: _waiting(uow, "", kind, error))
        return [
            *[_line(one.id, one.kind, one.error, f"given up on {moment_words(one.at)}") for one in given_up],
            *[_line(job_id(one.job), TABLES.listed(one.job)[1], one.job.error, _when(one)) for one in tried],
            *(["No jobs are waiting, and none were given up."] if not (given_up or tried) else []),
        ]

    async def shown(self, id_: str) -> str:
        given_up = await self._bus.read(lambda uow: _given_up(uow, id_, "", ""))
        if given_up:
            one = given_up[0]
            about = "" if one.kind == CONFIDENTIAL else one.about
            return _facts(one.id, one.kind, about, one.attempts, one.error, one.words)
        for one in await self._bus.read(lambda uow: _waiting(uow, id_, "", "")):
            job = one.job
            about, kind = TABLES.listed(job)
            about = "" if kind == CONFIDENTIAL else about
            return _facts(id_, kind, about, job.attempt - 1, job.error, _when(one))
        return ""

    async def retry(self, id_: str, kind: str, error: str) -> int:
        """How many: what was given up begins anew, what waits is due at once. Each is in the audit."""
        given_up = await self._bus.read(lambda uow: _given_up(uow, id_, kind, error))
        if given_up:
            await self._bus.decide(RetryGivenUp(tuple(one.id for one in given_up)), SERVICE, _ROUTE)
        return len(given_up) + await self._of_those_that_wait(id_, kind, error, "job_hurried", {}, hurry)

    async def drop(self, id_: str, reason: str) -> bool:
        """Whether there was such a one. The audit keeps the reason."""
        if await self._bus.read(lambda uow: _given_up(uow, id_, "", "")):
            await self._bus.decide(DropGivenUp(id_, reason), SERVICE, _ROUTE)
            return True

        def end(connection: sa.Connection, job_ids: Sequence[str]) -> bool:
            return put_away(connection, job_ids, self._bus.now(), waiting_only=True)

        return bool(await self._of_those_that_wait(id_, "", "", "job_dropped", {"reason": reason}, end))

    async def _of_those_that_wait(
        self,
        id_: str,
        kind: str,
        error: str,
        action: str,
        detail: dict[str, str],
        change: Callable[[sa.Connection, Sequence[str]], bool],
    ) -> int:
        changed: list[str] = []

        def work(uow: UnitOfWork) -> list[object]:
            for one in _waiting(uow, id_, kind, error):
                if change(uow.connection, [one.job.id]):
                    changed.append(one.job.id)
                    own = {"route": _ROUTE, "job": job_id(one.job), "effect": one.job.effect, **detail}
                    uow.audit(AuditEntry(SERVICE, action, TABLES.listed(one.job)[0], own), self._bus.now())
            return []

        await self._bus.record(work)  # pyright: ignore[reportArgumentType] - promises nothing
        return len(changed)


def _given_up(uow: UnitOfWork, id_: str, kind: str, error: str) -> tuple[GivenUp, ...]:
    return uow.given_up.matching(id=id_, kind=kind, error=error)


def _waiting(uow: UnitOfWork, id_: str, kind: str, error: str) -> list[WaitingJob]:
    """Those that failed before."""
    return [
        one
        for one in waiting(uow.connection)
        if one.job.attempt > 1
        and id_ in ("", job_id(one.job))
        and kind in ("", TABLES.listed(one.job)[1])
        and error in ("", one.job.error)
    ]


def _line(id_: str, kind: str, error: str, when: str) -> str:
    return f"{id_}  {kind:<24} {error or '-':<16} {when}"


def _when(one: WaitingJob) -> str:
    now = "under way" if one.under_way else "due now"
    return f"attempt {one.job.attempt}: " + (f"next on {moment_words(one.due_at)}" if one.due_at else now)


def _facts(id_: str, kind: str, about: str, attempts: int, error: str, words: str) -> str:
    return f"{id_}\nkind: {kind}\nabout: {about or '-'}\nattempts: {attempts}\nerror: {error or '-'}\n{words}"
