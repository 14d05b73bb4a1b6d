"""What we rely on the durable engine for, on both databases: what was promised is kept once, whatever crashes."""

import asyncio
import time
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from dbos._dbos import _get_dbos_instance  # pyright: ignore[reportPrivateUsage] - pinned; what it asks is listened to
from sqlalchemy import event
from structlog.testing import capture_logs

from automations.engine.jobs.dbos_queue import DbosQueue, on_loop
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from store.database import Database
from tests.automations.engine.jobs.workers import (
    A_JOB,
    HOUR,
    PATIENCE,
    enqueue,
    finished_in,
    never_ending,
    until,
    working,
)
from tests.support.databases import Databases


async def test_a_job_is_carried_out_on_the_loop_that_its_locks_belong_to() -> None:
    """Whichever loop of the engine took it up."""
    here, found = asyncio.get_running_loop(), list[asyncio.AbstractEventLoop]()

    async def job() -> None:
        found.append(asyncio.get_running_loop())

    await on_loop(here, job())
    await asyncio.to_thread(lambda: asyncio.run(on_loop(here, job())))
    assert found == [here, here]


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
