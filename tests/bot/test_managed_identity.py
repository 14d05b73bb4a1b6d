"""The bot signs in as the identity that Azure gives its process: the endpoint of Container Apps is played here."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.app_token import AppToken
from bot.credentials import managed_identity
from handbook.far_ends import Unavailable
from tests.bot.teams_side import APP_ID

CHANNEL = "https://api.botframework.com"


class Azure:
    """The identity endpoint beside a container, as Microsoft documents it (api-version 2019-08-01)."""

    def __init__(self) -> None:
        self.asked: list[tuple[dict[str, str], str]] = []
        self.status = 200
        app = web.Application()
        app.router.add_get("/msi/token", self._answer)
        self.server = TestServer(app)

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked.append((dict(request.query), request.headers.get("X-IDENTITY-HEADER", "")))
        body = {"access_token": "for-the-channel", "expires_on": "4102444800", "resource": CHANNEL}
        return web.json_response(body | {"token_type": "Bearer"} if self.status == 200 else {}, status=self.status)


@pytest.fixture
async def azure(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Azure]:
    played = Azure()
    await played.server.start_server()
    monkeypatch.setenv("IDENTITY_ENDPOINT", str(played.server.make_url("/msi/token")))
    monkeypatch.setenv("IDENTITY_HEADER", "only-inside")
    yield played
    await played.server.close()


async def test_the_token_is_asked_for_the_channel_in_the_bot_s_own_name(azure: Azure) -> None:
    token = AppToken(managed_identity(APP_ID))
    assert await token.headers() == {"Authorization": "Bearer for-the-channel"}
    assert await token.headers() == {"Authorization": "Bearer for-the-channel"}
    token.close()
    [(query, secret)] = azure.asked  # the second time it was kept
    assert (query["resource"], query["client_id"], secret) == (CHANNEL, APP_ID, "only-inside")


async def test_an_endpoint_that_gives_none_is_asked_again_later(azure: Azure) -> None:
    azure.status = 500
    token = AppToken(managed_identity("another-app"))
    with pytest.raises(Unavailable, match="app token"):
        await token.headers()
    token.close()
