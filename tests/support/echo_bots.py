"""Two bots that do nothing but answer an invoke with a card: how fast the SDK is as it comes, and on our adapter."""

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from botbuilder.core import ActivityHandler, CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity, AdaptiveCardInvokeResponse, AdaptiveCardInvokeValue
from botframework.connector.auth import BotFrameworkAuthenticationFactory

from bot.activity_guard import ActivityGuard
from bot.adapter import TeamsAdapter
from bot.hosts import Hosts
from tests.support.recorded_door import RecordedDoor

ECHO_TENANT = "0a0a0a0a-0000-4000-8000-00000000ec40"
_CARD_TYPE = "application/vnd.microsoft.card.adaptive"


def echo_invoke(service_url: str = "http://127.0.0.1:9/") -> dict[str, object]:
    """The press that both bots answer. Nothing is ever sent to `service_url`."""
    return {
        "type": "invoke",
        "name": "adaptiveCard/action",
        "id": "f:00000000-0000-4000-8000-000000000001",
        "timestamp": "2026-11-23T10:00:00.000Z",
        "localTimestamp": "2026-11-23T10:00:00.000+00:00",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": "29:echo", "name": "E. Cho", "aadObjectId": "0a0a0a0a-0000-4000-8000-000000000001"},
        "recipient": {"id": "28:echo", "name": "Echo"},
        "conversation": {"conversationType": "personal", "tenantId": ECHO_TENANT, "id": "a:echo"},
        "channelData": {"tenant": {"id": ECHO_TENANT}, "source": {"name": "message"}},
        "entities": [{"type": "clientInfo", "locale": "en-GB", "country": "GB", "platform": "Windows"}],
        "replyToId": "1700000000000",
        "locale": "en-GB",
        "localTimezone": "Europe/London",
        "value": {
            "action": {"type": "Action.Execute", "verb": "echo", "data": {"words": "hello", "version": 1}},
            "trigger": "manual",
        },
    }


def echo_card(words: str) -> dict[str, object]:
    return {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": words, "wrap": True}]}


class StockEcho(ActivityHandler):
    """The SDK's own way to answer."""

    async def on_adaptive_card_invoke(
        self, turn_context: TurnContext, invoke_value: AdaptiveCardInvokeValue
    ) -> AdaptiveCardInvokeResponse:
        words = invoke_value.action["data"]["words"]
        return AdaptiveCardInvokeResponse(status_code=200, type=_CARD_TYPE, value=echo_card(words))


class TunedEcho(ActivityHandler):
    """The same, with the body as it goes out."""

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        words = turn_context.activity.value["action"]["data"]["words"]
        return InvokeResponse(status=200, body={"statusCode": 200, "type": _CARD_TYPE, "value": echo_card(words)})


class StockAdapter(CloudAdapterBase):
    """The SDK's turn as it comes, clients and all. Its own web adapter answers 500 to this very invoke, so the
    request is read and the answer written here, in the same way less the fault."""

    async def process(self, request: web.Request, bot: ActivityHandler) -> web.Response:
        activity = Activity().deserialize(await request.json())
        answer = await self.process_activity(request.headers.get("Authorization", ""), activity, bot.on_turn)
        if answer is None:
            return web.Response(status=201)
        return web.json_response(data=answer.body, status=answer.status)


def stock_echo_app() -> web.Application:
    logging.getLogger("msrest.serialization").setLevel(logging.ERROR)  # else the SDK warns once per invoke
    adapter, bot = StockAdapter(BotFrameworkAuthenticationFactory.create()), StockEcho()
    return _app(lambda request: adapter.process(request, bot))


def tuned_echo_app() -> web.Application:
    guard = ActivityGuard(Hosts(local=True), ECHO_TENANT, None)
    adapter, bot = TeamsAdapter(guard, RecordedDoor()), TunedEcho()
    return _app(lambda request: adapter.process(request, bot))


def _app(answer: Callable[[web.Request], Awaitable[web.Response]]) -> web.Application:
    async def messages(request: web.Request) -> web.Response:
        return await answer(request)

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    return app
