"""Every route's answer carries the headers; what is not for us, or comes without end, goes no further."""

import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Final

import aiohttp
import pytest
from aiohttp import web

from service.front_door import NOT_HERE, FrontDoor
from service.settings import Settings
from tests.service.test_strangers import JSON, UNKNOWN, Served, served
from tests.service.test_wiring import local_settings
from tests.support.databases import Databases

PUBLIC: Final = "https://sip.trust.example"
HOST: Final = {"Host": "sip.trust.example"}


def settings(folder: Path, **changes: object) -> Settings:
    """Of a house with a public address, which a local one may not say of itself."""
    own = local_settings(folder, "sqlite://", **changes)
    return own.model_copy(update={"local": False, "public_url": PUBLIC})


class Door:
    """The door alone, with a clock that is moved by hand and something behind it."""

    def __init__(self, given: Settings) -> None:
        self.now = 0.0
        self.noted: list[tuple[str, str]] = []
        self.front = FrontDoor(given, self.note, lambda: self.now)
        self.http: aiohttp.ClientSession
        self.port = 0

    async def note(self, reason: str, detail: str) -> None:
        self.noted.append((reason, detail))
        if detail == "pages" and len(self.noted) > 1:
            raise OSError("the database is away")

    @asynccontextmanager
    async def open(self) -> AsyncGenerator["Door"]:
        async def say(request: web.Request) -> web.Response:
            proved = request.path == "/about" or "Authorization" in request.headers
            return web.Response(text="in" if proved else "", status=200 if proved else 401)

        app = web.Application()
        self.front.stand_before(app)
        app.router.add_route("*", "/{path:.*}", say)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.port = runner.addresses[0][1]
        try:
            async with aiohttp.ClientSession() as self.http:
                yield self
        finally:
            await runner.cleanup()

    async def status(self, path: str, said: str = "", **headers: str) -> int:
        more = {**HOST, **headers, **({"X-Forwarded-For": said} if said else {})}
        async with self.http.get(f"http://127.0.0.1:{self.port}{path}", headers=more) as reply:
            self.reply, self.text = reply, await reply.text()
            return reply.status


