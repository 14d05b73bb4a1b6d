"""The tab over a real database, behind its routes."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from automations.overview.attempts import Attempts
from automations.workflows import TABLES
from handbook.core.people import Person
from pages.kit import files_served
from pages.tab.later import Later
from pages.tab.routes import routes
from pages.tab.session import HEADER, Sessions
from pages.tab.set_up import TabSetUp
from tests.automations.conftest import small_office
from tests.automations.office import Office
from tests.pages.tab.entra import TOKENS, a_token
from tests.support.house import free_port

__all__ = ["small_office"]


@dataclass
class Tab:
    office: Office
    http: aiohttp.ClientSession
    later: Later
    sessions: Sessions

    async def sign_in(self, token: str) -> tuple[int, str, Any]:
        """Status, words and headers of the answer."""
        given = {"Authorization": f"Bearer {token}"} if token else {}
        async with self.http.post("/tab/session", headers=given) as reply:
            words = await reply.text()
        await self.later.finish()
        return reply.status, words, reply.headers

    async def get(self, person: Person | None, path: str) -> tuple[int, str]:
        """A page, in somebody's session; nobody's where it is None."""
        given = {HEADER: self.sessions.begun(person.id, self.office.now)} if person else {}
        async with self.http.get(path, headers=given) as reply:
            words = await reply.text()
        await self.later.finish()
        return reply.status, words

    async def post(self, person: Person | None, path: str, **sent: str) -> tuple[int, str, str]:
        """A form of a page, in somebody's session: status, words, and where it leads."""
        given = {HEADER: self.sessions.begun(person.id, self.office.now)} if person else {}
        async with self.http.post(path, headers=given, data=sent, allow_redirects=False) as reply:
            words = await reply.text()
        await self.later.finish()
        return reply.status, words, reply.headers.get("Location", "")

    def refused(self) -> list[tuple[str, str, str]]:
        """Who was turned away, why, and from what."""
        found = [one for one in self.office.entries() if one.action == "refused"]
        return [(one.actor_id, str(one.detail["code"]), one.about) for one in found]


@pytest.fixture
async def tab(small_office: Office) -> AsyncIterator[Tab]:
    later, sessions = Later(), Sessions("a secret of the service", is_local=False)
    set_up = TabSetUp(small_office.bus, sessions, Attempts(small_office.bus), TABLES, TOKENS)
    app = web.Application()
    app.add_routes([*routes(set_up, later), web.get(files_served.ROUTE, files_served.serve)])
    runner, port = web.AppRunner(app), free_port()
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}", cookie_jar=aiohttp.DummyCookieJar()) as http:
        yield Tab(small_office, http, later, sessions)
    await runner.cleanup()


def token_of(person: Person, **changed: Any) -> str:
    return a_token(person.id, **changed)
