"""The durable engine. The only module that knows DBOS (ADR 2).

Jobs are short, one attempt each; waiting is a row with a delay, never a sleeping coroutine, so that the
process can be upgraded on any day. The application version is constant for the same reason. The queues are looked at
when something was promised in this process, and seldom otherwise (ADR 19)."""

import asyncio
import threading
import uuid
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, TypeVar

import sqlalchemy as sa
import structlog
from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, EnqueueOptions
from dbos import Queue as DBOSQueue
from dbos._core import execute_dequeued_workflow  # as DBOS's own queue threads begin a job
from dbos._dbos import _get_dbos_instance  # pyright: ignore[reportPrivateUsage] - pinned; tells what is under way
from dbos._queue import QueueRateLimit
from dbos._serialization import DefaultSerializer
from sqlalchemy.exc import DBAPIError

from automations.engine.jobs import job_rows
from automations.engine.jobs.dbos_jobs import DEATHS, SUSPECTS, begin_alone, hand_back, lost_with, put_away
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.jobs.pickled_jobs import read_job
from handbook.core.external_errors import Unreachable

APPLICATION_VERSION: Final = "sip-desk"
_JOB: Final = "keep_promise"
_AT_ONCE: Final = {JobQueue.DESK: 2, JobQueue.TEAMS: 8}
"""Jobs at once in each worker."""
_AT_ONCE_IN_ALL: Final = {JobQueue.GRAPH: 4, JobQueue.MAIL: 4}
"""Jobs at once in all workers together: Microsoft 365 counts the calls of an app, and not those of a process."""
_EACH_MINUTE: Final[dict[JobQueue, QueueRateLimit]] = {JobQueue.MAIL: {"limit": 25, "period": 60.0}}
"""Jobs begun in a minute, in all workers together: Exchange takes thirty messages a minute from one mailbox."""
_GATHERS_S: Final = 0.03
"""What is promised within so many seconds is taken up together: a look costs time that clicks want."""
PATIENCE_S = 5
"""How long what is under way may take to end when the service does."""
_FIRST: Final = 1
"""The priority of what somebody sits and waits for."""
_BUSY_S: Final = 0.1
"""How soon the queues are looked at again while something waits for its turn."""

_JSON: Final = DBOSPortableJSONSerializer()


def _never_unpickle(cls: DefaultSerializer, serialized_data: str) -> Any:
    return read_job(serialized_data)


DefaultSerializer.deserialize = _never_unpickle
"""A row says how it was written, and DBOS believes it, whatever serializer it was given: this is the one place in it
that unpickles. Jobs are JSON; a pickle can only be a job of the first version, and is read as data."""

JobRunner = Callable[[OutboxJob], Coroutine[Any, Any, None]]
T = TypeVar("T")
log = structlog.get_logger()


async def on_loop(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, None]) -> None:
    """Done on that loop, whichever runs this: DBOS begins a job on a loop of its own where the one that it was started
    on stands still for a moment, and locks and HTTP sessions belong to one loop."""
    if asyncio.get_running_loop() is loop:
        await work
    else:
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, loop))