@pytest.fixture
async def public(
    sqlite_databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[Served]:
    """The whole service, with the door of one that has a public address."""
    public = settings(tmp_path)

    def front(_: Settings, note: Callable[[str, str], Awaitable[None]]) -> FrontDoor:
        return FrontDoor(public, note)

    monkeypatch.setattr("service.web.FrontDoor", front)
    with sqlite_databases.ready() as url:
        async with served(tmp_path, url) as door:
            yield door


async def test_every_route_says_what_a_browser_may_do(public: Served) -> None:
    """A route that is added is asked too: `test_strangers` fails where it is not in its table."""
    for method, path, body in (*UNKNOWN.values(), ("GET", "/nothing-here", b""), ("DELETE", "/about", b"")):
        for verb in {method, "HEAD", "OPTIONS"}:
            address = f"http://127.0.0.1:{public.port}{path}"
            async with public.http.request(verb, address, data=body, headers=JSON | HOST) as reply:
                said = reply.headers
                assert said.getall("Strict-Transport-Security") == ["max-age=31536000"], path
                assert len(said.getall("Content-Security-Policy")) == 1, path
                assert "default-src 'none'" in said["Content-Security-Policy"], path
                assert "frame-ancestors" in said["Content-Security-Policy"], path
                assert said["Cache-Control"] == "no-store", path
                assert said["X-Content-Type-Options"] == "nosniff", path
                assert said["Referrer-Policy"] == "no-referrer", path


async def test_no_request_of_a_stranger_writes(public: Served) -> None:
    """Nothing was committed between the first and the last of them: SQLite counts that itself. The service has jobs of
    its own at its start, so that it is asked a few times."""
    path = public.service.database.engine.url.database
    assert path

    async def asked() -> None:
        for method, path, body in UNKNOWN.values():
            for verb in {method, "HEAD"}:
                address = f"http://127.0.0.1:{public.port}{path}"
                async with public.http.request(verb, address, data=body, headers=JSON | HOST) as reply:
                    await reply.read()

    with closing(sqlite3.connect(path, isolation_level=None)) as watching:

        def version() -> int:
            return watching.execute("PRAGMA data_version").fetchone()[0]

        quiet: list[bool] = []
        for _ in range(4):
            before = version()
            await asked()
            quiet.append(version() == before)
        assert any(quiet)
        before = version()
        await public.service.inbound.turned_away("somebody", "wrote")
        assert version() != before


async def test_a_stranger_costs_less_than_twenty_milliseconds(sqlite_databases: Databases, tmp_path: Path) -> None:
    """Of the event loop, in processor time, with whoever asks on the same loop; `pytest -s` shows each."""
    with sqlite_databases.ready() as url:
        async with served(tmp_path, url) as door:
            for route, (method, path, body) in UNKNOWN.items():
                status, seconds = await door.cost(method, path, data=body, headers=JSON)
                print(f"{seconds * 1000:5.1f} ms  {status}  {route}")  # noqa: T201 - asked for with -s
                assert seconds < 0.02, route


async def test_another_name_is_not_ours_and_probes_need_none(tmp_path: Path) -> None:
    async with Door(settings(tmp_path)).open() as door:
        assert await door.status("/about") == 200
        assert await door.status("/about", Host="SIP.trust.example:443") == 200
        for host in (
            "evil.example",
            "sip.trust.example.evil.example",
            "127.0.0.1",
            "sip.trust.example@evil",
            "[::1",
            "",
        ):
            assert await door.status("/about", Host=host) == 421, host
            assert door.text == NOT_HERE
        assert await door.status("/api/messages", Host="evil.example", Authorization="x") == 421
        for probe in ("/healthz", "/readyz"):
            assert (
                await door.status(probe, Host="10.0.0.7") == 401
            )  # of what stands behind the door: it was let through


async def test_one_address_that_does_not_stop_waits_and_nobody_else_does(tmp_path: Path) -> None:
    few = settings(tmp_path, limit_pages=(3, 60), trusted_proxies=["127.0.0.1/32"])
    async with Door(few).open() as door:
        found = [await door.status("/about", "198.51.100.7") for _ in range(50)]
        assert found == [200] * 3 + [429] * 47
        assert "Please wait a minute" in door.text
        assert 1 <= int(door.reply.headers["Retry-After"]) <= 2
        assert "frame-ancestors 'none'" in door.reply.headers["Content-Security-Policy"]
        assert await door.status("/about", "198.51.100.8") == 200
        assert (
            await door.status("/about", "203.0.113.1, 198.51.100.7") == 429
        )  # what the sender says itself is not read
        households = ["2001:db8::1", "2001:db8::2", "2001:db8::ffff", "2001:db8::4"]
        assert [await door.status("/about", one) for one in households] == [200, 200, 200, 429]
        assert door.noted == [("flood", "pages")]  # not of each, nor of each address
        door.now = 120
        assert [await door.status("/about", "198.51.100.7") for _ in range(4)] == [200, 200, 200, 429]
        assert len(door.noted) == 2  # and where that fails, the answer is the same


async def test_only_what_proves_nothing_is_counted_of_teams_and_graph(tmp_path: Path) -> None:
    """All of Teams comes from Microsoft's addresses: who floods there is in nobody's way."""
    few = settings(tmp_path, limit_refused=(3, 60), trusted_proxies=["127.0.0.1/32"])
    async with Door(few).open() as door:
        forged = [await door.status("/api/messages", "52.112.0.1") for _ in range(20)]
        assert forged == [401] * 3 + [429] * 17
        proved = [await door.status("/api/messages", "52.112.0.1", Authorization="x") for _ in range(185)]
        assert set(proved) == {200}
        assert door.noted == [("flood", "refused")]


@pytest.mark.parametrize("proxies", [[], ["192.0.2.0/24"]])
async def test_nobody_is_believed_who_is_no_proxy_of_ours(tmp_path: Path, proxies: list[str]) -> None:
    few = settings(tmp_path, limit_pages=(3, 60), trusted_proxies=proxies)
    async with Door(few).open() as door:
        found = [await door.status("/about", f"198.51.100.{number}") for number in range(6)]
    # Without a proxy that is named, what stands before us may be one: then nobody is told apart by it.
    assert found == ([200] * 6 if not proxies else [200] * 3 + [429] * 3)


async def test_an_address_that_is_none_is_nobodys(tmp_path: Path) -> None:
    few = settings(tmp_path, limit_pages=(1, 60), trusted_proxies=["127.0.0.1/32"])
    async with Door(few).open() as door:
        assert [await door.status("/about", said) for said in ("x", "x", "127.0.0.1", "")] == [200] * 4


def test_the_last_afternoon_of_term_meets_no_limit() -> None:
    """185 headteachers behind one address: page, style sheet, code page, code asked for and shown, code entered, page,
    press and document; and a Trust Advisor who goes through 185 reports, with three presses each."""
    fields = Settings.model_fields
    assert fields["limit_pages"].default[0] >= 185 * 10
    assert fields["limit_presses"].default[0] >= 185 * 3
