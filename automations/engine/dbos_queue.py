"""The durable engine. The only module that knows DBOS (ADR 2).

Promises are short jobs, one attempt each; waiting is a row with a delay, never a sleeping coroutine, so that the
process can be upgraded on any day. The application version is constant for the same reason."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions
from dbos._dbos import _get_dbos_instance  # pyright: ignore[reportPrivateUsage] - pinned; tells what is under way

from automations.engine.outbox import FarEnd, Promise

APPLICATION_VERSION: Final = "sip-desk"
_JOB: Final = "keep_promise"
_AT_ONCE: Final = {FarEnd.DESK: 2, FarEnd.GRAPH: 4, FarEnd.TEAMS: 8}

Keeper = Callable[[Promise], Awaitable[None]]


class Promises:
    """The book of promises in the database of the ledger, and the worker that keeps them."""

    def __init__(self, url: sa.URL, executor_id: str, *, poll_seconds: float = 0.1) -> None:
        self._url = url.render_as_string(hide_password=False)
        self._executor_id = executor_id
        self._poll_seconds = poll_seconds
        self._client: DBOSClient | None = None

    def promise(self, connection: sa.Connection, promise: Promise) -> None:
        """Writes a promise into the caller's transaction. One whose key is known already is left as it is."""
        if self._client is None:
            self._client = DBOSClient(system_database_url=self._url, lazy=True)
        options: EnqueueOptions = {
            "workflow_name": _JOB,
            "queue_name": promise.far_end.value,
            "workflow_id": promise.id,
            "app_version": APPLICATION_VERSION,
        }
        if promise.delay > 0:
            options["delay_seconds"] = promise.delay
        args = (promise.effect, promise.key, dict(promise.args), promise.far_end.value, promise.attempt)
        self._client.enqueue_in_transaction(connection, options, *args)

    async def start(self, keeper: Keeper) -> None:
        """Starts keeping promises on the running event loop, those of this executor's last life first."""
        DBOS(config=self._config())

        async def keep_promise(effect: str, key: str, args: dict[str, Any], far_end: str, attempt: int) -> None:
            await keeper(Promise(effect, key, args, FarEnd(far_end), attempt))

        DBOS.workflow(name=_JOB, max_recovery_attempts=None)(keep_promise)
        DBOS.launch()
        for far_end, at_once in _AT_ONCE.items():
            await DBOS.register_queue_async(
                far_end.value, worker_concurrency=at_once, polling_interval_sec=self._poll_seconds
            )

    def prepare(self) -> None:
        """Makes the engine's tables. Once, before workers start; needs no event loop."""
        DBOS(config=self._config())
        DBOS.launch()
        DBOS.destroy(destroy_registry=True)

    async def take_over(self, executor_ids: tuple[str, ...]) -> None:
        """Keeps what workers that are gone for good had begun."""
        recover = DBOS._recover_pending_workflows  # pyright: ignore[reportPrivateUsage] - pinned, and contract-tested
        await asyncio.to_thread(recover, list(executor_ids))

    async def forget_finished(self, before: datetime) -> int:
        """Deletes finished jobs that ended before an instant; returns how many."""
        done = await DBOS.list_workflows_async(
            status=["SUCCESS", "ERROR", "CANCELLED"],
            completed_before=before.isoformat(),
            limit=500,
            load_input=False,
        )
        await DBOS.delete_workflows_async([job.workflow_id for job in done])
        return len(done)

    async def stop(self) -> None:
        """Stops keeping; what is under way is finished or kept in the next life."""
        with ThreadPoolExecutor(1) as pool:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(pool, self._stop)
            loop.set_default_executor(ThreadPoolExecutor())  # DBOS had put its own there, and has just shut it down

    def _stop(self) -> None:
        under_way = _get_dbos_instance()._active_workflows_set.activeList()  # pyright: ignore[reportPrivateUsage] - pinned
        patience = 5 if under_way else 0  # any patience at all costs a second
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=patience)
        if self._client is not None:
            self._client.destroy()
            self._client = None

    def _config(self) -> DBOSConfig:
        return {
            "name": "sip-desk",
            "system_database_url": self._url,
            "application_version": APPLICATION_VERSION,
            "executor_id": self._executor_id,
            "log_level": "WARNING",
            "enable_otlp": False,
            "use_listen_notify": False,
            "scheduler_polling_interval_sec": 60.0,
            "notification_listener_polling_interval_sec": self._poll_seconds,  # asks nothing; stopping waits for it
        }
