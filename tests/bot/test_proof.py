"""Tokens of the Bot Framework, signed with our own key, against a published set of keys."""

import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import jwt
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import Bot, build
from bot.keys import ASK_AGAIN_AFTER, KEEP_FOR, KeysUnavailable, SigningKeys
from bot.wire import Wire
from tests.bot.conftest import Client, Serve, forget, nowhere
from tests.bot.teams_side import APP_ID, ISSUER, SERVICE_URL, TENANT, Signer, activity, press
from tests.support.recorded_door import RecordedDoor

ONE, TWO = Signer("key-1"), Signer("key-2")
NOT_TEAMS = Signer("key-3", endorsements=["webchat"])
FORGER = Signer("key-1")


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


BAD: dict[str, str | None] = {
    "missing": None,
    "empty": "",
    "no scheme": ONE.token(),
    "no token": "Bearer ",
    "another scheme": "Basic dXNlcjpwYXNz",
    "words": "Bearer hello",
    "dots": "Bearer a.b.c",
    "more words": f"Bearer {ONE.token()} and more",
    "expired": f"Bearer {ONE.token(exp=1_700_000_000, nbf=None)}",
    "not yet valid": f"Bearer {ONE.token(nbf=4_000_000_000)}",
    "never expires": f"Bearer {ONE.token(exp=None)}",
    "wrong audience": f"Bearer {ONE.token(aud='another-bot')}",
    "no audience": f"Bearer {ONE.token(aud=None)}",
    "wrong issuer": f"Bearer {ONE.token(iss='https://sts.windows.net/')}",
    "no issuer": f"Bearer {ONE.token(iss=None)}",
    "bad signature": f"Bearer {FORGER.token()}",
    "unknown key": f"Bearer {TWO.token()}",
    "another service": f"Bearer {ONE.token(serviceurl='https://smba.trafficmanager.net/amer/')}",
    "no service": f"Bearer {ONE.token(serviceurl=None)}",
    "a key for another channel": f"Bearer {NOT_TEAMS.token()}",
    "no algorithm": f"Bearer {_header({'alg': 'none', 'kid': 'key-1'})}",
    "odd algorithm": f"Bearer {_header({'alg': ['RS256'], 'kid': 'key-1'})}",
    "a shared secret": "Bearer " + jwt.encode({"aud": APP_ID}, "s" * 32, algorithm="HS256", headers={"kid": "key-1"}),
    "no key id": f"Bearer {_header({'alg': 'RS256'})}",
    "odd key id": f"Bearer {_header({'alg': 'RS256', 'kid': ['key-1']})}",
    "a header that is a list": f"Bearer {_header(['RS256'])}",
    "a header of brackets": f"Bearer {_deep_header()}",
    "half a letter in the header": f"Bearer {_header({'alg': 'RS256', 'kid': chr(0xD800)})}",
    "half a letter in the algorithm": f"Bearer {_header({'alg': chr(0xD800), 'kid': 'key-1'})}",
    "letters": f"Bearer é{ONE.token()}",
}

ODD_BYTES = {
    "no UTF-8": b"Bearer \xff\xfe",
    "no UTF-8 in a good token": b"Bearer " + ONE.token().encode() + b"\xe9",
    "no UTF-8 in the scheme": b"Bea\xff " + ONE.token().encode(),
    "UTF-8": "Bearer é".encode(),
    "a header that is no UTF-8": b"Bearer " + base64.urlsafe_b64encode(b'{"kid": "\xff"}') + b".e30.e30",
    "a header in UTF-16": b"Bearer " + base64.urlsafe_b64encode('{"kid": "x"}'.encode("utf-16")) + b".e30.e30",
}


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_token_is_401_and_one_line_of_audit(teams: Client, door: RecordedDoor, name: str) -> None:
    assert await post(teams, BAD[name]) == 401
    assert await post(teams, BAD[name]) == 401
    assert [call[:2] for call in door.calls] == [("turned_away", "unproven")]


