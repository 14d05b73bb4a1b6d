"""What anybody on the internet may send to the service: it costs little, holds up nobody, and ends."""

import asyncio
import gzip
import json
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest
from aiohttp import web

from graph.notices import AT_MOST
from service.web import application, server
from service.wiring import LIFECYCLE, NOTIFICATIONS, Service
from store.calendar_subscriptions import CalendarSubscription
from store.database import Database
from tests.service.test_wiring import local_settings
from tests.support import builders as a
from tests.support.databases import Databases
from tests.support.house import free_port

JSON: Final = {"Content-Type": "application/json"}
LITTLE: Final = 0.03
"""Seconds of the event loop for one request, with whoever sends it on the same loop. They were 0.9 and more."""
GENUINE: Final = {"subscriptionId": "w1", "clientState": "s", "lifecycleEvent": "missed"}


@dataclass(frozen=True)
class Served:
    service: Service
    port: int
    http: aiohttp.ClientSession

    async def status(self, method: str, path: str, **more: Any) -> int:
        async with self.http.request(method, f"http://127.0.0.1:{self.port}{path}", **more) as reply:
            await reply.read()
            return reply.status

    async def cost(self, method: str, path: str, **more: Any) -> tuple[int, float]:
        """The status, and how long the request keeps the event loop busy, in seconds of processor time: the least of
        three times, for other things go on there."""
        status, seconds = 0, []
        for _ in range(3):
            began = time.thread_time()
            status = await self.status(method, path, **more)
            seconds.append(time.thread_time() - began)
        return status, min(seconds)


@asynccontextmanager
async def served(folder: Path, url: str) -> AsyncGenerator[Served]:
    service, port = Service(local_settings(folder, url, clock_seconds=3600), lambda: a.MONDAY), free_port()
    runner = server(service)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        async with aiohttp.ClientSession() as http:
            yield Served(service, port, http)
    finally:
        await runner.cleanup()


@pytest.fixture
async def door(sqlite_databases: Databases, tmp_path: Path) -> AsyncGenerator[Served]:
    with sqlite_databases.ready() as url:
        async with served(tmp_path, url) as door:
            yield door


def post_of(*notices: object) -> bytes:
    return json.dumps({"value": notices}).encode()


def made_up(count: int) -> list[dict[str, str]]:
    return [{"subscriptionId": f"{number:06}"} for number in range(count)]


UNKNOWN: Final[Mapping[str, tuple[str, str, bytes]]] = {
    "/api/messages": ("POST", "/api/messages", b'{"type": "message"'),
    NOTIFICATIONS: ("POST", NOTIFICATIONS, post_of(*made_up(AT_MOST))),
    LIFECYCLE: ("POST", LIFECYCLE, post_of({"subscriptionId": "w2", "lifecycleEvent": "missed"})),
    "/visits/{token}.ics": ("GET", f"/visits/{'x' * 20}.ics", b""),
    "/training/{token}.ics": ("GET", f"/training/{'x' * 20}.ics", b""),
    "/training/{token}.png": ("GET", f"/training/{'x' * 20}.png", b""),
    "/training/{token}.xlsx": ("GET", f"/training/{'x' * 20}.xlsx", b""),
    "/memberships/{token}.xlsx": ("GET", f"/memberships/{'x' * 20}.xlsx", b""),
    "/celebrations/{token}.xlsx": ("GET", f"/celebrations/{'x' * 20}.xlsx", b""),
    "/forms/{term}-{key}.docx": ("GET", f"/forms/Autumn-{'x' * 20}.docx", b""),
    "/forms/sip-application.docx": ("GET", "/forms/sip-application.docx", b""),
    "/records/{key}": ("POST", f"/records/{'x' * 20}", b""),
    "/mail/{key}": ("GET", f"/mail/{'x' * 43}", b""),
    "/mail/{key}/code": ("POST", f"/mail/{'x' * 43}/code", b""),
    "/mail/{key}/enter": ("POST", f"/mail/{'x' * 43}/enter", b""),
    "/mail/{key}/document": ("GET", f"/mail/{'x' * 43}/document", b""),
    "/static/{sum}/{name}": ("GET", "/static/0123456789ab/desk.css", b""),
    "/tab": ("GET", "/tab", b""),
    "/tab/session": ("POST", "/tab/session", b""),
    "/tab/lines/{line}": ("GET", "/tab/lines/cases", b""),
    "/tab/weeks/{monday}": ("GET", "/tab/weeks/2026-11-23", b""),
    "/tab/waited/{bar}": ("GET", "/tab/waited/0", b""),
    "/tab/schools": ("GET", "/tab/schools", b""),
    "/tab/schools.xlsx": ("GET", "/tab/schools.xlsx?key=x", b""),
    "/tab/schools/{urn}": ("GET", "/tab/schools/900001", b""),
    "/tab/schools/{urn}/watch": ("POST", "/tab/schools/900001/watch", b""),
    "/tab/sips/{sip}": ("GET", "/tab/sips/somebody", b""),
    "/tab/jobs": ("GET", "/tab/jobs", b""),
    "/tab/jobs/retry": ("POST", "/tab/jobs/retry", b""),
    "/tab/jobs/stop": ("POST", "/tab/jobs/stop", b""),
    "/tab/jobs/resume": ("POST", "/tab/jobs/resume", b""),
    "/tab/jobs/{job}": ("GET", "/tab/jobs/0123456789ab", b""),
    "/tab/jobs/{job}/retry": ("POST", "/tab/jobs/0123456789ab/retry", b""),
    "/tab/jobs/{job}/call-off": ("POST", "/tab/jobs/0123456789ab/call-off", b""),
    "/healthz": ("GET", "/healthz", b""),
    "/readyz": ("GET", "/readyz", b""),
    "/about": ("GET", "/about", b""),
}
"""By route, what somebody sends who knows no secret."""


