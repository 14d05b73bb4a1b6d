"""The keys that the Bot Framework publishes: found in time, kept long enough, asked for rarely."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.keys import ASK_AGAIN_AFTER, KEEP_FOR, KeysUnavailable, SigningKeys
from bot.wire import Wire
from tests.bot.publisher import ONE, TWO, Publisher, publisher
from tests.bot.teams_side import Signer

__all__ = ["publisher"]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def keys(publisher: Publisher, clock: Clock) -> AsyncIterator[SigningKeys]:
    wire = Wire()
    keys = SigningKeys(wire, publisher.url, clock)
    yield keys
    await keys.close()
    await wire.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.mark.parametrize("strangers", [False, True])
async def test_a_key_is_found_within_a_minute_of_being_published_whatever_strangers_send(
    keys: SigningKeys, publisher: Publisher, clock: Clock, strangers: bool
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
    keys: SigningKeys, publisher: Publisher, clock: Clock
) -> None:
    assert await keys.find("key-1")
    for _ in range(600):
        clock.now += 0.1
        await asyncio.gather(*(keys.find(f"{clock.now} {number}") for number in range(3)))
    assert publisher.asked == 1 + 60 / ASK_AGAIN_AFTER


async def test_an_endpoint_that_was_down_for_a_moment_is_asked_again_within_the_minute(
    keys: SigningKeys, publisher: Publisher, clock: Clock
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
    keys: SigningKeys, publisher: Publisher, clock: Clock
) -> None:
    await keys.find("key-1")
    publisher.keys = [TWO.published()]
    clock.now += KEEP_FOR - 1
    assert await keys.find("key-2")
    assert await keys.find("key-1")
    clock.now += ASK_AGAIN_AFTER
    assert await keys.find("unknown") is None
    assert await keys.find("key-1") is None


async def test_keys_are_kept_while_the_endpoint_is_down(keys: SigningKeys, publisher: Publisher, clock: Clock) -> None:
    await keys.find("key-1")
    publisher.status = 500
    clock.now += 10 * KEEP_FOR
    assert await keys.find("unknown") is None
    assert await keys.find("key-1")


async def test_many_who_wait_for_a_key_ask_once(keys: SigningKeys, publisher: Publisher) -> None:
    found = await asyncio.gather(*(keys.find("key-1") for _ in range(20)))
    assert all(found)
    assert publisher.asked == 1


async def test_the_endpoint_is_asked_again_a_second_after_it_failed(
    keys: SigningKeys, publisher: Publisher, clock: Clock
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
    keys: SigningKeys, publisher: Publisher, metadata: object
) -> None:
    publisher.metadata = metadata
    with pytest.raises(KeysUnavailable):
        await keys.find("key-1")


async def test_one_odd_key_does_not_spoil_the_others(keys: SigningKeys, publisher: Publisher) -> None:
    publisher.keys = [{"kid": "a", "kty": "EC"}, {"kid": "b", "kty": "RSA", "n": "?"}, ONE.published()]
    assert await keys.find("key-1")
    assert await keys.find("a") is None
    assert await keys.find("b") is None


async def test_no_usable_key_is_no_key(keys: SigningKeys, publisher: Publisher) -> None:
    publisher.keys = [{"kid": "a", "kty": "EC"}]
    with pytest.raises(KeysUnavailable):
        await keys.find("a")


async def test_a_key_that_names_no_channels_speaks_for_all(keys: SigningKeys, publisher: Publisher) -> None:
    published = ONE.published()
    del published["endorsements"]
    publisher.keys = [published]
    key = await keys.find("key-1")
    assert key
    assert key.endorsements is None


async def test_the_background_keeps_asking_until_it_has_keys(
    keys: SigningKeys, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.keys._FIRST_RETRY", 0.001)
    publisher.fails = 3
    keys.start()
    async with asyncio.timeout(5):
        await publisher.gave_keys.wait()
    assert await keys.find("key-1")
    assert publisher.asked == 4
    await keys.close()
