"""The whole house in one process: the sandbox in place of Microsoft 365, the service, and people to play.

State lives in a folder of the test's own; every port is ephemeral. Time is the house's: `house.now` can be moved."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from documents.example_report import sample_contents
from documents.proforma import write_proforma
from handbook.people import School
from handbook.proforma import Contents
from handbook.school_years import AcademicYear, Term
from sandbox.app import Settings as SandboxSettings
from sandbox.app import running
from sandbox.connector.teams import Manners
from service.demo_people import Player
from service.settings import Settings
from service.web import application
from service.wiring import Service

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A school day in each local authority of the fiction."""


@dataclass
class House:
    """What a test plays with."""

    service: Service
    http: aiohttp.ClientSession
    sandbox: str
    bot: str
    tenant: dict[str, Any]
    roster: dict[str, Any]
    clock: list[datetime]

    def move_to(self, now: datetime) -> None:
        self.clock[0] = now

    def school(self, number: int = 0) -> School:
        raw = self.roster["schools"][number]
        return School(**{name: raw[name] for name in School.__slots__})

    def player(self, person_id: str) -> Player:
        person = next(person for person in self.roster["people"] if person["id"] == person_id)
        return Player(self.http, self.sandbox, person)

    def role(self, role: str) -> Player:
        return self.player(next(person["id"] for person in self.roster["people"] if person["role"] == role))

    def contents(self, school: School, term: Term = Term.AUTUMN) -> Contents:
        sip = self.player(school.sip_id)
        return sample_contents(school, term, AcademicYear.of(self.clock[0].date()), sip.name)

    def paper(self, school: School, contents: Contents | None = None) -> bytes:
        return write_proforma(contents or self.contents(school), school=school)

    async def graph(self, path: str, *, person_id: str = "") -> Any:
        """What Graph says below /v1.0, to the looking-in token or a person's own; None for 403 and 404."""
        token = self.tenant["tokens"][person_id] if person_id else self.tenant["token"]
        headers = {"Authorization": f"Bearer {token}"}
        async with self.http.get(f"{self.tenant['graph']}{path}", headers=headers) as reply:
            if reply.status in (403, 404):
                return None
            assert reply.status == 200, await reply.text()
            return await reply.json()

    async def fault(self, **rule: object) -> None:
        async with self.http.post(f"{self.sandbox}/control/faults", json=rule) as reply:
            assert reply.status == 201, await reply.text()

    async def heal(self) -> None:
        await self.http.delete(f"{self.sandbox}/control/faults")

    async def kept(self, within: float = 30.0) -> None:
        """Returns when no promise waits to be kept now."""
        async with asyncio.timeout(within):
            while await asyncio.to_thread(self._open_promises):
                await asyncio.sleep(0.05)

    def _open_promises(self) -> int:
        query = "SELECT count(*) FROM {}workflow_status WHERE status IN ('ENQUEUED', 'PENDING')"
        with self.service.database.engine.connect().execution_options(begin="DEFERRED") as connection:
            schema = "" if self.service.database.is_sqlite else "dbos."
            return connection.exec_driver_sql(query.format(schema)).scalar_one()


@asynccontextmanager
async def a_house(
    folder: Path, database_url: str = "", *, now: datetime = MONDAY, libreoffice: bool = False
) -> AsyncIterator[House]:
    """Starts everything on this event loop, and ends it. Without `libreoffice` PDFs show the bare text, in no time."""
    clock = [now]
    service_port = _free_port()
    bot = f"http://127.0.0.1:{service_port}"
    sandbox = SandboxSettings(
        folder / "microsoft365",
        port=0,
        content_port=0,
        bot=f"{bot}/api/messages",
        manners=Manners(rate_limits=False),
        plain_pdf=not libreoffice,
    )
    async with running(sandbox) as addresses, aiohttp.ClientSession() as http:
        origin = addresses.connector.rstrip("/")
        tenant = await (await http.get(f"{origin}/tenant.json")).json()
        roster = await (await http.get(f"{origin}/roster.json")).json()
        (folder / "roster.json").write_text(json.dumps(roster), encoding="utf-8")
        service = Service(local_settings(folder, tenant, service_port, database_url), lambda: clock[0])
        runner = web.AppRunner(application(service), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", service_port).start()
        try:
            yield House(service, http, origin, bot, tenant, roster, clock)
        finally:
            await runner.cleanup()


def local_settings(folder: Path, tenant: dict[str, Any], port: int, database_url: str = "") -> Settings:
    site = tenant["site"]
    return Settings.model_validate(
        {
            "local": True,
            "port": port,
            "database_url": database_url or f"sqlite:///{folder / 'sipdesk.db'}",
            "roster": folder / "roster.json",
            "tenant_id": tenant["tenant_id"],
            "connector_url": tenant["connector"],
            "graph_url": tenant["graph"],
            "graph_credential": "token",
            "graph_token": tenant["service_token"],
            "site": f"{site['host']}:{site['path']}",
            "clock_seconds": 3600,
            "poll_seconds": 0.05,
        }
    )


def school_days(count: int) -> timedelta:
    """So many weekdays, counted in whole weeks."""
    return timedelta(days=7 * (count // 5) + count % 5)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
