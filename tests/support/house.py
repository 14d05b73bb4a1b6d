"""The whole house in one process: the sandbox in place of Microsoft 365, the service, and people to play.

State lives in a folder of the test's own; every port is ephemeral."""

import asyncio
import json
import random
import shutil
import socket
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import aiohttp
from aiohttp import web

from automations.engine.scheduler import run_due_commands
from automations.workflows import TABLES
from sandbox.app import Settings as SandboxSettings
from sandbox.app import running
from sandbox.connector.teams import Manners
from service.settings import Settings
from service.web import server
from service.wiring import Service
from store.database import Database
from tests.support.case_keys import TEXT
from tests.support.trust import Trust

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A school day in each local authority of the fiction."""

DAILY = "heads of the audit"


@dataclass
class House(Trust):
    """The trust with the service in this process."""

    service: Service
    runner: web.AppRunner

    @property
    def database(self) -> Database:
        return self.service.database

    async def restart(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        """The service ends in order, and begins anew on what it left, or on what happened to that meanwhile."""
        await self.runner.cleanup()
        await asyncio.to_thread(meanwhile)
        self.service, self.runner = await _serving(self.service.settings, self.clock)

    async def run_due_commands(self, now: datetime | None = None) -> int:
        """The clock of the house strikes (at that moment), and what follows is done. The audit's head, which is
        due every day, is left to the tests of it."""
        if now is not None:
            self.move_to(now)
        due = {kind: one for kind, one in TABLES.due.items() if kind != DAILY}
        done = await run_due_commands(self.service.bus, due)
        await self.kept()
        return done


@dataclass(frozen=True)
class Ports:
    """Where a house is that others go on from: its records name the addresses of the sandbox."""

    bot: int
    sandbox: int
    contents: int

    @classmethod
    def kept(cls) -> Self:
        """Three that nobody is given who asks for any port that is free, and that nothing listens on now."""
        found: list[int] = []
        while len(found) < 3:
            port = random.randrange(12_000, 30_000)
            with suppress(OSError), socket.create_server(("127.0.0.1", port)):
                found.append(port)
        return cls(*found)


@dataclass(frozen=True)
class Around:
    """Where the sandbox is, and what it says of itself."""

    http: aiohttp.ClientSession
    origin: str
    tenant: dict[str, Any]
    roster: dict[str, Any]


@asynccontextmanager
async def a_sandbox(
    folder: Path, bot: str, clock: Callable[[], datetime], *, libreoffice: bool = False, ports: tuple[int, int] = (0, 0)
) -> AsyncIterator[Around]:
    """Plays Microsoft 365 on this event loop, in the time of `clock`; the roster lies in `folder` for the service."""
    sandbox = SandboxSettings(
        folder / "microsoft365",
        port=ports[0],
        content_port=ports[1],
        bot=f"{bot}/api/messages",
        manners=Manners(rate_limits=False, clock=clock),
        plain_pdf=not libreoffice,
    )
    async with running(sandbox) as addresses, aiohttp.ClientSession() as http:
        origin = addresses.connector.rstrip("/")
        tenant = await (await http.get(f"{origin}/tenant.json")).json()
        roster = await (await http.get(f"{origin}/roster.json")).json()
        (folder / "roster.json").write_text(json.dumps(roster), encoding="utf-8")
        yield Around(http, origin, tenant, roster)


@asynccontextmanager
async def a_house(
    folder: Path,
    database_url: str = "",
    *,
    now: datetime = MONDAY,
    libreoffice: bool = False,
    like: Path | None = None,
    mail: bool = False,
    ports: Ports | None = None,
) -> AsyncIterator[House]:
    """Starts everything on this event loop, and ends it. Without `libreoffice` PDFs show the bare text, in no time.
    `like` is the folder of another house, whose database is there already; with its `ports`, this house goes on with
    all that happened in that one, also in its Microsoft 365. With `mail` the service has a mailbox."""
    own = ports or Ports(free_port(), 0, 0)
    clock, port = [now], own.bot
    bot = f"http://127.0.0.1:{port}"
    if like is not None and ports is not None:
        shutil.copytree(like, folder, dirs_exist_ok=True)
    elif like is not None:
        shutil.copyfile(like / "sipdesk.db", folder / "sipdesk.db")
    sandbox_ports = (own.sandbox, own.contents)
    async with a_sandbox(folder, bot, lambda: clock[0], libreoffice=libreoffice, ports=sandbox_ports) as around:
        given = local_settings(folder, around.tenant, port, database_url)
        settings = Settings.model_validate(given | ({"mailbox": around.tenant["mailbox"]} if mail else {}))
        async with a_house_with(settings, around, clock) as house:
            yield house


@asynccontextmanager
async def a_house_with(settings: Settings, around: Around, clock: list[datetime]) -> AsyncGenerator[House]:
    """The service with these settings, beside a sandbox that runs."""
    bot = f"http://127.0.0.1:{settings.port}"
    serving = await _serving(settings, clock)
    await serving[0].struck.wait()  # a story moves the clock and counts what is due then
    house = House(around.http, around.origin, bot, around.tenant, around.roster, clock, *serving)
    try:
        yield house
    finally:
        await house.runner.cleanup()


async def _serving(settings: Settings, clock: list[datetime]) -> tuple[Service, web.AppRunner]:
    service = Service(settings, lambda: clock[0], pause=no_time)
    runner = server(service)
    await runner.setup()
    await web.TCPSite(runner, settings.host, settings.port).start()
    return service, runner


async def no_time(_seconds: float) -> None:
    """The pause before a call is repeated, or more is said in one chat. That it is kept is tested where it is made; in
    a story it would only be waited for."""
    await asyncio.sleep(0)


def local_settings(folder: Path, tenant: dict[str, Any], port: int, database_url: str = "") -> dict[str, Any]:
    """What the service needs to work against the sandbox."""
    site = tenant["site"]
    return {
        "local": True,
        "port": port,
        "database_url": database_url or f"sqlite:///{folder / 'sipdesk.db'}",
        "case_keys": TEXT,
        "roster": folder / "roster.json",
        "tenant_id": tenant["tenant_id"],
        "connector_url": tenant["connector"],
        "public_url": f"http://127.0.0.1:{port}",
        "graph_url": tenant["graph"],
        "tab_app_id": tenant["bot_app_id"],
        "entra_url": tenant["entra"],
        "graph_credential": "token",
        "graph_token": tenant["service_token"],
        "site": f"{site['host']}:{site['path']}",
        "clock_seconds": 3600,
        "take_back_seconds": 0,
        "poll_seconds": 0.1,
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