def found_by_nobody(route: str) -> bool:
    """What has a key in its address; and the tab, which is not set up here."""
    return "{" in route or route.startswith("/tab")


async def test_no_request_of_a_stranger_takes_the_write_lock(database_url: str, tmp_path: Path) -> None:
    """Somebody writes all the while; on PostgreSQL, another process."""
    async with served(tmp_path, database_url) as door:
        routes = {resource.canonical for resource in application(door.service).router.resources()}
        assert routes == UNKNOWN.keys(), "a new route: what may a stranger send there?"
        with door.service.database.writing():
            async with asyncio.timeout(20):
                for method, path, body in UNKNOWN.values():
                    assert await door.status(method, path, data=body, headers=JSON) in (200, 202, 400, 404), path


async def test_what_is_made_up_is_refused_before_it_costs_anything(door: Served) -> None:
    flood = post_of(*made_up(14_000))
    assert 400_000 < len(flood) < 512 * 1024
    for body, expected in (
        (flood, 413),
        (post_of(*made_up(7_000)), 400),
        (post_of(*made_up(AT_MOST)), 202),
        (post_of({"subscriptionId": "x" * 200_000}), 202),
        (b'{"value": [' + b"[]," * 80_000 + b"[]]}", 400),
        (b'{"value": [' + b"1.5," * 60_000 + b"1]}", 400),
        (b"[" * 200_000, 400),
    ):
        status, seconds = await door.cost("POST", NOTIFICATIONS, data=body)
        assert (status, seconds < LITTLE) == (expected, True), seconds


async def test_packed_bodies_are_not_unpacked_at_any_route(door: Served) -> None:
    packed = gzip.compress(b" " * 100_000_000, 9)
    headers = JSON | {"Content-Encoding": "gzip"}
    for route, (method, path, _) in UNKNOWN.items():
        status, seconds = await door.cost(method, path, data=packed, headers=headers)
        assert status == (415 if route.startswith("/api/") else 404 if found_by_nobody(route) else 200)
        assert seconds < LITTLE, path
    assert await door.status("POST", NOTIFICATIONS, data=post_of(), headers={"Content-Encoding": "identity"}) == 202


ODD: Final[Mapping[str, bytes]] = {
    "half a letter": b'{"subscriptionId": "\\ud800"}',
    "half a letter in its state": b'{"subscriptionId": "w1", "clientState": "\\udfff"}',
    "NUL": b'{"subscriptionId": "a\\u0000"}',
    "NUL among what changed": b'{"subscriptionId": "w1", "clientState": "s", "resourceData": {"id": "\\u0000"}}',
    "deep": b'{"subscriptionId": ' + b"[" * 500 + b"]" * 500 + b"}",
    "no texts": b'{"subscriptionId": {"a": []}, "clientState": 7, "resourceData": [], "lifecycleEvent": true}',
    "nothing": b"null",
}


async def test_genuine_notices_are_kept_beside_what_strangers_send(database_url: str, tmp_path: Path) -> None:
    """In the same post, and in posts that are taken together with it."""
    async with served(tmp_path, database_url) as door:
        database = door.service.database
        for number, (name, odd) in enumerate(ODD.items()):
            with database.writing() as uow:
                uow.calendar_subscriptions.write(CalendarSubscription(f"sip-{number}", "w1", "s"))
            genuine = json.dumps(GENUINE).encode()
            both, alone = b",".join((odd, genuine, odd)), odd
            posts = [b'{"value": [' + said + b"]}" for said in (alone, alone, both, alone)]
            assert await asyncio.gather(*(door.status("POST", NOTIFICATIONS, data=post) for post in posts)) == [202] * 4
            assert any(job.startswith(f"sweep_calendar:sip-{number}@missed") for job in jobs(database)), name
            with database.writing() as uow:
                uow.calendar_subscriptions.write(CalendarSubscription(f"sip-{number}"))


def jobs(database: Database) -> list[str]:
    table = "workflow_status" if database.is_sqlite else "dbos.workflow_status"
    with database.reading() as uow:
        return [job for (job,) in uow.connection.exec_driver_sql(f"SELECT workflow_uuid FROM {table}")]  # noqa: S608 - two names of our own


async def sent(door: Served, *pieces: bytes) -> bytes:
    """Everything that is answered to what is sent piece by piece, until the service closes the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    answered = b""
    with suppress(ConnectionError):  # closed while more was on its way
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(0.02)
        async with asyncio.timeout(60):
            while more := await reader.read(65_536):
                answered += more
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
    return answered


async def test_headers_that_do_not_end_are_not_waited_for(
    sqlite_databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.web.IDLE_FOR", 0.3)
    whole, begun = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /healthz HTTP/1.1\r\nHo"
    with sqlite_databases.ready() as url:
        async with served(tmp_path, url) as door:
            for pieces, answers in (((), 0), ((begun,), 0), ((whole, begun), 1), ((whole, whole, begun), 2)):
                assert (await sent(door, *pieces)).count(b"HTTP/1.1 200 OK") == answers


async def test_a_body_that_does_not_end_is_not_waited_for(
    sqlite_databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.web.REST_OF_BODY", 0.1)
    monkeypatch.setattr("bot.incoming.SECONDS", 0.1)
    with sqlite_databases.ready() as url:
        async with served(tmp_path, url) as door:
            for route, (method, path, _) in UNKNOWN.items():
                head = f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                answered = await sent(door, f"{head}Content-Length: 99\r\n\r\n{{".encode())
                known = 408 if route.startswith("/api/") else 404 if found_by_nobody(route) else 200
                assert int(answered.split(b" ")[1]) == known, route
