"""Workers that die, or are ended in order: nothing that was promised is lost, and no job kills one for ever."""

import asyncio
import signal
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from automations.engine.jobs.dbos_jobs import DEATHS
from automations.engine.jobs.dbos_queue import DbosQueue
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.scheduler import SILENT_AFTER, heartbeat
from store.database import Database
from tests.automations.engine.jobs.workers import (
    A_JOB,
    PATIENCE,
    a_worker,
    begun_elsewhere,
    enqueue,
    killed_in_the_middle,
    working,
)
from tests.automations.office import Office


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
