"""What we rely on the durable engine for, on both databases: what was promised is kept once, whatever crashes."""

import asyncio
import signal
import sys
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from dbos._dbos import _get_dbos_instance  # pyright: ignore[reportPrivateUsage] - pinned; what it asks is listened to
from sqlalchemy import event
from structlog.testing import capture_logs

from automations.engine.jobs.dbos_jobs import DEATHS
from automations.engine.jobs.dbos_queue import DbosQueue
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.scheduler import SILENT_AFTER, heartbeat
from store.database import Database
from tests.automations.office import Office
from tests.support.databases import Databases

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


async def test_each_promise_is_kept_once_as_it_was_made(database: Database) -> None:
    """Also one that was made twice; and each attempt is one of its own."""
    others = [replace(A_JOB, key=str(number), queue=queue) for number, queue in enumerate(JobQueue)]
    enqueue(database, A_JOB, replace(A_JOB, args={}), *others)
    enqueue(database, A_JOB)
    async with working(database) as worker:
        await worker.has_kept("k", "0", "1", "2")
        with database.writing() as uow:  # by the worker itself, as it does
            for one in (A_JOB, A_JOB.again(0), replace(A_JOB, key="last")):
                worker.jobs.add(uow.connection, one)
        await worker.has_kept("last")
        async with asyncio.timeout(PATIENCE):
            while len(worker.kept) < 6:
                await asyncio.sleep(0.01)
    expected = [A_JOB, A_JOB.again(0), replace(A_JOB, key="last"), *others]
    assert sorted(worker.kept, key=lambda one: one.id) == sorted(expected, key=lambda one: one.id)


async def test_what_was_rolled_back_was_never_promised(database: Database) -> None:
    book = DbosQueue(database.url, "worker-1")

    def half() -> None:
        with database.writing() as uow:
            book.add(uow.connection, A_JOB)
            raise RuntimeError("the light went out")

    with pytest.raises(RuntimeError):
        half()
    enqueue(database, replace(A_JOB, key="other"))
    async with working(database) as worker:
        await worker.has_kept("other")
    assert [kept.key for kept in worker.kept] == ["other"]


async def test_a_delay_is_waited_for(database: Database) -> None:
    promised_at = time.time()
    enqueue(database, replace(A_JOB, key="late", delay=1.5), replace(A_JOB, key="never", delay=3600.0), A_JOB)
    async with working(database) as worker:
        await worker.has_kept("k", "late")
        assert time.time() - promised_at >= 1.5
    assert {kept.key for kept in worker.kept} == {"k", "late"}


async def test_what_a_killed_process_had_begun_is_kept_in_its_next_life(database: Database, tmp_path: Path) -> None:
    enqueue(database, A_JOB)
    await killed_in_the_middle(database, "worker-1", tmp_path, "k")
    async with working(database, "worker-1") as worker:
        await worker.has_kept("k")
    assert worker.kept == [A_JOB]


async def test_what_a_worker_that_is_gone_for_good_had_begun_is_taken_over(office: Office, tmp_path: Path) -> None:
    database = office.database
    await heartbeat(office.bus, "worker-9")
    enqueue(database, A_JOB)
    await killed_in_the_middle(database, "worker-9", tmp_path, "k")
    enqueue(database, replace(A_JOB, key="other"))
    async with working(database, "worker-1") as worker:
        await worker.has_kept("other")
        assert await heartbeat(office.bus, "worker-1") == ()
        assert [kept.key for kept in worker.kept] == ["other"]
        office.now += SILENT_AFTER + timedelta(seconds=1)
        silent = await heartbeat(office.bus, "worker-1")
        assert silent == ("worker-9",)
        for _ in range(2):  # also when two take over at once
            await worker.jobs.take_over(tuple(silent))
        await office.bus.remove_workers(silent)
        await worker.has_kept("k")
    assert sorted(kept.key for kept in worker.kept) == ["k", "other"]


async def died(database: Database, executor_id: str, folder: Path) -> None:
    """A worker of another process goes down by what it does."""
    process = await a_worker(database, executor_id, folder)
    async with asyncio.timeout(PATIENCE):
        assert await process.wait() == -signal.SIGKILL


async def test_a_job_that_kills_its_worker_is_set_aside_after_three_deaths(database: Database, tmp_path: Path) -> None:
    """Each time it is begun anew; then it is handed over, once, and the worker lives. What was under way beside it is
    not taken for guilty, however often the killer comes first."""
    enqueue(database, replace(A_JOB, key="killer"))
    await asyncio.sleep(0.01)  # the others come after it
    enqueue(database, *(replace(A_JOB, key=str(number)) for number in range(4)))
    for _ in range(DEATHS):
        await died(database, "worker-1", tmp_path)
    async with working(database) as worker:
        assert [one.key for one in worker.crashed] == ["killer"]
        await worker.has_kept("0", "1", "2", "3")
    async with working(database) as worker:
        enqueue(database, replace(A_JOB, key="next"))
        await worker.has_kept("next")
        assert [one.key for one in worker.kept] == ["next"]
        assert worker.crashed == []


