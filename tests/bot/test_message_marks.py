"""What a message is known by, on the wire: on all that it sends back, and taken out again of what comes."""

from typing import Any

import pytest
from aiohttp import web

from automations.engine.inbound.port import CardAnswer, Click
from automations.engine.ports import SentMessage
from bot import Bot
from handbook.core.conversation_reference import ConversationReference
from handbook.core.external_errors import ExternalError, NotFound
from tests.bot.conftest import Client
from tests.bot.fake_connector import FakeConnector
from tests.bot.local_bot import CARD, CHAT, CHAT_PATH, bot, here, known
from tests.bot.teams_side import LOCAL_SERVICE_URL, PERSON, activity, press
from tests.support.recorded_door import RecordedDoor

__all__ = ["bot", "here", "known"]
HERE = SentMessage("a:chat", "1700000000000", LOCAL_SERVICE_URL)
OPENS = {
    "type": "Action.Execute",
    "verb": "report.open",
    "data": {"report": "r1"},
    "fallback": {"type": "Action.Submit", "data": {"verb": "report.open", "report": "r1"}},
}
ASKS = {"action": {"type": "Action.Execute", "verb": "report.show", "data": {"report": "r1"}}}
LINK = {"type": "Action.OpenUrl", "url": "https://sip.trust.example", "data": {}}
WHOLE = {**CARD, "refresh": ASKS, "body": [{"type": "ActionSet", "actions": [OPENS, LINK]}]}


async def sent(bot: Bot, fake_connector: FakeConnector, mark: str) -> dict[str, Any]:
    await bot.messenger.send_card(PERSON, WHOLE, "Hello", mark)
    return fake_connector.came[-1].body["attachments"][0]["content"]


async def test_a_mark_is_on_all_that_a_message_sends_back(
    bot: Bot, fake_connector: FakeConnector, here: ConversationReference
) -> None:
    content = await sent(bot, fake_connector, "0123456789abcdef")
    opens, link = content["body"][0]["actions"]
    marked = [content["refresh"]["action"], opens, opens["fallback"]]
    assert [one["data"]["sending"] for one in marked] == ["0123456789abcdef"] * 3
    assert link == LINK
    assert await sent(bot, fake_connector, "") == WHOLE


@pytest.mark.parametrize(("mark", "read"), [("0123", "0123"), (7, ""), ("x" * 65, ""), (None, "")])
async def test_what_comes_is_read_without_its_mark(teams: Client, door: RecordedDoor, mark: object, read: str) -> None:
    data = {"report": "r1", "sending": mark}
    await teams.post("/api/messages", json=press("report.show", data))
    submitted = activity(value={"verb": "report.show", **data}, replyToId="1700000000000", text=None)
    await teams.post("/api/messages", json=submitted)
    executed = Click("report.show", {"report": "r1"}, HERE, sending=read)
    assert [call[2] for call in door.calls] == [
        executed,
        Click("report.show", {"report": "r1"}, HERE, False, "teams_submit", submitted["id"], read),
    ]


async def test_what_answers_a_message_carries_its_mark_so_that_nothing_is_drawn_anew(
    teams: Client, door: RecordedDoor, bot: Bot, fake_connector: FakeConnector, here: ConversationReference
) -> None:
    door.answer = CardAnswer(WHOLE)
    reply = await teams.post(
        "/api/messages", json=press("report.show", {"report": "r1", "sending": "0123456789abcdef"})
    )
    assert (await reply.json())["value"] == await sent(bot, fake_connector, "0123456789abcdef")


async def test_a_message_is_taken_out_of_its_chat(bot: Bot, fake_connector: FakeConnector) -> None:
    fake_connector.answers.append(web.Response(status=200))
    await bot.messenger.delete_card(SentMessage(CHAT, "1/2", fake_connector.url))
    fake_connector.answers.append(web.Response(status=204))
    await bot.messenger.delete_card(SentMessage(CHAT, "3", fake_connector.url))
    assert [(came.method, came.path) for came in fake_connector.came] == [
        ("DELETE", f"{CHAT_PATH}/1%2F2"),
        ("DELETE", f"{CHAT_PATH}/3"),
    ]
    fake_connector.refuse(404, "ActivityNotFoundInConversation")
    with pytest.raises(NotFound):
        await bot.messenger.delete_card(SentMessage(CHAT, "1", fake_connector.url))


@pytest.mark.parametrize(
    ("status", "maybe"),
    [(400, False), (403, False), (404, False), (408, True), (412, False), (429, False), (500, True), (502, True)],
)
async def test_an_error_says_whether_the_message_may_have_come(
    bot: Bot, fake_connector: FakeConnector, here: ConversationReference, status: int, *, maybe: bool
) -> None:
    fake_connector.answers += [web.json_response({}, status=status) for _ in range(3)]
    with pytest.raises(ExternalError) as refusal:
        await bot.messenger.send_card(PERSON, CARD, "Hello")
    assert refusal.value.maybe_done is maybe


async def test_a_line_that_is_cut_leaves_open_whether_it_came(
    bot: Bot, fake_connector: FakeConnector, here: ConversationReference
) -> None:
    async def cut(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    fake_connector.answers.append(cut)
    with pytest.raises(ExternalError) as refusal:
        await bot.messenger.send_card(PERSON, CARD, "Hello")
    assert refusal.value.maybe_done
    await fake_connector.server.close()
    with pytest.raises(ExternalError) as refused:
        await bot.messenger.send_card(PERSON, CARD, "Hello")
    assert not refused.value.maybe_done
