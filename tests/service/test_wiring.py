"""Everything is put together in one place, and nothing connects before it is started."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from automations.engine.jobs.dbos_queue import DbosQueue
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.scheduler import SILENT_AFTER
from handbook.reports.report import Status
from service import wiring
from service.settings import Settings
from service.wiring import Service
from store.database import Database
from tests.automations.office import SIP, Office
from tests.service.test_roster import a_file, written
from tests.support import builders as a
from tests.support.databases import Databases

REAL = {"roster": "none.json", "tenant_id": "t", "site": "h:/s", "bot_app_id": "app", "bot_app_password": "p"}
PATIENCE = 60.0


def local_settings(folder: Path, url: str, **changes: object) -> Settings:
    """Against a sandbox that does not answer."""
    nowhere = {"connector_url": "http://127.0.0.1:9/", "graph_url": "http://127.0.0.1:9/v1.0", "database_url": url}
    signed_in = {"local": True, "graph_credential": "token", "graph_token": "t", "tenant_id": "t", "site": "h:/s"}
    roster = {"roster": written(folder, a_file())}
    return Settings.model_validate(nowhere | signed_in | roster | {"poll_seconds": 0.05} | changes)


@asynccontextmanager
async def started(settings: Settings, now: Callable[[], datetime] = lambda: a.MONDAY) -> AsyncGenerator[Service]:
    service = Service(settings, now)
    await service.start()
    try:
        yield service
    finally:
        await service.stop()


async def seen(logs: list[dict[str, object]], event: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while not any(entry["event"] == event for entry in logs):
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "sign_in",
    [
        {"graph_credential": "managed_identity"},
        {"graph_credential": "client_secret", "graph_secret": "s"},
        {"bot_credential": "managed_identity", "bot_app_password": ""},
    ],
)
async def test_nothing_connects_before_it_is_started(tmp_path: Path, sign_in: dict[str, str]) -> None:
    """Neither database nor Entra: none of what is named here is there."""
    settings = Settings.model_validate(REAL | {"database_url": f"sqlite:///{tmp_path / 'none' / 'x.db'}"} | sign_in)
    service = Service(settings)
    assert not service.ready
    await service.graph.close()
    service.bus.close()
    service.database.close()
    assert not any(tmp_path.glob("*"))  # noqa: ASYNC240 - an empty folder


def test_whoever_keeps_the_roster_is_known_as_clicks_name_them(tmp_path: Path) -> None:
    runner = "ABCDEF00-0000-4000-8000-00000000000A"
    service = Service(Settings.model_validate(REAL | {"administrator": runner}))
    assert service.bus.policy.administrator_id == runner.lower()
    service.bus.close()
    service.database.close()


async def test_when_it_starts_it_takes_over_and_does_what_is_due(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url)
    office = Office(database)
    await office.come_to(Status.SENT)
    office.close()
    with database.writing() as uow:
        uow.workers.heard_from("worker-9", a.MONDAY)
    database.close()
    with capture_logs() as logs:
        later = a.MONDAY + timedelta(days=8)
        service = Service(local_settings(tmp_path, database_url), lambda: later)
        await service.start()
        await seen(logs, "clock_struck")  # type: ignore[arg-type] # entries are mappings
        with service.database.reading() as uow:
            assert [report.reminders for report in uow.reports.of_school("900001")] == [1]
        await service.stop()
    assert [entry["count"] for entry in logs if entry["event"] == "workers_gone"] == [1]


async def test_a_clock_that_fails_goes_on(
    sqlite_databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite_databases.ready() as url, capture_logs() as logs:
        async with started(local_settings(tmp_path, url, clock_seconds=0.05)) as service:
            with service.database.engine.begin() as connection:
                connection.exec_driver_sql("ALTER TABLE workflow_status RENAME TO gone")
            await seen(logs, "clock_failed")  # type: ignore[arg-type] # entries are mappings
            with service.database.engine.begin() as connection:
                connection.exec_driver_sql("ALTER TABLE gone RENAME TO workflow_status")
            logs.clear()
            monkeypatch.setattr(service.jobs, "forget_finished", _nine)
            await seen(logs, "clock_struck")  # type: ignore[arg-type] # entries are mappings


async def _nine(_: datetime) -> int:
    return 9


async def test_a_heart_that_fails_goes_on(
    sqlite_databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "BEATS_EVERY", timedelta(seconds=0.05))
    with sqlite_databases.ready() as url, capture_logs() as logs:
        async with started(local_settings(tmp_path, url)) as service:
            with service.database.engine.begin() as connection:
                connection.exec_driver_sql("ALTER TABLE workers RENAME TO gone")
            await seen(logs, "heartbeat_failed")  # type: ignore[arg-type] # entries are mappings
            with service.database.engine.begin() as connection:
                connection.exec_driver_sql("ALTER TABLE gone RENAME TO workers")
            async with asyncio.timeout(PATIENCE):
                while not _heard_from(service):
                    await asyncio.sleep(0.01)


async def test_a_stroke_of_the_clock_that_takes_long_makes_nobody_take_it_for_dead(
    postgresql_databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor one that looks at deadlines but once an hour, nor one that waits for another process to write."""
    striking, may_end = asyncio.Event(), asyncio.Event()

    async def endless(*_: object) -> int:
        striking.set()
        await may_end.wait()
        return 0

    monkeypatch.setattr(wiring, "run_due_commands", endless)
    monkeypatch.setattr(wiring, "BEATS_EVERY", timedelta(seconds=0.05))
    now = [a.MONDAY]
    with postgresql_databases.ready() as url:
        other = Database(url)
        async with started(local_settings(tmp_path, url, clock_seconds=3600), lambda: now[0]):
            await striking.wait()
            with other.writing():  # for as long as that takes
                for _ in range(3):
                    now[0] += SILENT_AFTER + timedelta(seconds=30)
                    async with asyncio.timeout(PATIENCE):
                        while await asyncio.to_thread(_silent, other, now[0]):
                            await asyncio.sleep(0.05)
            may_end.set()
        other.close()


def _silent(database: Database, now: datetime) -> tuple[str, ...]:
    with database.reading() as uow:
        return uow.workers.silent(now - SILENT_AFTER)


def _heard_from(service: Service) -> bool:
    with service.database.engine.begin() as connection:
        heard = connection.exec_driver_sql("DELETE FROM workers").rowcount
    return heard > 0


async def test_somebody_who_was_never_met_cannot_be_reached_yet(sqlite_databases: Databases, tmp_path: Path) -> None:
    """The promise waits; it is neither lost nor does it stop the others."""
    with sqlite_databases.ready() as url, capture_logs() as logs:
        async with started(local_settings(tmp_path, url)) as service:
            book = DbosQueue(service.database.url, "worker-1")
            with service.database.writing() as uow:
                args = {"person_id": SIP.id, "words": "Hello."}
                book.add(uow.connection, OutboxJob("say", "k", args, JobQueue.TEAMS))
            await seen(logs, "job_waits")  # type: ignore[arg-type] # entries are mappings
