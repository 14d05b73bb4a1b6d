"""The service as processes of their own, which can be killed at any moment; the sandbox stays in this one."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp

from store.database import Database
from tests.support.case_keys import KEYS
from tests.support.house import a_sandbox, free_port, local_settings
from tests.support.trust import Trust

FIRST = "worker-1"
_START_WITHIN = 60.0


@dataclass
class Processes(Trust):
    """`folder` holds a log of each; one that is started again under its name goes on with what it had begun."""

    folder: Path
    settings: dict[str, Any]
    uow: Database
    running: dict[str, asyncio.subprocess.Process] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        return self.uow

    async def start(self, name: str = FIRST, command: str = "serve") -> None:
        """Returns when it works."""
        ours = {f"SIPDESK_{key.upper()}": str(value) for key, value in {**self.settings, "worker": name}.items()}
        theirs = {key: value for key, value in os.environ.items() if not key.startswith("SIPDESK_")}
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "service", command, env=theirs | ours, stdout=log, stderr=log, cwd=self.folder
            )
        async with asyncio.timeout(_START_WITHIN):
            while not await (self._answers() if command == "serve" else self._is_heard_from(name)):
                assert self.running[name].returncode is None, (self.folder / f"{name}.log").read_text()
                await asyncio.sleep(0.02)

    async def kill(self, name: str = FIRST) -> datetime:
        """Ends it at once, as when the power is cut; the moment after which it did nothing any more."""
        process = self.running.pop(name)
        process.send_signal(signal.SIGKILL)
        await process.wait()
        return datetime.now(UTC)

    async def end(self) -> None:
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        for process in self.running.values():
            await asyncio.wait_for(process.wait(), 20)

    async def _answers(self) -> bool:
        try:
            async with self.http.get(f"{self.bot}/readyz") as reply:
                return reply.status == 200
        except aiohttp.ClientError:
            return False

    async def _is_heard_from(self, name: str) -> bool:
        return name in await self._read(lambda uow: uow.connection.exec_driver_sql(_HEARD_FROM).scalars().all())


_HEARD_FROM = "SELECT executor_id FROM workers"


@asynccontextmanager
async def processes(folder: Path, database_url: str, **settings: Any) -> AsyncIterator[Processes]:
    """The sandbox, and no process yet. `database_url` has the schema already."""
    port = free_port()
    bot = f"http://127.0.0.1:{port}"
    async with a_sandbox(folder, bot, lambda: datetime.now(UTC)) as around:
        given = {**local_settings(folder, around.tenant, port, database_url), **settings}
        uow = Database(database_url, keys=KEYS)
        place = (around.http, around.origin, bot, around.tenant, around.roster, [datetime.now(UTC)])
        started = Processes(*place, folder, given, uow)
        try:
            yield started
        finally:
            await started.end()
            uow.close()
