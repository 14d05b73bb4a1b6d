"""Whatever is posted gets the status that it means, and never the text of an exception."""

import asyncio
import gzip
import json
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from botbuilder.core import ActivityHandler, TurnContext
from structlog.testing import capture_logs

from automations.engine.inbound.port import CardAnswer, MessageAnswer
from bot import replies
from bot.activity_guard import ActivityGuard
from bot.adapter import TeamsAdapter
from bot.hosts import Hosts
from tests.bot.conftest import Client
from tests.bot.teams_side import LOCAL_SERVICE_URL, TENANT, activity, press
from tests.support.recorded_door import RecordedDoor

JSON = {"Content-Type": "application/json"}
SECRET = "a person's words"


def nested(depth: int) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for _ in range(depth):
        data = {"deeper": data}
    return data


BAD_BODIES: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 400),
    "blank": (b"  \n", 400),
    "no JSON": (b"hello", 400),
    "half": (b'{"type": "mess', 400),
    "two": (b'{"type": "message"} {"type": "message"}', 400),
    "a list": (b'[{"type": "message"}]', 400),
    "a word": (b'"message"', 400),
    "null": (b"null", 400),
    "NaN": (json.dumps(activity(value=1)).replace('"value": 1', '"value": NaN').encode(), 400),
    "an endless number": (json.dumps(activity(value=1)).replace("1}", "1" * 5000 + "}").encode(), 400),
    "no UTF-8": (b'{"type": "\xff\xfe"}', 400),
    "half a letter": (json.dumps(activity(text="\ud83d")).encode(), 400),
    "half a letter in a name": (json.dumps(press(data={"\ud83d": 1})).encode(), 400),
    "a NUL": (json.dumps(activity(text="a\0b")).encode(), 400),
    "a NUL among letters": (json.dumps(activity(text="é\0b")).encode(), 400),
    "too large": (json.dumps(activity(text="a" * 256 * 1024)).encode(), 413),
    "too deep for the parser": (b'{"type":' + b"[" * 100_000, 400),
    "too deep for a card": (json.dumps(press(data=nested(40))).encode(), 400),
    "deep lists": (json.dumps(press(data={"a": json.loads("[" * 40 + "]" * 40)})).encode(), 400),
    "an empty object": (b"{}", 400),
    "no type": (json.dumps(activity() | {"type": None}).encode(), 400),
}

BAD_PARTS: list[dict[str, Any]] = [
    {"type": {"a": 1}},
    {"type": ["message"]},
    {"id": 7},
    {"name": ["a"]},
    {"text": {"a": 1}},
    {"action": {}},
    {"from": "me"},
    {"from": ["me"]},
    {"from": {"id": 7}},
    {"from": {"aadObjectId": {"$ne": ""}}},
    {"recipient": 7},
    {"conversation": []},
    {"conversation": "a:chat"},
    {"conversation": {"id": 7, "tenantId": TENANT}},
    {"conversation": {"id": "a:chat", "tenantId": ["x"]}},
    {"channelData": ["tenant"]},
    {"channelData": "words"},
    {"membersAdded": {"id": "x"}},
    {"membersAdded": [None]},
    {"membersRemoved": ["x"]},
    {"attachments": "file"},
    {"attachments": [None]},
    {"attachments": [{"contentType": 7}]},
    {"attachments": [{"name": ["x"]}]},
    {"serviceUrl": 7},
    {"channelId": ["msteams"]},
    {"replyToId": {}},
]


@pytest.mark.parametrize("name", BAD_BODIES)
async def test_a_body_that_is_no_activity_is_refused(teams: Client, door: RecordedDoor, name: str) -> None:
    body, status = BAD_BODIES[name]
    response = await teams.post("/api/messages", data=body, headers=JSON)
    assert (response.status, await response.text()) == (status, "")
    assert door.calls == []


@pytest.mark.parametrize("part", BAD_PARTS, ids=str)
async def test_an_activity_with_a_part_of_the_wrong_kind_is_refused(
    teams: Client, door: RecordedDoor, part: dict[str, Any]
) -> None:
    for sent in (activity(text="hello") | part, press() | part):
        response = await teams.post("/api/messages", json=sent)
        assert (response.status, await response.text()) == (400, "")
    assert door.calls == []


async def test_a_large_card_within_the_limit_is_heard(teams: Client, door: RecordedDoor) -> None:
    response = await teams.post("/api/messages", json=press(data={"comment": "a" * 200_000} | nested(20)))
    assert response.status == 200
    assert len(door.calls) == 1


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
async def test_only_json_is_read(teams: Client, door: RecordedDoor, kind: str) -> None:
    response = await teams.post("/api/messages", data=json.dumps(activity()), headers={"Content-Type": kind})
    assert response.status == 415


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br", "zstd", "identity, gzip", "unheard-of"])
async def test_a_packed_body_is_refused_and_not_unpacked(teams: Client, packing: str) -> None:
    packed = gzip.compress(json.dumps(activity(text="a" * 10_000)).encode())
    response = await teams.post("/api/messages", data=packed, headers=JSON | {"Content-Encoding": packing})
    assert response.status == 415