class DbosQueue:
    """The outbox in the service's own database, and the worker that carries its jobs out."""

    def __init__(self, url: sa.URL, executor_id: str, *, poll_seconds: float = 0.1) -> None:
        self._url = url.render_as_string(hide_password=False)
        self._executor_id = executor_id
        self._poll_seconds = poll_seconds
        self._client: DBOSClient | None = None
        self._crashed: JobRunner = _nobody
        self._queues: list[DBOSQueue] = []
        self._traces: dict[str, str] = {}
        self._looking: list[threading.Thread] = []
        self._wake = threading.Event()
        self._stopping = threading.Event()

    def add(self, connection: sa.Connection, job: OutboxJob) -> None:
        """Adds a job to the caller's transaction. One whose key is known already is left as it is."""
        earlier = _writable(job.earlier.id) if job.earlier else ""
        options: EnqueueOptions = {
            "workflow_name": _JOB,
            "queue_name": job.queue.value,
            "workflow_id": _writable(job.id),
            "app_version": APPLICATION_VERSION,
            "priority": _FIRST if job.urgent else job_rows.since(connection, earlier),
        }
        if job.delay > 0:
            options["delay_seconds"] = job.delay
        noted: dict[str, str | int] = {job_rows.TRACE: job.trace} if job.trace else {}
        if job.earliest is not None:
            noted[job_rows.EARLIEST] = job_rows.now_ms() + int(1000 * job.earliest)
            noted[job_rows.ASKED_FOR] = round(job.earliest)
        if job.error == Unreachable.__name__:
            noted[job_rows.PERSON] = _writable(job.person_id)
        if job.held:
            noted[job_rows.HELD] = 1
        if noted:
            options["attributes"] = noted
        own = {key: _writable(value) if isinstance(value, str) else value for key, value in job.args.items()}
        args = (job.effect, _writable(job.key), own, job.queue.value, job.attempt, *([job.error] if job.error else []))
        self._book().enqueue_in_transaction(connection, options, *args)

    def answers_again(self, connection: sa.Connection, queue: JobQueue) -> None:
        """What waits only because this service did not answer is due, but not before it asked to be left in peace. The
        queue's limit and order pace it."""
        job_rows.bring_forward(connection, queue.value)

    def reached_again(self, connection: sa.Connection, person_id: str) -> None:
        """What waits only because this person could not be reached is due."""
        job_rows.bring_forward_for(connection, JobQueue.TEAMS.value, person_id)

    def committed(self) -> None:
        """Something was promised, and is there now: it is taken up at once."""
        self._wake.set()

    async def start(self, runner: JobRunner, crashed: JobRunner) -> None:
        """Starts carrying out jobs on the running event loop, those of this executor's last life first. What went down
        with its process `DEATHS` times is handed to `crashed` instead."""
        self._crashed = crashed
        await self.take_over((self._executor_id,))
        DBOS(config=self._config())
        here = asyncio.get_running_loop()

        async def run_job(
            effect: str, key: str, args: dict[str, Any], queue: str, attempt: int, error: str = ""
        ) -> None:
            try:
                job = OutboxJob(effect, key, args, JobQueue(queue), attempt, error=error)
                await on_loop(here, runner(replace(job, trace=self._traces.pop(_writable(job.id), ""))))
            finally:
                self._wake.set()  # there is room for another

        DBOS.workflow(name=_JOB, max_recovery_attempts=None)(run_job)
        DBOS.listen_queues([])  # its own threads ask several times a second, for ever; `_look` asks once
        DBOS.launch()
        dbos = _get_dbos_instance()
        dbos._registry.get_internal_queue()._polling_interval_sec = 60.0  # pyright: ignore[reportPrivateUsage] - pinned; we put nothing into it
        self._queues = [
            *[
                await DBOS.register_queue_async(
                    one.value,
                    worker_concurrency=_AT_ONCE.get(one),
                    global_concurrency=_AT_ONCE_IN_ALL.get(one),
                    limiter=_EACH_MINUTE.get(one),
                )
                for one in JobQueue
            ],
            await DBOS.register_queue_async(SUSPECTS, worker_concurrency=1),
        ]
        self._stopping.clear()
        self._looking.append(threading.Thread(target=self._look, args=(dbos,), name="queues", daemon=True))
        self._looking[-1].start()

    def prepare(self) -> None:
        """Makes the engine's tables. Once, before workers start; needs no event loop."""
        DBOS(config=self._config())
        DBOS.launch()
        DBOS.destroy(destroy_registry=True)

    async def take_over(self, executor_ids: tuple[str, ...]) -> None:
        """Keeps what these workers, that are gone for good, had begun: each by itself, for one of them may be what they
        went down with."""
        lost = await asyncio.to_thread(self._in_the_engine, lambda uow: lost_with(uow, executor_ids))
        for job_id, deaths, job in lost:
            if deaths >= DEATHS and job is not None:
                await self._crashed(job)
                put = partial(put_away, job_ids=[job_id], now=datetime.now(UTC))
                await asyncio.to_thread(self._in_the_engine, put)
        await asyncio.to_thread(self._in_the_engine, lambda uow: begin_alone(uow, executor_ids))
        self._wake.set()

    async def forget_finished(self, before: datetime) -> int:
        """Deletes finished jobs that ended before an instant; returns how many."""
        done = await asyncio.to_thread(self._finished_before, before)
        if done:
            await DBOS.delete_workflows_async(done)
        return len(done)

    async def stop(self) -> None:
        """Stops keeping; what is under way is finished or kept in the next life."""
        with ThreadPoolExecutor(1) as pool:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(pool, self._stop)
            loop.set_default_executor(ThreadPoolExecutor())  # DBOS had put its own there, and has just shut it down

    def _finished_before(self, before: datetime) -> list[str]:
        with _get_dbos_instance()._sys_db.engine.begin() as connection:  # pyright: ignore[reportPrivateUsage] - pinned
            return job_rows.finished_before(connection, before)

    def _look(self, dbos: DBOS) -> None:
        """Takes up what waits for its turn, until this stops: when somebody promised something or a job ended here, and
        every `poll_seconds` for what other processes promised and what has waited long enough."""
        busy = True
        while not self._stopping.is_set():
            if self._wake.wait(_BUSY_S if busy else self._poll_seconds):
                self._stopping.wait(_GATHERS_S)
                self._wake.clear()
            try:
                busy = not self._stopping.is_set() and self._take_up(dbos)
            except Exception as error:  # noqa: BLE001 - the thread goes on, whatever becomes of the database
                busy = isinstance(error, DBAPIError) and _is_taken_up_elsewhere(dbos, error)
                (log.debug if busy else log.warning)("queues_not_looked_at", error=type(error).__name__)

    def _take_up(self, dbos: DBOS) -> bool:
        """Begins as many jobs as there is room for; whether any waited."""
        uow = dbos._sys_db  # pyright: ignore[reportPrivateUsage] - pinned, and contract-tested, with all that is used of it
        with uow.engine.begin() as connection:
            waiting = job_rows.waiting_queues(connection)
        for queue in self._queues:
            if queue.name not in waiting:
                continue
            under_way = dbos._active_workflows_set.count_for_queue(queue.name)  # pyright: ignore[reportPrivateUsage] - as above
            owner = str(uuid.uuid4())
            begun, _ = uow.start_queued_workflows(
                queue,
                self._executor_id,
                APPLICATION_VERSION,
                None,
                under_way,
                owner_xid=owner,
                is_latest_version=True,  # there is one
            )
            jobs = {job["workflow_uuid"]: job for job in uow.get_workflow_statuses(begun)} if begun else {}
            for job_id in begun:
                if trace := (jobs[job_id]["attributes"] or {}).get(job_rows.TRACE):
                    self._traces[job_id] = str(trace)
                try:
                    execute_dequeued_workflow(dbos, jobs[job_id], owner)
                except Exception:
                    log.exception("job_not_begun")
        return bool(waiting)

    def _stop(self) -> None:
        self._stopping.set()
        self._wake.set()
        while self._looking:
            self._looking.pop().join()
        under_way = _get_dbos_instance()._active_workflows_set.activeList()  # pyright: ignore[reportPrivateUsage] - pinned
        patience = PATIENCE_S if under_way else 0  # any patience at all costs a second
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=patience)
        if under_way:
            self._in_the_engine(lambda uow: hand_back(uow, self._executor_id))
        self.close()

    def close(self) -> None:
        """Closes what adding jobs opened, where nothing was started."""
        if self._client is not None:
            self._client.destroy()
            self._client = None

    def _book(self) -> DBOSClient:
        if self._client is None:
            self._client = DBOSClient(system_database_url=self._url, serializer=_JSON, lazy=True)
        return self._client

    def _in_the_engine(self, work: Callable[[sa.Connection], T]) -> T:
        with self._book()._sys_db.engine.begin() as connection:  # pyright: ignore[reportPrivateUsage] - pinned
            return work(connection)

    def _config(self) -> DBOSConfig:
        return {
            "name": "sip-desk",
            "system_database_url": self._url,
            "application_version": APPLICATION_VERSION,
            "executor_id": self._executor_id,
            "serializer": _JSON,
            "log_level": "WARNING",
            "enable_otlp": False,
            "use_listen_notify": False,
            "scheduler_polling_interval_sec": 60.0,
            "notification_listener_polling_interval_sec": min(self._poll_seconds, 0.25),  # asks nothing; stopping waits
        }


def _is_taken_up_elsewhere(dbos: DBOS, error: DBAPIError) -> bool:
    """Another worker takes up jobs of the same queue at this moment."""
    uow = dbos._sys_db  # pyright: ignore[reportPrivateUsage] - pinned
    return uow.is_lock_conflict(error) or uow.is_serialization_conflict(error)


def _writable(text: str) -> str:
    """Half a character, which some clients send, can be written by no database."""
    return text.encode(errors="replace").decode()


async def _nobody(_: OutboxJob) -> None:
    """Before the start."""
