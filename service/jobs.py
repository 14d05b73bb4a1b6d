"""`sipdesk jobs`: what waits, what is not tried any more, and taking it up again or dropping it. It needs no running
service, and does no harm to one."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from automations.engine.command_bus import SERVICE, Customs, Desk
from automations.engine.dbos_jobs import WaitingJob, hurry, put_away, waiting
from automations.engine.dbos_queue import Promises
from automations.engine.given_up import CONFIDENTIAL, DropGivenUp, RetryGivenUp, about_of, job_id, kind_of
from automations.workflows import TABLES
from handbook.core.british_time import moment_words
from service.audit_check import has_ledger
from service.settings import LedgerSettings
from store.audit import Entry
from store.database import Database
from store.given_up import GivenUp
from store.ledger import Ledger

COMMAND: Final = "jobs"
HELP: Final = "what could not be done yet, and what is not tried any more"
_ROUTE: Final = "command"


def add_to(jobs: argparse.ArgumentParser) -> None:
    chosen = jobs.add_subparsers(dest="jobs", required=True)
    listed = chosen.add_parser("list", help="what is not tried any more, and what is tried again")
    shown = chosen.add_parser("show", help="all that may be said of one")
    retried = chosen.add_parser("retry", help="try one again now, or all that match")
    dropped = chosen.add_parser("give-up", help="never try one again")
    for parser in (listed, retried):
        parser.add_argument("--kind", default="", metavar="KIND", help="only these, such as file_report")
        parser.add_argument("--error", default="", metavar="ERROR", help="only what failed so, such as Denied")
    shown.add_argument("id", metavar="ID")
    retried.add_argument("id", metavar="ID", nargs="?", default="")
    dropped.add_argument("id", metavar="ID")
    dropped.add_argument("--reason", required=True, metavar="WORDS", help="kept in the audit")


def run(settings: LedgerSettings, chosen: argparse.Namespace) -> int:
    """0 if it is done, 1 where no job matches, 2 where there is no ledger of this version or nothing was asked."""
    database = Database(settings.database_url)
    try:
        if not has_ledger(database):
            print("SIPDESK_DATABASE_URL names no ledger of this version of SIP Desk.", file=sys.stderr)
            return 2
        promises = Promises(database.url, COMMAND)
        desk = Desk(database, promises, TABLES.handlers, Customs(), lambda: datetime.now(UTC))
        try:
            return asyncio.run(_run(Jobs(desk), chosen))
        finally:
            desk.close()
            promises.close()
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
    """All jobs of a ledger that failed at least once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def lines(self, kind: str, error: str) -> list[str]:
        given_up = await self._desk.read(lambda books: _given_up(books, "", kind, error))
        tried = await self._desk.read(lambda books: _waiting(books, "", kind, error))
        return [
            *[_line(one.id, one.kind, one.error, f"given up on {moment_words(one.at)}") for one in given_up],
            *[_line(job_id(one.promise), kind_of(one.promise), one.promise.error, _when(one)) for one in tried],
            *(["Nothing waits, and nothing was given up."] if not (given_up or tried) else []),
        ]

    async def shown(self, id_: str) -> str:
        given_up = await self._desk.read(lambda books: _given_up(books, id_, "", ""))
        if given_up:
            one = given_up[0]
            about = "" if one.kind == CONFIDENTIAL else one.about
            return _facts(one.id, one.kind, about, one.attempts, one.error, one.words)
        for one in await self._desk.read(lambda books: _waiting(books, id_, "", "")):
            job = one.promise
            about = "" if kind_of(job) == CONFIDENTIAL else about_of(job)
            return _facts(id_, kind_of(job), about, job.attempt - 1, job.error, _when(one))
        return ""

    async def retry(self, id_: str, kind: str, error: str) -> int:
        """How many: what was given up begins anew, what waits is due at once. Each is in the audit."""
        given_up = await self._desk.read(lambda books: _given_up(books, id_, kind, error))
        if given_up:
            await self._desk.decide(RetryGivenUp(tuple(one.id for one in given_up)), SERVICE, _ROUTE)
        return len(given_up) + await self._of_those_that_wait(id_, kind, error, "job_hurried", {}, hurry)

    async def drop(self, id_: str, reason: str) -> bool:
        """Whether there was such a one. The audit keeps the reason."""
        if await self._desk.read(lambda books: _given_up(books, id_, "", "")):
            await self._desk.decide(DropGivenUp(id_, reason), SERVICE, _ROUTE)
            return True

        def end(connection: sa.Connection, job_ids: Sequence[str]) -> bool:
            return put_away(connection, job_ids, self._desk.now(), waiting_only=True)

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

        def work(books: Ledger) -> list[object]:
            for one in _waiting(books, id_, kind, error):
                if change(books.connection, [one.promise.id]):
                    changed.append(one.promise.id)
                    own = {"route": _ROUTE, "job": job_id(one.promise), "effect": one.promise.effect, **detail}
                    books.audit(Entry(SERVICE, action, about_of(one.promise), own), self._desk.now())
            return []

        await self._desk.record(work)  # pyright: ignore[reportArgumentType] - promises nothing
        return len(changed)


def _given_up(books: Ledger, id_: str, kind: str, error: str) -> tuple[GivenUp, ...]:
    return books.given_up.matching(id=id_, kind=kind, error=error)


def _waiting(books: Ledger, id_: str, kind: str, error: str) -> list[WaitingJob]:
    """Those that failed before."""
    return [
        one
        for one in waiting(books.connection)
        if one.promise.attempt > 1
        and id_ in ("", job_id(one.promise))
        and kind in ("", kind_of(one.promise))
        and error in ("", one.promise.error)
    ]


def _line(id_: str, kind: str, error: str, when: str) -> str:
    return f"{id_}  {kind:<24} {error or '-':<16} {when}"


def _when(one: WaitingJob) -> str:
    now = "under way" if one.under_way else "its turn has come"
    return f"attempt {one.promise.attempt}: " + (f"next on {moment_words(one.due_at)}" if one.due_at else now)


def _facts(id_: str, kind: str, about: str, attempts: int, error: str, words: str) -> str:
    return f"{id_}\nkind: {kind}\nabout: {about or '-'}\nattempts: {attempts}\nerror: {error or '-'}\n{words}"
