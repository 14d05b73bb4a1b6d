"""Cards to people, through a Bot Connector over HTTP."""

import asyncio

import pytest
from aiohttp import web

from automations.engine.ports import SentMessage
from bot import Bot, build
from handbook.core.conversation_reference import ACTIVE, NOT_INSTALLED, ConversationReference
from handbook.core.external_errors import (
    Rejected,
    Unavailable,
    Unreachable,
)
from tests.bot.fake_connector import FakeConnector
from tests.bot.local_bot import CARD, CHAT, CHAT_PATH, PAPER, bot, here, known
from tests.bot.teams_side import PERSON, TENANT
from tests.support.recorded_door import RecordedDoor

__all__ = ["bot", "here", "known"]


async def test_a_card_reaches_a_chat_as_a_message_that_notifies(
    bot: Bot, fake_connector: FakeConnector, here: ConversationReference
) -> None:
    sent = await bot.messenger.send_card(PERSON, CARD, "A report waits for you")
    assert sent == SentMessage(CHAT, "m1", fake_connector.url)
    [came] = fake_connector.came
    assert (came.method, came.path) == ("POST", CHAT_PATH)
    assert came.body == {
        "type": "message",
        "summary": "A report waits for you",
        "attachments": [PAPER],
        "channelData": {"notification": {"alert": True}},
        "importance": "normal",
        "locale": "en-GB",
    }
    assert "Authorization" not in came.headers


async def test_somebody_never_met_is_introduced_first(
    bot: Bot, fake_connector: FakeConnector, known: dict[str, ConversationReference]
) -> None:
    sent = await bot.messenger.send_card(PERSON, CARD, "Hello")
    assert sent == SentMessage("a:new", "m2", fake_connector.url)
    assert [came.path for came in fake_connector.came] == [
        "/teams/v3/conversations",
        "/teams/v3/conversations/a%3Anew/activities",
    ]
    assert fake_connector.came[0].body == {
        "bot": {"id": "28:"},
        "isGroup": False,
        "members": [{"id": PERSON}],
        "tenantId": TENANT,
        "channelData": {"tenant": {"id": TENANT}},
    }
    assert known[PERSON] == ConversationReference(PERSON, "a:new", fake_connector.url)


async def test_a_forgotten_conversation_is_opened_anew_and_the_card_sent_once_more(
    bot: Bot, fake_connector: FakeConnector, here: ConversationReference, known: dict[str, ConversationReference]
) -> None:
    fake_connector.refuse(404, "ConversationNotFound")
    sent = await bot.messenger.send_card(PERSON, CARD, "Hello")
    assert sent.conversation_id == "a:new"
    assert len(fake_connector.came) == 3
    assert known[PERSON].conversation_id == "a:new"


async def test_a_conversation_that_is_forgotten_twice_is_given_up(
    bot: Bot, fake_connector: FakeConnector, here: ConversationReference
) -> None:
    fake_connector.refuse(404, "ConversationNotFound")
    fake_connector.answers.append(web.json_response({"id": "a:new"}))
    fake_connector.refuse(404, "ConversationNotFound")
    with pytest.raises(Unreachable, match="unknown"):
        await bot.messenger.send_card(PERSON, CARD, "Hello")
    assert len(fake_connector.came) == 3


@pytest.mark.parametrize(("status", "code"), [(403, "ForbiddenOperationException"), (404, "NotFound"), (403, "")])
async def test_somebody_who_cannot_be_introduced_is_unknown(
    bot: Bot, fake_connector: FakeConnector, known: dict[str, ConversationReference], status: int, code: str
) -> None:
    fake_connector.refuse(status, code)
    with pytest.raises(Unreachable) as refusal:
        await bot.messenger.send_card(PERSON, CARD, "Hello")
    assert refusal.value.state == "unknown"
    assert [(one.state, one.conversation_id) for one in known.values()] == [(NOT_INSTALLED, "")]
    await bot.messenger.send_card(PERSON, CARD, "Hello")  # into a chat, as soon as one can be opened
    assert [one.path.count("/activities") for one in fake_connector.came] == [0, 0, 1]
    assert [one.state for one in known.values()] == [ACTIVE]


async def test_somebody_who_removed_the_bot_is_not_tried(
    bot: Bot, fake_connector: FakeConnector, known: dict[str, ConversationReference]
) -> None:
    known[PERSON] = ConversationReference(PERSON, CHAT, fake_connector.url, "uninstalled")
    with pytest.raises(Unreachable) as refusal:
        await bot.messenger.send_card(PERSON, CARD, "Hello")
    assert refusal.value.state == "uninstalled"
    assert fake_connector.came == []


async def test_somebody_who_lifted_a_block_is_found_again(
    bot: Bot, fake_connector: FakeConnector, known: dict[str, ConversationReference]
) -> None:
    known[PERSON] = ConversationReference(PERSON, CHAT, fake_connector.url, "blocked")
    await bot.messenger.send_card(PERSON, CARD, "Hello")
    assert known[PERSON].state == "active"


