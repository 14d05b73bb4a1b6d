"""How often, how many at once, and when not at all."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from graph import requests
from graph.client import GraphClient
from graph.limits import AT_ONCE, GraphService, Limits
from handbook.core.external_errors import ExternalError, Forbidden, Unavailable
from tests.graph.conftest import Clock
from tests.graph.fake_graph import FakeGraph, error

USER = {"id": "u1"}


class Far:
    """Fails as told, then answers."""

    def __init__(self, *failures: ExternalError) -> None:
        self.failures = list(failures)
        self.calls = 0

    async def __call__(self) -> str:
        self.calls += 1
        if self.failures:
            raise self.failures.pop(0)
        return "done"


@pytest.fixture
def limits(clock: Clock) -> Limits:
    return Limits(clock.monotonic, clock.pause)


async def attempt(
    limits: Limits, call: Callable[[], Awaitable[str]], *, repeatable: bool = True, within: float = 45
) -> str:
    deadline = limits.monotonic() + within
    return await limits.attempt(call, service=GraphService.SHAREPOINT, deadline=deadline, repeatable=repeatable)


async def test_a_short_trouble_is_waited_out(limits: Limits, clock: Clock) -> None:
    assert await attempt(limits, Far(Unavailable("500"), Unavailable("502"))) == "done"
    first, second = clock.pauses
    assert 0.5 <= first <= 1.0
    assert 1.0 <= second <= 1.5


async def test_a_short_wish_is_obeyed(limits: Limits, clock: Clock) -> None:
    assert await attempt(limits, Far(Unavailable("429", 3))) == "done"
    assert 3 <= clock.pauses[0] <= 3.5


async def test_it_is_tried_three_times_at_most(limits: Limits) -> None:
    far = Far(*[Unavailable("500")] * 5)
    with pytest.raises(Unavailable):
        await attempt(limits, far)
    assert far.calls == 3


@pytest.mark.parametrize(
    ("failure", "repeatable", "within"),
    [
        (Unavailable("500"), False, 45),  # it may have been done
        (Unavailable("429", 3.1), True, 45),  # the queue's to wait
        (Unavailable("429", 2), True, 1),  # no time left
        (Forbidden("403"), True, 45),  # nothing would change
    ],
)
async def test_it_is_not_tried_again(
    limits: Limits, clock: Clock, failure: ExternalError, repeatable: bool, within: float
) -> None:
    far = Far(failure)
    with pytest.raises(type(failure)) as raised:
        await attempt(limits, far, repeatable=repeatable, within=within)
    assert raised.value is failure
    assert far.calls == 1
    assert not clock.pauses


async def test_a_service_that_asked_to_wait_is_left_alone_until_then(limits: Limits, clock: Clock) -> None:
    far = Far(Unavailable("429", 120))
    with pytest.raises(Unavailable):
        await attempt(limits, far)
    clock.now += 20
    with pytest.raises(Unavailable) as raised:
        await attempt(limits, far)
    assert raised.value.retry_after == 100
    assert far.calls == 1
    clock.now += 101
    assert await attempt(limits, far) == "done"


async def test_a_shorter_wish_does_not_shorten_a_longer_one(limits: Limits, clock: Clock) -> None:
    started = asyncio.Event()

    async def late() -> str:
        started.set()
        await asyncio.sleep(0)
        raise Unavailable("429", 5)

    slow = asyncio.create_task(attempt(limits, late))
    await started.wait()
    with pytest.raises(Unavailable):
        await attempt(limits, Far(Unavailable("429", 120)))
    with pytest.raises(Unavailable):
        await slow
    clock.now += 60
    with pytest.raises(Unavailable) as raised:
        await attempt(limits, Far())
    assert raised.value.retry_after == 60


async def test_one_services_wish_does_not_close_the_other(limits: Limits) -> None:
    with pytest.raises(Unavailable):
        await attempt(limits, Far(Unavailable("429", 120)))
    deadline = limits.monotonic() + 45
    assert await limits.attempt(Far(), service=GraphService.DIRECTORY, deadline=deadline, repeatable=True) == "done"


async def test_no_more_at_once_than_agreed_and_those_in_the_queue_hear_of_a_closed_door(limits: Limits) -> None:
    calls, full, release = 0, asyncio.Event(), asyncio.Event()

    async def busy() -> str:
        nonlocal calls
        calls += 1
        if calls == AT_ONCE[GraphService.SHAREPOINT]:
            full.set()
        await release.wait()
        raise Unavailable("429", 120)

    tasks = [asyncio.create_task(attempt(limits, busy)) for _ in range(10)]
    await full.wait()
    await asyncio.sleep(0)  # the others would come in now
    assert calls == AT_ONCE[GraphService.SHAREPOINT]
    release.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert calls == AT_ONCE[GraphService.SHAREPOINT]
    assert all(isinstance(result, Unavailable) and result.retry_after for result in results)


async def test_a_call_ends_at_its_deadline(limits: Limits) -> None:
    async def hangs() -> str:
        await asyncio.Event().wait()
        return "never"

    with pytest.raises(Unavailable, match="sharepoint: no answer in time"):
        await attempt(limits, hangs, within=0.01)


async def test_a_throttled_tenant_is_not_asked_again_over_the_wire(client: GraphClient, fake_graph: FakeGraph) -> None:
    fake_graph.users["u1"] = USER
    fake_graph.will("GET", "/users", error(429, "TooManyRequests", Retry_After="200"))
    for _ in range(3):
        with pytest.raises(Unavailable):
            await client.json(requests.user("u1"), service=GraphService.DIRECTORY)
    assert fake_graph.count("GET") == 1


async def test_a_blip_is_not_noticed(client: GraphClient, fake_graph: FakeGraph) -> None:
    fake_graph.users["u1"] = USER
    fake_graph.will("GET", "/users", error(429, "TooManyRequests", Retry_After="1"))
    fake_graph.will("GET", "/users", error(502))
    assert await client.json(requests.user("u1"), service=GraphService.DIRECTORY) == USER
