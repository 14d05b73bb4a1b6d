"""The OpenID endpoint of the Bot Framework, and keys that it publishes."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.bot.teams_side import ISSUER, Signer

ONE, TWO = Signer("key-1"), Signer("key-2")
NOT_TEAMS = Signer("key-3", endorsements=["webchat"])


class Publisher:
    """The OpenID endpoint of the Bot Framework."""

    def __init__(self) -> None:
        self.keys: list[Any] = [ONE.published(), NOT_TEAMS.published()]
        self.status = 200
        self.fails = 0
        self.asked = 0
        self.gave_keys = asyncio.Event()
        self.metadata: Any = None
        self.server = TestServer(self._app())

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/openid", self._metadata)
        app.router.add_get("/keys", self._keys)
        return app

    @property
    def url(self) -> str:
        return str(self.server.make_url("/openid"))

    async def _metadata(self, request: web.Request) -> web.Response:
        self.asked += 1
        if self.asked <= self.fails:
            return web.Response(status=500)
        found = {"issuer": ISSUER, "jwks_uri": str(self.server.make_url("/keys"))}
        return web.json_response(found if self.metadata is None else self.metadata, status=self.status)

    async def _keys(self, request: web.Request) -> web.Response:
        self.gave_keys.set()
        return web.json_response({"keys": self.keys})


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    publisher = Publisher()
    await publisher.server.start_server()
    yield publisher
    await publisher.server.close()
