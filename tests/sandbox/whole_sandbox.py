"""The whole stand-in on free ports, with a bot that only records."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from sandbox.app import Settings, running
from sandbox.control import Addresses
from tests.sandbox.teams_side import FakeBot, Reply, fake_bot


@dataclass
class Whole:
    addresses: Addresses
    bot: FakeBot
    http: ClientSession

    @property
    def origin(self) -> str:
        return self.addresses.connector.rstrip("/")

    async def ask(self, method: str, path: str, body: Any = None, token: str | None = None, **more: Any) -> Reply:
        sent = {"json": body} if body is not None else {}
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        url = path if path.startswith("http") else self.origin + path
        async with self.http.request(method, url, headers=headers, **sent, **more) as answer:
            is_json = answer.content_type == "application/json"
            return Reply(answer.status, await (answer.json() if is_json else answer.read()), dict(answer.headers))

    async def tenant(self) -> dict[str, Any]:
        return (await self.ask("GET", "/tenant.json")).body


@asynccontextmanager
async def whole_sandbox(folder: Path, **settings: Any) -> AsyncGenerator[Whole]:
    async with fake_bot() as (bot, url):
        given = {"port": 0, "content_port": 0, "bot": url, **settings}
        async with running(Settings(folder, **given)) as addresses, ClientSession() as http:
            yield Whole(addresses, bot, http)
