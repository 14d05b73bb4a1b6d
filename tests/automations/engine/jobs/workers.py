"""Workers on a database, in this process and in others that can be killed."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from automations.engine.jobs.dbos_queue import DbosQueue
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from store.database import Database

PATIENCE = 20.0
A_JOB = OutboxJob("say", "k", {"person_id": "p", "number": 1}, JobQueue.TEAMS)
HOUR = timedelta(hours=1)


@dataclass
class Worker:
    """Keeps promises in this process, and remembers which."""

    jobs: DbosQueue
    kept: list[OutboxJob] = field(default_factory=list[OutboxJob])
    crashed: list[OutboxJob] = field(default_factory=list[OutboxJob])

    async def keep(self, job: OutboxJob) -> None:
        self.kept.append(job)

    async def note_crashed(self, job: OutboxJob) -> None:
        self.crashed.append(job)

    async def has_kept(self, *keys: str) -> None:
        """Returns once all of these are kept."""
        async with asyncio.timeout(PATIENCE):
            while not {job.key for job in self.kept} >= set(keys):
                await asyncio.sleep(0.01)


@asynccontextmanager
async def working(
    database: Database, executor_id: str = "worker-1", poll_seconds: float = 0.05
) -> AsyncGenerator[Worker]:
    worker = Worker(DbosQueue(database.url, executor_id, poll_seconds=poll_seconds))
    await worker.jobs.start(worker.keep, worker.note_crashed)
    try:
        yield worker
    finally:
        await worker.jobs.stop()


def enqueue(database: Database, *jobs: OutboxJob) -> None:
    book = DbosQueue(database.url, "worker-1")
    with database.writing() as uow:
        for one in jobs:
            book.add(uow.connection, one)


@asynccontextmanager
async def never_ending(database: Database, executor_id: str, folder: Path) -> AsyncGenerator[None]:
    """A worker of another process, that notes what it begins and ends none of it."""
    url = database.url.render_as_string(hide_password=False)
    command = ("-m", "tests.automations.worker", url, executor_id, str(folder))
    process = await asyncio.create_subprocess_exec(sys.executable, *command, cwd=Path(__file__).parents[4])
    try:
        yield
    finally:
        process.kill()
        await process.wait()


async def begun_elsewhere(database: Database, executor_id: str, folder: Path, key: str) -> asyncio.subprocess.Process:
    """A worker of another process that has begun to keep a promise, and does not end it."""
    process = await a_worker(database, executor_id, folder)
    async with asyncio.timeout(PATIENCE):
        while not (folder / key).exists():
            assert process.returncode is None
            await asyncio.sleep(0.02)
    return process


async def a_worker(database: Database, executor_id: str, folder: Path) -> asyncio.subprocess.Process:
    url = database.url.render_as_string(hide_password=False)
    command = ("-m", "tests.automations.worker", url, executor_id, str(folder))
    return await asyncio.create_subprocess_exec(sys.executable, *command, cwd=Path(__file__).parents[4])


async def killed_in_the_middle(database: Database, executor_id: str, folder: Path, key: str) -> None:
    """A worker of another process begins to keep a promise, and is gone without a word."""
    process = await begun_elsewhere(database, executor_id, folder, key)
    process.kill()
    await process.wait()


def finished_in(database: Database) -> int:
    table = "workflow_status" if database.is_sqlite else "dbos.workflow_status"
    with database.reading() as uow:
        query = f"SELECT count(*) FROM {table} WHERE status = 'SUCCESS'"  # noqa: S608 - one of two names
        return uow.connection.exec_driver_sql(query).scalar_one()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.02)