async def test_a_body_that_does_not_come_is_not_waited_for(teams: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.incoming.SECONDS", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", teams.port)
    writer.write(
        b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
    )
    assert b" 408 " in await reader.readline()
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize(
    ("channel_data", "tenant"),
    [
        ({"tenant": {"id": "another"}}, TENANT),
        ({"tenant": {"id": TENANT}}, "another"),
        ({"tenant": "another"}, TENANT),
        ({"tenant": {"id": ["x"]}}, TENANT),
        ({"tenant": {"id": "words \n" * 30}}, TENANT),
        ({}, None),
        (None, None),
        ({"tenant": {}}, ""),
    ],
)
async def test_another_tenant_is_turned_away_and_audited(
    teams: Client, door: RecordedDoor, channel_data: object, tenant: str | None
) -> None:
    where = {"conversationType": "personal", "id": "a:chat", "tenantId": tenant}
    for sent in (
        press(channelData=channel_data, conversation=where),
        activity(channelData=channel_data, conversation=where),
    ):
        response = await teams.post("/api/messages", json=sent)
        assert (response.status, await response.text()) == (403, "")
    assert [call[:2] for call in door.calls] == [("turned_away", "other_tenant")] * 2
    assert all(call[2] in ("another", "unreadable") for call in door.calls)


async def test_the_tenant_may_be_spelled_in_capitals_and_named_once(teams: Client, door: RecordedDoor) -> None:
    sent = activity(text="help", channelData={"tenant": {"id": TENANT.upper()}})
    del sent["conversation"]["tenantId"]
    assert (await teams.post("/api/messages", json=sent)).status == 200
    assert len(door.calls) == 1


@pytest.mark.parametrize(
    "service_url",
    ["", "https://smba.trafficmanager.net/uk/", "http://example.org/", "http://localhost@example.org/", "file:///etc"],
)
async def test_a_local_bot_is_not_led_to_another_machine(teams: Client, door: RecordedDoor, service_url: str) -> None:
    response = await teams.post("/api/messages", json=activity(text="help", serviceUrl=service_url))
    assert response.status == 403
    assert door.calls == [("turned_away", "other_service", "")]


async def test_turning_away_does_not_depend_on_the_audit(teams: Client, door: RecordedDoor) -> None:
    door.fails_with = RuntimeError(SECRET)
    with capture_logs() as logs:
        response = await teams.post("/api/messages", json=activity(channelData={"tenant": {"id": "another"}}))
    assert (response.status, await response.text()) == (403, "")
    assert SECRET not in str(logs)
    assert "audit.failed" in str(logs)


async def test_a_failure_of_ours_is_a_sentence_to_who_pressed(teams: Client, door: RecordedDoor) -> None:
    door.fails_with = RuntimeError(SECRET)
    with capture_logs() as logs:
        response = await teams.post("/api/messages", json=press())
    assert response.status == 200
    assert await response.json() == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": replies.OUR_FAULT,
    }
    assert SECRET not in str(logs)
    [failure] = [entry for entry in logs if entry["event"] == "turn.failed"]
    assert failure["error"] == "RuntimeError"
    assert "recorded_door.py" in str(failure["at"])


@pytest.mark.parametrize("answer", [CardAnswer({"body": object()}), MessageAnswer("")])
async def test_an_answer_that_cannot_be_sent_is_a_failure_of_ours(
    teams: Client, door: RecordedDoor, answer: CardAnswer | MessageAnswer
) -> None:
    door.answer = answer
    response = await teams.post("/api/messages", json=press())
    assert (response.status, (await response.json())["value"]) == (200, replies.OUR_FAULT)


async def test_words_that_we_failed_to_take_in_are_sent_again_by_teams(teams: Client, door: RecordedDoor) -> None:
    door.fails_with = RuntimeError(SECRET)
    response = await teams.post("/api/messages", json=activity(text=SECRET))
    assert (response.status, await response.text()) == (500, "")


async def test_answers_are_not_collected(teams: Client, door: RecordedDoor) -> None:
    """`expectReplies` would put another body around an invoke's answer."""
    response = await teams.post("/api/messages", json=press(deliveryMode="expectReplies"))
    assert (await response.json())["value"] == "Noted."


async def test_a_turn_does_not_speak(door: RecordedDoor) -> None:
    """A handler that sends from within a turn is found out at once."""

    class Chatty(ActivityHandler):
        async def on_message_activity(self, turn_context: TurnContext) -> None:
            await turn_context.send_activity("Hello")

    adapter = TeamsAdapter(ActivityGuard(Hosts(local=True), TENANT, None), door)

    async def messages(request: web.Request) -> web.Response:
        return await adapter.process(request, Chatty())

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    async with TestClient(TestServer(app)) as client:
        with capture_logs() as logs:
            response = await client.post("/api/messages", json=activity(serviceUrl=LOCAL_SERVICE_URL))
        unknown = await client.post("/api/messages", json=press(name="task/fetch"))
        assert response.status == 500
        assert "SentInATurn" in str(logs)
        assert (unknown.status, await unknown.json()) == (200, {})