async def test_ending_in_order_is_held_against_no_job(database: Database, tmp_path: Path) -> None:
    """However often the service is started anew while it is under way."""
    enqueue(database, A_JOB)
    for number in range(DEATHS):
        (folder := tmp_path / str(number)).mkdir()
        process = await begun_elsewhere(database, "worker-1", folder, "k")
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE):
            assert await process.wait() == 0
    async with working(database) as worker:
        await worker.has_kept("k")
        assert worker.crashed == []


async def test_what_is_under_way_when_it_is_stopped_is_finished_or_kept_in_the_next_life(database: Database) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()
    finished: list[str] = []

    async def slow(one: OutboxJob) -> None:
        begun.set()
        await may_end.wait()
        finished.append(one.key)

    jobs = DbosQueue(database.url, "worker-1", poll_seconds=0.05)
    enqueue(database, A_JOB)
    await jobs.start(slow, slow)
    await asyncio.wait_for(begun.wait(), PATIENCE)
    stopping = asyncio.create_task(jobs.stop())
    may_end.set()
    await stopping
    async with working(database) as worker:
        enqueue(database, replace(A_JOB, key="next"))
        await worker.has_kept("next")
    assert finished + [one.key for one in worker.kept if one.key == "k"] == ["k"]


async def test_what_was_finished_long_ago_is_forgotten(database: Database) -> None:
    enqueue(database, A_JOB, replace(A_JOB, key="waits", delay=3600.0))
    begun = datetime.now(UTC).replace(microsecond=0)  # SQLite notes whole seconds
    async with working(database) as worker:
        await worker.has_kept("k")
        await until(lambda: finished_in(database) == 1)
        forget = worker.jobs.forget_finished
        assert await forget(begun) == 0  # it was made before, but ended after
        assert await forget(datetime.now(UTC) + HOUR) == 1
        assert await forget(datetime.now(UTC) + HOUR) == 0
    assert finished_in(database) == 0


async def test_that_somebody_asked_for_a_concern_or_complaint_is_forgotten_once_it_is_answered(
    database: Database,
) -> None:
    asked = OutboxJob("send_case_card", "m1", {"person_id": "p", "words": "complaint"}, JobQueue.TEAMS)
    enqueue(database, asked, A_JOB, replace(asked, key="m2", delay=3600.0))
    async with working(database) as worker:
        await worker.has_kept("m1")
        await worker.has_kept("k")
        await until(lambda: finished_in(database) == 2)
        long_ago = datetime.now(UTC) - 24 * HOUR
        assert await worker.jobs.forget_finished(long_ago) == 1
        assert await worker.jobs.forget_finished(long_ago) == 0
    assert finished_in(database) == 1


def finished_in(database: Database) -> int:
    table = "workflow_status" if database.is_sqlite else "dbos.workflow_status"
    with database.reading() as uow:
        query = f"SELECT count(*) FROM {table} WHERE status = 'SUCCESS'"  # noqa: S608 - one of two names
        return uow.connection.exec_driver_sql(query).scalar_one()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.02)


async def test_preparing_twice_does_no_harm(database: Database) -> None:
    await asyncio.to_thread(DbosQueue(database.url, "worker-1").prepare)
    enqueue(database, A_JOB)
    async with working(database) as worker:
        await worker.has_kept("k")


async def test_what_a_process_promises_it_takes_up_at_once_and_as_there_is_room(database: Database) -> None:
    """It looks by itself but once an hour; of twenty there is room for eight."""
    async with working(database, poll_seconds=3600.0) as worker:
        keys = [f"k{number}" for number in range(20)]
        with database.writing() as uow:
            for key in keys:
                worker.jobs.add(uow.connection, replace(A_JOB, key=key))
        worker.jobs.committed()
        await worker.has_kept(*keys)
    assert sorted(one.key for one in worker.kept) == sorted(keys)


async def test_all_workers_together_have_as_many_jobs_for_microsoft_365_as_one_may(
    postgresql_databases: Databases, tmp_path: Path
) -> None:
    """Three processes: none of them ends what it begins."""
    with postgresql_databases.ready() as url:
        database = Database(url)
        enqueue(database, *(replace(A_JOB, key=f"k{number}", queue=JobQueue.GRAPH) for number in range(12)))
        async with AsyncExitStack() as workers:
            for number in range(3):
                await workers.enter_async_context(never_ending(database, f"worker-{number}", tmp_path))
            enqueue(database, *(replace(A_JOB, key=f"last{number}", queue=JobQueue.DESK) for number in range(6)))
            await until(lambda: len(list(tmp_path.glob("last*"))) == 6)  # each has looked, and had room for these
            begun = {one.name for one in tmp_path.iterdir()}  # noqa: ASYNC240 - a folder of few
            assert len([name for name in begun if name.startswith("k")]) == 4
        database.close()