@pytest.mark.parametrize("name", ODD_BYTES)
async def test_bytes_that_no_client_sends_are_401_too(teams: Client, name: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", teams.port)
    head = b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
    writer.write(head + b"Authorization: " + ODD_BYTES[name] + b"\r\n\r\n{}")
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


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class TestSigningKeys:
    @pytest.fixture
    async def keys(self, publisher: Publisher, clock: Clock) -> AsyncIterator[SigningKeys]:
        wire = Wire()
        keys = SigningKeys(wire, publisher.url, clock)
        yield keys
        await keys.close()
        await wire.close()

    @pytest.fixture
    def clock(self) -> Clock:
        return Clock()

    @pytest.mark.parametrize("strangers", [False, True])
    async def test_a_key_is_found_within_a_minute_of_being_published_whatever_strangers_send(
        self, keys: SigningKeys, publisher: Publisher, clock: Clock, strangers: bool
    ) -> None:
        """Of a long day, every second: with made-up ids all the time, or without any."""
        assert await keys.find("key-1")
        for published_at in (1, 7, 59, 61, 119):
            clock.now = 1000 * (publisher.asked + 1)
            began = clock.now
            publisher.keys = [ONE.published()]
            new = Signer(f"new-{published_at}").published()
            while (elapsed := clock.now - began) < published_at + 60:
                if elapsed == published_at:
                    publisher.keys = [ONE.published(), new]
                if strangers:
                    assert await keys.find(f"made up {clock.now}") is None
                clock.now += 1
            assert await keys.find(new["kid"])

    async def test_made_up_ids_are_asked_for_rarely_whatever_strangers_send(
        self, keys: SigningKeys, publisher: Publisher, clock: Clock
    ) -> None:
        assert await keys.find("key-1")
        for _ in range(600):
            clock.now += 0.1
            await asyncio.gather(*(keys.find(f"{clock.now} {number}") for number in range(3)))
        assert publisher.asked == 1 + 60 / ASK_AGAIN_AFTER

    async def test_an_endpoint_that_was_down_for_a_moment_is_asked_again_within_the_minute(
        self, keys: SigningKeys, publisher: Publisher, clock: Clock
    ) -> None:
        assert await keys.find("key-1")
        clock.now += ASK_AGAIN_AFTER
        publisher.status = 500
        assert await keys.find("made up") is None
        publisher.status = 200
        publisher.keys = [TWO.published()]
        clock.now += 60 - ASK_AGAIN_AFTER
        assert await keys.find("key-2")

    async def test_a_key_no_longer_published_is_kept_for_a_day(
        self, keys: SigningKeys, publisher: Publisher, clock: Clock
    ) -> None:
        await keys.find("key-1")
        publisher.keys = [TWO.published()]
        clock.now += KEEP_FOR - 1
        assert await keys.find("key-2")
        assert await keys.find("key-1")
        clock.now += ASK_AGAIN_AFTER
        assert await keys.find("unknown") is None
        assert await keys.find("key-1") is None

    async def test_keys_are_kept_while_the_endpoint_is_down(
        self, keys: SigningKeys, publisher: Publisher, clock: Clock
    ) -> None:
        await keys.find("key-1")
        publisher.status = 500
        clock.now += 10 * KEEP_FOR
        assert await keys.find("unknown") is None
        assert await keys.find("key-1")

    async def test_many_who_wait_for_a_key_ask_once(self, keys: SigningKeys, publisher: Publisher) -> None:
        found = await asyncio.gather(*(keys.find("key-1") for _ in range(20)))
        assert all(found)
        assert publisher.asked == 1

    async def test_the_endpoint_is_asked_again_a_second_after_it_failed(
        self, keys: SigningKeys, publisher: Publisher, clock: Clock
    ) -> None:
        publisher.status = 500
        for _ in range(2):
            with pytest.raises(KeysUnavailable):
                await keys.find("key-1")
        assert publisher.asked == 1
        publisher.status = 200
        clock.now += 1
        assert await keys.find("key-1")

    @pytest.mark.parametrize(
        "metadata", [{}, [], "words", {"jwks_uri": 7}, {"jwks_uri": "http://127.0.0.1:9/"}, {"jwks_uri": "no address"}]
    )
    async def test_an_odd_endpoint_is_an_endpoint_that_is_down(
        self, keys: SigningKeys, publisher: Publisher, metadata: object
    ) -> None:
        publisher.metadata = metadata
        with pytest.raises(KeysUnavailable):
            await keys.find("key-1")

    async def test_one_odd_key_does_not_spoil_the_others(self, keys: SigningKeys, publisher: Publisher) -> None:
        publisher.keys = [{"kid": "a", "kty": "EC"}, {"kid": "b", "kty": "RSA", "n": "?"}, ONE.published()]
        assert await keys.find("key-1")
        assert await keys.find("a") is None
        assert await keys.find("b") is None

    async def test_no_usable_key_is_no_key(self, keys: SigningKeys, publisher: Publisher) -> None:
        publisher.keys = [{"kid": "a", "kty": "EC"}]
        with pytest.raises(KeysUnavailable):
            await keys.find("a")

    async def test_a_key_that_names_no_channels_speaks_for_all(self, keys: SigningKeys, publisher: Publisher) -> None:
        published = ONE.published()
        del published["endorsements"]
        publisher.keys = [published]
        key = await keys.find("key-1")
        assert key
        assert key.endorsements is None

    async def test_the_background_keeps_asking_until_it_has_keys(
        self, keys: SigningKeys, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.keys._FIRST_RETRY", 0.001)
        publisher.fails = 3
        keys.start()
        async with asyncio.timeout(5):
            await publisher.gave_keys.wait()
        assert await keys.find("key-1")
        assert publisher.asked == 4
        await keys.close()
