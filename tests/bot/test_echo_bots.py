"""The two baselines of the benchmark give the same answer, so that their speed can be compared."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from tests.support.echo_bots import echo_card, echo_invoke, stock_echo_app, tuned_echo_app


@pytest.mark.parametrize("app", [stock_echo_app, tuned_echo_app])
async def test_an_echo_bot_answers_with_the_card(app: type[web.Application]) -> None:
    async with TestClient(TestServer(app())) as client:
        response = await client.post("/api/messages", json=echo_invoke())
        body = await response.json()
    assert response.status == 200
    assert body == {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": echo_card("hello")}
