"""The whole house in one process: the sandbox in place of Microsoft 365, the service, and people to play.

State lives in a folder of the test's own; every port is ephemeral. Time is the house's: `house.now` can be moved."""

import asyncio
import json
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from automations.card_kinds import Kind, draw
from automations.clock import strike
from documents.example_report import sample_contents
from documents.proforma import write_proforma
from handbook.people import School
from handbook.proforma import Contents
from handbook.school_years import AcademicYear, Term
from sandbox.app import Settings as SandboxSettings
from sandbox.app import running
from sandbox.connector.teams import Manners
from service.settings import Settings
from service.web import application
from service.wiring import Service
from store.ledger import Ledger
from tests.support.library import Libraries
from tests.support.people import Somebody

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A school day in each local authority of the fiction."""

_OPEN = "SELECT count(*) FROM {}workflow_status WHERE status IN ('ENQUEUED', 'PENDING')"
_LATER = "SELECT count(*) FROM {}workflow_status WHERE status = 'DELAYED'"
_HASTEN = "UPDATE {}workflow_status SET status = 'ENQUEUED' WHERE status = 'DELAYED'"


@dataclass
class House:
    """What a test plays with."""

    service: Service
    runner: web.AppRunner
    http: aiohttp.ClientSession
    sandbox: str
    bot: str
    tenant: dict[str, Any]
    roster: dict[str, Any]
    clock: list[datetime]
    libraries: Libraries = field(init=False)

    def __post_init__(self) -> None:
        self.libraries = Libraries(self.http, self.tenant)

    @property
    def now(self) -> datetime:
        return self.clock[0]

    def move_to(self, now: datetime) -> None:
        self.clock[0] = now

    async def restart(self) -> None:
        """The service ends in order, and begins anew on what it left."""
        await self.runner.cleanup()
        self.service, self.runner = await _serving(self.service.settings, self.clock)

    async def strike(self, now: datetime | None = None) -> int:
        """The clock of the house strikes (at that moment), and what follows is done."""
        if now is not None:
            self.move_to(now)
        struck = await strike(self.service.desk)
        await self.kept()
        return struck

    def school(self, number: int = 0) -> School:
        raw = self.roster["schools"][number]
        return School(**{name: raw[name] for name in School.__slots__})

    def somebody(self, person_id: str) -> Somebody:
        person = next(person for person in self.roster["people"] if person["id"] == person_id)
        return Somebody(self.http, self.sandbox, person)

    def holder(self, role: str) -> Somebody:
        return self.somebody(next(person["id"] for person in self.roster["people"] if person["role"] == role))

    def contents(self, school: School, term: Term = Term.AUTUMN) -> Contents:
        return sample_contents(school, term, AcademicYear.of(self.now.date()), self.somebody(school.sip_id).name)

    def paper(self, school: School, contents: Contents | None = None) -> bytes:
        return write_proforma(contents or self.contents(school))

    async def fault(self, **rule: object) -> None:
        """A fault of the far ends, as `sandbox.faults.Rule` describes it."""
        async with self.http.post(f"{self.sandbox}/control/faults", json=rule) as reply:
            assert reply.status == 201, await reply.text()

    async def heal(self) -> None:
        """No fault is left; each was met."""
        async with self.http.get(f"{self.sandbox}/control/faults") as reply:
            assert all(rule["hits"] for rule in await reply.json()), "a fault was never met"
        await self.http.delete(f"{self.sandbox}/control/faults")

    async def calls(self, method: str, part: str) -> int:
        """How often the far ends were asked that."""
        async with self.http.get(f"{self.sandbox}/control/calls") as reply:
            return sum(call["method"] == method and part in call["path"] for call in await reply.json())

    async def post(self, activity: Any, **more: Any) -> tuple[int, Any]:
        """What the bot answers to an activity, as Teams would post it: the status, and the JSON where there is any."""
        async with self.http.post(f"{self.bot}/api/messages", json=activity, **more) as reply:
            return reply.status, await reply.json() if reply.content_type == "application/json" else None

    async def kept(self, within: float = 30.0) -> None:
        """Returns when no promise waits to be kept now; those that were put off until later wait on."""
        async with asyncio.timeout(within):
            while await asyncio.to_thread(self._count, _OPEN):
                await asyncio.sleep(0.02)

    async def later(self) -> int:
        """How many promises were put off."""
        return await asyncio.to_thread(self._count, _LATER)

    async def hasten(self, within: float = 60.0) -> None:
        """Time passes for what was put off, once: it is tried again, and more comes of it."""
        await asyncio.to_thread(self._hasten)
        await self.kept(within)

    async def settled(self, rounds: int = 20) -> None:
        """Time passes until nothing is put off any more."""
        await self.kept()
        for _ in range(rounds):
            if not await self.later():
                return
            await self.hasten()
        raise AssertionError("promises are put off again and again")

    async def audit(self, action: str = "") -> list[dict[str, Any]]:
        """The entries of the audit, oldest first (of one action), after the whole chain was found sound."""
        return await self.service.desk.read(lambda books: _audit(books, action))

    async def records(self) -> dict[str, list[tuple[Any, ...]]]:
        """All that is decided: to be compared with what it was."""
        tables = ("reports", "report_versions", "agreements", "files")

        def dump(books: Ledger) -> dict[str, list[tuple[Any, ...]]]:
            rows = {table: books.connection.exec_driver_sql(f"SELECT * FROM {table}") for table in tables}  # noqa: S608 - ours
            return {table: sorted(map(tuple, found)) for table, found in rows.items()}

        return await self.service.desk.read(dump)

    async def check_cards(self) -> None:
        """Every copy of every card, as it stands in its chat, says what is true now."""
        for person_id, message_id, card in await self.service.desk.read(_drawn):
            seen = next(one for one in await self.somebody(person_id).cards() if one.id == message_id)
            # the answer to a refused press stands on the card of whoever pressed, until something happens
            assert seen.card == card or "Not shared" in seen.words, f"a card of {person_id} is not true"

    def _count(self, query: str) -> int:
        with self.service.database.engine.connect().execution_options(begin="DEFERRED") as connection:
            return connection.exec_driver_sql(query.format(self._schema)).scalar_one()

    def _hasten(self) -> None:
        with self.service.database.engine.begin() as connection:
            connection.exec_driver_sql(_HASTEN.format(self._schema))

    @property
    def _schema(self) -> str:
        return "" if self.service.database.is_sqlite else "dbos."


@asynccontextmanager
async def a_house(
    folder: Path, database_url: str = "", *, now: datetime = MONDAY, libreoffice: bool = False, like: Path | None = None
) -> AsyncIterator[House]:
    """Starts everything on this event loop, and ends it. Without `libreoffice` PDFs show the bare text, in no time.
    `like` is the folder of another house, whose database is there already."""
    clock = [now]
    service_port = free_port()
    bot = f"http://127.0.0.1:{service_port}"
    if like is not None:
        shutil.copyfile(like / "sipdesk.db", folder / "sipdesk.db")
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
        settings = local_settings(folder, tenant, service_port, database_url)
        house = House(*(await _serving(settings, clock)), http, origin, bot, tenant, roster, clock)
        try:
            yield house
        finally:
            await house.runner.cleanup()


async def _serving(settings: Settings, clock: list[datetime]) -> tuple[Service, web.AppRunner]:
    service = Service(settings, lambda: clock[0])
    runner = web.AppRunner(application(service), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, settings.host, settings.port).start()
    return service, runner


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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _audit(books: Ledger, action: str) -> list[dict[str, Any]]:
    assert books.verify_audit().broken_at is None
    rows = books.connection.exec_driver_sql("SELECT * FROM audit ORDER BY seq").mappings()
    entries = [{**row, "detail": json.loads(row["detail"])} for row in rows]
    return [entry for entry in entries if action in ("", entry["action"])]


def _drawn(books: Ledger) -> list[tuple[str, str, dict[str, Any]]]:
    rows = books.connection.exec_driver_sql("SELECT * FROM cards_sent WHERE shows <> ''").mappings()
    found: list[tuple[str, str, dict[str, Any]]] = []
    for row in rows:
        viewer = books.roster.named(row["person_id"])
        card = draw(books, Kind(row["kind"]), row["about"], viewer, row["version"])
        found.append((row["person_id"], row["activity_id"], card))
    return found
