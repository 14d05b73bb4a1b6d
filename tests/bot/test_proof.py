"""Tokens of the Bot Framework, signed with our own key, against a published set of keys."""

import asyncio
import base64
import json
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest

from bot import Bot, build
from tests.bot.conftest import Client, Serve, forget, nowhere
from tests.bot.publisher import NOT_TEAMS, ONE, TWO, Publisher, publisher
from tests.bot.teams_side import APP_ID, SERVICE_URL, TENANT, Signer, activity, press
from tests.support.recorded_door import RecordedDoor

__all__ = ["publisher"]


FORGER = Signer("key-1")


def proving_bot(door: RecordedDoor, publisher: Publisher) -> Bot:
    return build(
        door,
        tenant_id=TENANT,
        conversations=nowhere,
        remember=forget,
        app_id=APP_ID,
        app_password="never used here",
        metadata_url=publisher.url,
    )


@pytest.fixture
async def teams(door: RecordedDoor, publisher: Publisher, serve: Serve) -> Client:
    return await serve(proving_bot(door, publisher))


async def post(teams: Client, authorization: str | None, **changed: Any) -> int:
    headers = {} if authorization is None else {"Authorization": authorization}
    sent = activity(text="help", **{"service_url": SERVICE_URL, **changed})
    response = await teams.post("/api/messages", json=sent, headers=headers)
    if response.status != 200:
        assert await response.text() == ""
    return response.status


async def test_a_good_token_is_let_in(teams: Client, door: RecordedDoor) -> None:
    assert await post(teams, f"Bearer {ONE.token()}") == 200
    assert await post(teams, f"bearer {ONE.token()}") == 200
    assert [call[0] for call in door.calls] == ["typed", "typed"]


async def test_five_minutes_of_skew_are_allowed(teams: Client) -> None:
    now = int(time.time())
    assert await post(teams, f"Bearer {ONE.token(exp=now - 240)}") == 200
    assert await post(teams, f"Bearer {ONE.token(nbf=now + 240)}") == 200


def _header(header: object) -> str:
    part = base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    return ".".join([part, *ONE.token().split(".")[1:]])


def _deep_header() -> str:
    part = base64.urlsafe_b64encode(b"[" * 5000).decode().rstrip("=")
    return ".".join([part, *ONE.token().split(".")[1:]])


BAD: dict[str, Callable[[], str | None]] = {
    "missing": lambda: None,
    "empty": lambda: "",
    "no scheme": ONE.token,
    "no token": lambda: "Bearer ",
    "another scheme": lambda: "Basic dXNlcjpwYXNz",
    "words": lambda: "Bearer hello",
    "dots": lambda: "Bearer a.b.c",
    "more words": lambda: f"Bearer {ONE.token()} and more",
    "expired": lambda: f"Bearer {ONE.token(exp=1_700_000_000, nbf=None)}",
    "not yet valid": lambda: f"Bearer {ONE.token(nbf=4_000_000_000)}",
    "never expires": lambda: f"Bearer {ONE.token(exp=None)}",
    "wrong audience": lambda: f"Bearer {ONE.token(aud='another-bot')}",
    "no audience": lambda: f"Bearer {ONE.token(aud=None)}",
    "wrong issuer": lambda: f"Bearer {ONE.token(iss='https://sts.windows.net/')}",
    "no issuer": lambda: f"Bearer {ONE.token(iss=None)}",
    "bad signature": lambda: f"Bearer {FORGER.token()}",
    "unknown key": lambda: f"Bearer {TWO.token()}",
    "another service": lambda: f"Bearer {ONE.token(serviceurl='https://smba.trafficmanager.net/amer/')}",
    "no service": lambda: f"Bearer {ONE.token(serviceurl=None)}",
    "a key for another channel": lambda: f"Bearer {NOT_TEAMS.token()}",
    "no algorithm": lambda: f"Bearer {_header({'alg': 'none', 'kid': 'key-1'})}",
    "odd algorithm": lambda: f"Bearer {_header({'alg': ['RS256'], 'kid': 'key-1'})}",
    "a shared secret": lambda: (
        "Bearer " + jwt.encode({"aud": APP_ID}, "s" * 32, algorithm="HS256", headers={"kid": "key-1"})
    ),
    "no key id": lambda: f"Bearer {_header({'alg': 'RS256'})}",
    "odd key id": lambda: f"Bearer {_header({'alg': 'RS256', 'kid': ['key-1']})}",
    "a header that is a list": lambda: f"Bearer {_header(['RS256'])}",
    "a header of brackets": lambda: f"Bearer {_deep_header()}",
    "half a letter in the header": lambda: f"Bearer {_header({'alg': 'RS256', 'kid': chr(0xD800)})}",
    "half a letter in the algorithm": lambda: f"Bearer {_header({'alg': chr(0xD800), 'kid': 'key-1'})}",
    "letters": lambda: f"Bearer é{ONE.token()}",
}