@pytest.mark.parametrize(
    ("code", "state", "remembered"),
    [
        ("ConversationBlockedByUser", "blocked", "blocked"),
        ("MessageWritesBlocked", "blocked", "blocked"),
        ("BotNotInConversationRoster", "uninstalled", "uninstalled"),
        ("ForbiddenOperationException", "uninstalled", "uninstalled"),
        ("BotDisabledByAdmin", "refused", "active"),
        ("NotEnoughPermissions", "refused", "active"),
        ("", "refused", "active"),
    ],
)
async def test_a_refusal_says_why_a_person_is_out_of_reach(
    bot: Bot,
    fake_connector: FakeConnector,
    here: ConversationReference,
    known: dict[str, ConversationReference],
    code: str,
    state: str,
    remembered: str,
) -> None:
    fake_connector.refuse(403, code)
    with pytest.raises(Unreachable) as refusal:
        await bot.messenger.send_card(PERSON, CARD, "Hello")
    assert (refusal.value.state, refusal.value.detail) == (state, code)
    assert known[PERSON].state == remembered
    assert len(fake_connector.came) == 1


async def test_an_update_replaces_the_message(bot: Bot, fake_connector: FakeConnector) -> None:
    await bot.messenger.update_card(SentMessage(CHAT, "1/2", fake_connector.url), CARD)
    [came] = fake_connector.came
    assert (came.method, came.path) == ("PUT", f"{CHAT_PATH}/1%2F2")
    assert (came.body["id"], came.body["attachments"], came.body["summary"]) == ("1/2", [PAPER], "A report.")


async def test_teams_says_when_to_try_again_and_is_left_alone_until_then(
    bot: Bot, fake_connector: FakeConnector, here: ConversationReference
) -> None:
    fake_connector.refuse(429, "TooManyRequests", **{"Retry-After": "30"})
    for _ in range(2):
        with pytest.raises(Unavailable) as refusal:
            await bot.messenger.send_card(PERSON, CARD, "Hello")
        assert refusal.value.retry_after
        assert 29 < refusal.value.retry_after <= 30
    assert len(fake_connector.came) == 1


async def test_a_service_that_hangs_up_or_is_not_there_is_unavailable(
    bot: Bot, fake_connector: FakeConnector, here: ConversationReference
) -> None:
    async def hang_up(request: web.Request) -> web.Response:
        assert request.transport
        request.transport.abort()
        return web.Response()

    fake_connector.answers.append(hang_up)
    with pytest.raises(Unavailable):
        await bot.messenger.send_card(PERSON, CARD, "Hello")
    assert len(fake_connector.came) == 1
    sent = SentMessage(CHAT, "1", fake_connector.url)
    await fake_connector.server.close()
    with pytest.raises(Unavailable):
        await bot.messenger.update_card(sent, CARD)


async def test_no_card_goes_to_a_host_that_is_not_allowed(bot: Bot) -> None:
    with pytest.raises(Rejected, match="not an allowed host"):
        await bot.messenger.update_card(SentMessage(CHAT, "1", "https://example.org/"), CARD)


async def test_cards_to_one_chat_arrive_in_order_one_at_a_time(
    bot: Bot, fake_connector: FakeConnector, here: ConversationReference
) -> None:
    at_once: list[int] = []
    inside = 0

    async def slowly(request: web.Request) -> web.Response:
        nonlocal inside
        inside += 1
        at_once.append(inside)
        await asyncio.sleep(0.01)
        inside -= 1
        return web.json_response({"id": "m"})

    fake_connector.answers = [slowly] * 5
    await asyncio.gather(*(bot.messenger.send_card(PERSON, CARD, str(number)) for number in range(5)))
    assert [came.body["summary"] for came in fake_connector.came] == ["0", "1", "2", "3", "4"]
    assert at_once == [1] * 5


async def test_files_are_fetched_by_the_messenger(bot: Bot, fake_connector: FakeConnector) -> None:
    fake_connector.answers = [web.Response(body=b"report")]
    assert await bot.messenger.fetch_file(fake_connector.url, 6) == b"report"


def test_a_messenger_serves_one_event_loop_after_another() -> None:
    """Effects may run on another loop than the web server."""

    async def send(bot: Bot, fake_connector: FakeConnector) -> None:
        await fake_connector.server.start_server()
        await bot.messenger.update_card(SentMessage(CHAT, "1", fake_connector.url), CARD)
        await bot.close()
        await fake_connector.server.close()

    async def nothing(*_: object) -> None:
        return None

    bot = build(
        RecordedDoor(),
        tenant_id=TENANT,
        conversations=nothing,
        remember=nothing,
        local=True,
        default_service_url="http://127.0.0.1:9/",
    )
    for _ in range(2):
        fake_connector = FakeConnector()
        asyncio.run(send(bot, fake_connector))
        assert len(fake_connector.came) == 1
