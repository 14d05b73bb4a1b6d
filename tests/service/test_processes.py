"""The long-running commands: they run until they are told to end, and leave nothing behind."""

import asyncio
from pathlib import Path

import aiohttp
import pytest
from structlog.testing import capture_logs

from service.processes import serve, work
from service.roster import UnusableRoster
from tests.service.test_command import free_port
from tests.service.test_wiring import PATIENCE, local_settings, seen
from tests.support.databases import Databases


async def test_serving_ends_when_it_is_told_to(sqlite_databases: Databases, tmp_path: Path) -> None:
    with sqlite_databases.ready() as url, capture_logs() as logs:
        settings = local_settings(tmp_path, url, port=free_port())
        serving = asyncio.create_task(serve(settings))
        await seen(logs, "serving")  # type: ignore[arg-type] # entries are mappings
        async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{settings.port}/readyz") as reply:
            assert reply.status == 200
        serving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(serving, PATIENCE)


async def test_more_workers_work_on_postgresql(postgresql_databases: Databases, tmp_path: Path) -> None:
    with postgresql_databases.ready() as url, capture_logs() as logs:
        working = asyncio.create_task(work(local_settings(tmp_path, url, worker="worker-2")))
        await seen(logs, "working")  # type: ignore[arg-type] # entries are mappings
        working.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(working, PATIENCE)


async def test_sqlite_has_one_process(sqlite_databases: Databases, tmp_path: Path) -> None:
    with sqlite_databases.ready() as url, capture_logs() as logs:
        assert await work(local_settings(tmp_path, url)) == 2
    assert logs[0]["event"] == "one_process_only"


async def test_a_roster_that_cannot_be_used_stops_the_start(sqlite_databases: Databases, tmp_path: Path) -> None:
    with sqlite_databases.ready() as url:
        settings = local_settings(tmp_path, url, roster=tmp_path / "none.json", port=free_port())
        with pytest.raises(UnusableRoster):
            await serve(settings)