_EVERY_SECOND = "UPDATE main.workflow_status SET status=?, dedup"


async def test_an_idle_worker_asks_little_and_reads_through_no_jobs(sqlite_databases: Databases) -> None:
    """Whatever it asks while nothing waits is answered from an index: it costs the same beside a million jobs."""
    with sqlite_databases.ready() as url:
        database = Database(url)
        asked: list[tuple[str, Any]] = []
        async with working(database, poll_seconds=1.0) as worker:
            enqueue(database, A_JOB)
            await worker.has_kept("k")
            await until(lambda: finished_in(database) == 1)
            engine = _get_dbos_instance()._sys_db.engine  # pyright: ignore[reportPrivateUsage] - pinned

            def note(*told: Any) -> None:
                asked.append((told[2], told[3]))

            event.listen(engine, "before_cursor_execute", note)
            await until(lambda: sum(one.startswith(_EVERY_SECOND) for one, _ in asked) == 3)
            event.remove(engine, "before_cursor_execute", note)
        assert len(asked) <= 3 * 8
        assert any("SELECT DISTINCT queue_name" in one for one, _ in asked)
        with database.reading() as uow:
            for statement, values in asked:
                plan = uow.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
                walks = [step.detail for step in plan if "SCAN workflow_status" in step.detail]
                assert all("idx_workflow_status_in_flight" in step for step in walks), statement
        database.close()


async def test_when_a_far_end_answers_again_what_waits_only_for_that_is_due(database: Database) -> None:
    """Not what it asked to be left in peace with, nor what a person must mend, nor what waits for another."""
    waits = replace(A_JOB, attempt=7, delay=3600.0)
    enqueue(
        database,
        *(replace(waits, key=f"out {number}", earliest=0.0) for number in range(12)),
        replace(waits, key="asked", earliest=1800.0),
        replace(waits, key="denied"),
        replace(waits, key="elsewhere", earliest=0.0, queue=JobQueue.GRAPH),
    )
    async with working(database) as worker:
        with database.writing() as uow:
            worker.jobs.answers_again(uow.connection, JobQueue.TEAMS)
        await worker.has_kept(*(f"out {number}" for number in range(12)))
        enqueue(database, replace(A_JOB, key="now"))
        await worker.has_kept("now")
    assert not {"asked", "denied", "elsewhere"} & {one.key for one in worker.kept}
    with database.writing() as uow:  # half an hour is waited for, and not the hour
        for moment, due in ((1500, 0), (2100, 1), (3700, 3)):
            query = _DUE.format("workflow_status" if database.is_sqlite else "dbos.workflow_status")
            at = int((time.time() + moment) * 1000)
            assert uow.connection.exec_driver_sql(query + str(at)).scalar_one() == due


_DUE = "SELECT count(*) FROM {} WHERE status = 'DELAYED' AND delay_until_epoch_ms < "


async def test_of_what_waits_the_oldest_comes_first(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it was tried: an attempt is as old as the first one was."""
    began = time.time()
    for key, at, attempts in (("old", 0, 3), ("new", 900, 1), ("between", 300, 2)):
        for attempt in range(1, attempts + 1):
            monkeypatch.setattr(time, "time", lambda now=began + at + 1000 * (attempt - 1): now)
            enqueue(database, replace(A_JOB, key=key, attempt=attempt))
    with database.reading() as uow:
        table = "workflow_status" if database.is_sqlite else "dbos.workflow_status"
        query = f"SELECT workflow_uuid FROM {table} ORDER BY priority, created_at DESC"  # noqa: S608 - one of two names
        keys = [job.partition(":")[2].partition("#")[0] for job in uow.connection.exec_driver_sql(query).scalars()]
    assert keys == ["old", "old", "old", "between", "between", "new"]


async def test_neither_a_database_that_is_away_nor_a_job_that_cannot_be_begun_stops_the_others(
    sqlite_databases: Databases,
) -> None:
    with sqlite_databases.ready() as url, capture_logs() as logs:
        database = Database(url)
        async with working(database) as worker:
            with database.engine.begin() as connection:
                connection.exec_driver_sql("ALTER TABLE workflow_status RENAME TO away")
            await until(lambda: any(entry["event"] == "queues_not_looked_at" for entry in logs))
            with database.engine.begin() as connection:
                connection.exec_driver_sql("ALTER TABLE away RENAME TO workflow_status")
            with database.writing() as uow:
                worker.jobs.add(uow.connection, replace(A_JOB, key="odd"))
                uow.connection.exec_driver_sql("UPDATE workflow_status SET name = 'nobody knows'")
            await until(lambda: any(entry["event"] == "job_not_begun" for entry in logs))
            enqueue(database, A_JOB)
            await worker.has_kept("k")
        database.close()
    assert [one.key for one in worker.kept] == ["k"]