ODD_BYTES: dict[str, Callable[[], bytes]] = {
    "no UTF-8": lambda: b"Bearer \xff\xfe",
    "no UTF-8 in a good token": lambda: b"Bearer " + ONE.token().encode() + b"\xe9",
    "no UTF-8 in the scheme": lambda: b"Bea\xff " + ONE.token().encode(),
    "UTF-8": "Bearer é".encode,
    "a header that is no UTF-8": lambda: b"Bearer " + base64.urlsafe_b64encode(b'{"kid": "\xff"}') + b".e30.e30",
    "a header in UTF-16": lambda: b"Bearer " + base64.urlsafe_b64encode('{"kid": "x"}'.encode("utf-16")) + b".e30.e30",
}


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_token_is_401_and_one_line_of_audit(teams: Client, door: RecordedDoor, name: str) -> None:
    for _ in range(2):
        assert await post(teams, BAD[name]()) == 401
    assert [call[:2] for call in door.calls] == [("turned_away", "unproven")]


@pytest.mark.parametrize("name", ODD_BYTES)
async def test_bytes_that_no_client_sends_are_401_too(teams: Client, name: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", teams.port)
    head = b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
    writer.write(head + b"Authorization: " + ODD_BYTES[name]() + b"\r\n\r\n{}")
    assert b" 401 " in await reader.readline()
    writer.close()
    await writer.wait_closed()


async def test_nobody_waits_for_the_audit_of_a_bad_token(teams: Client, door: RecordedDoor) -> None:
    door.waits_for = asyncio.Event()
    assert await post(teams, "Bearer hello") == 401
    door.waits_for.set()


async def test_strangers_learn_nothing_about_what_they_posted(teams: Client) -> None:
    response = await teams.post("/api/messages", data=b"no JSON", headers={"Content-Type": "application/json"})
    assert response.status == 401


async def test_other_channels_of_the_bot_framework_are_turned_away(teams: Client, door: RecordedDoor) -> None:
    """There the client itself says who it is."""
    assert await post(teams, f"Bearer {NOT_TEAMS.token()}", channelId="webchat") == 403
    assert door.calls == [("turned_away", "other_channel", "webchat")]


async def test_a_signed_activity_of_another_tenant_is_turned_away(teams: Client, door: RecordedDoor) -> None:
    assert await post(teams, f"Bearer {ONE.token()}", channelData={"tenant": {"id": "another"}}) == 403
    assert door.calls == [("turned_away", "other_tenant", "another")]


@pytest.mark.parametrize(
    "service_url", ["https://example.org/", "http://smba.trafficmanager.net/", "http://127.0.0.1/"]
)
async def test_a_signed_activity_does_not_lead_us_elsewhere(
    teams: Client, door: RecordedDoor, service_url: str
) -> None:
    token = f"Bearer {ONE.token(serviceurl=service_url)}"
    assert await post(teams, token, service_url=service_url) == 403
    assert door.calls == [("turned_away", "other_service", "")]


async def test_a_new_key_is_fetched_when_it_is_first_used(
    teams: Client, publisher: Publisher, door: RecordedDoor
) -> None:
    assert await post(teams, f"Bearer {ONE.token()}") == 200
    asked = publisher.asked
    for _ in range(3):
        assert await post(teams, f"Bearer {TWO.token()}") == 401
    assert publisher.asked == asked  # just asked: made-up key ids cost nothing


async def test_while_no_key_could_be_loaded_teams_is_asked_to_come_again(
    door: RecordedDoor, publisher: Publisher, serve: Serve
) -> None:
    publisher.status = 503
    teams = await serve(proving_bot(door, publisher))
    headers = {"Authorization": f"Bearer {ONE.token()}"}
    response = await teams.post("/api/messages", json=press(service_url=SERVICE_URL), headers=headers)
    assert response.status == 503
    assert response.headers["Retry-After"]
    assert door.calls == []
