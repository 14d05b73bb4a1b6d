"""How fast one conversation is spoken to, on a clock that only moves when somebody waits by it."""

import asyncio

import pytest

from bot.pace import REMEMBERED, Pace
from handbook.core.external_errors import Unavailable


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    return Pace(clock, clock.sleep)


async def speak(pace: Pace, times: int, chat: str = "a:1") -> None:
    for _ in range(times):
        async with pace.turn(chat):
            pass


async def test_seven_in_a_second_are_said_at_once_and_the_eighth_waits(pace: Pace, clock: Clock) -> None:
    await speak(pace, 7)
    assert clock.waits == []
    await speak(pace, 1)
    assert clock.waits == [1.0]


async def test_eight_in_two_seconds_is_the_most(pace: Pace, clock: Clock) -> None:
    await speak(pace, 8)
    clock.now += 0.25
    await speak(pace, 1)
    assert clock.waits == [1.0, 0.75]


async def test_sixty_in_half_a_minute_is_the_most_and_nobody_waits_that_long(pace: Pace, clock: Clock) -> None:
    for _ in range(60):
        await speak(pace, 1)
        clock.now += 0.25
    assert clock.waits == []
    with pytest.raises(Unavailable) as refusal:
        await speak(pace, 1)
    assert refusal.value.retry_after == 15.0
    clock.now += 15
    await speak(pace, 1)


async def test_one_chat_does_not_slow_another(pace: Pace, clock: Clock) -> None:
    await speak(pace, 7, "a:1")
    await speak(pace, 7, "a:2")
    assert clock.waits == []


async def test_a_chat_that_teams_told_to_wait_is_left_alone(pace: Pace, clock: Clock) -> None:
    with pytest.raises(Unavailable):
        async with pace.turn("a:1"):
            raise Unavailable("429", 20)
    with pytest.raises(Unavailable) as refusal:
        await speak(pace, 1)
    assert refusal.value.retry_after == 20
    await speak(pace, 1, "a:2")
    clock.now += 20
    await speak(pace, 1)


async def test_a_service_that_was_down_is_not_waited_for(pace: Pace, clock: Clock) -> None:
    with pytest.raises(Unavailable):
        async with pace.turn("a:1"):
            raise Unavailable("503")
    await speak(pace, 1)
    assert clock.waits == []


async def test_a_chat_that_somebody_else_holds_too_long_is_busy(pace: Pace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pace.LONGEST_QUEUE", 0.01)
    async with pace.turn("a:1"):
        with pytest.raises(Unavailable, match="busy"):
            await speak(pace, 1)
    await speak(pace, 1)


async def test_many_chats_are_remembered_but_not_all(pace: Pace) -> None:
    async with pace.turn("held"):
        for number in range(REMEMBERED + 10):
            await speak(pace, 1, f"a:{number}")
        # The one that is being spoken to was never dropped: it is still held.
        waiting = asyncio.create_task(speak(pace, 1, "held"))
        await asyncio.sleep(0)
        assert not waiting.done()
    await waiting
    assert len(pace._conversations) <= REMEMBERED + 11  # memory is the promise
