"""Faults are set as the control endpoint sets them, and felt by a client over real HTTP."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from sandbox.faults import Faults, faults_middleware
from sandbox.graph import CALLS
from tests.sandbox.graph_wire import ADVISOR, REPORTS, Wire, graph_sandbox, serve

USER = f"/users/{ADVISOR.id}"
FILE = f"/drives/{REPORTS.drive_id}/root:/a.txt:"


async def statuses(wire: Wire, path: str, times: int, method: str = "GET") -> list[int]:
    return [(await wire.ask(method, path)).status for _ in range(times)]


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.01)


async def test_a_rule_hits_once_unless_told_otherwise(wire: Wire) -> None:
    wire.faults.add({"service": "graph", "kind": "status", "status": 503, "retry_after": 2})
    hit = await wire.ask("GET", USER)
    assert (hit.status, hit.code, hit.headers["Retry-After"]) == (503, "serviceNotAvailable", "2")
    assert hit.json["error"]["innerError"]["request-id"] == hit.headers["request-id"]
    assert await statuses(wire, USER, 2) == [200, 200]
    wire.faults.add({"service": "graph", "kind": "status", "times": 2})
    assert await statuses(wire, USER, 3) == [500, 500, 200]
    assert [call.status for call in wire.graph[CALLS]] == [503, 200, 200, 500, 500, 200]


async def test_a_rule_can_last_until_it_is_cleared(wire: Wire) -> None:
    wire.faults.add({"service": "graph", "kind": "status", "status": 423, "code": "resourceLocked", "times": None})
    assert await statuses(wire, USER, 4) == [423] * 4
    assert [(rule["status"], rule["hits"]) for rule in wire.faults.rules()] == [(423, 4)]
    wire.faults.clear()
    assert await statuses(wire, USER, 1) == [200]
    assert wire.faults.rules() == []


async def test_a_rule_hits_its_method_path_and_query_only(wire: Wire) -> None:
    await wire.put("a.txt")
    wire.faults.add(
        {"service": "graph", "kind": "status", "status": 500, "method": "get", "path": r":/a\.txt:.*select=id$"}
    )
    wire.faults.add({"service": "connector", "kind": "status", "status": 500})
    assert await statuses(wire, FILE, 1) == [200]
    assert (await wire.ask("PUT", f"{FILE}/content", data=b"x")).status == 200
    encoded = f"/drives/{REPORTS.drive_id}/items/root%3A%2Fa.txt%3A?$select=id"
    assert await statuses(wire, encoded, 2) == [500, 200]


async def test_asking_again_before_retry_after_ends_stays_429(wire: Wire) -> None:
    wire.faults.add({"service": "graph", "kind": "status", "status": 429, "retry_after": 100})
    first, again = await wire.ask("GET", USER), await wire.ask("GET", USER)
    assert (first.status, first.code, first.headers["Retry-After"]) == (429, "activityLimitReached", "100")
    assert (again.status, again.headers["Retry-After"]) == (429, "100")
    assert wire.faults.rules()[0]["hits"] == 1


async def test_after_retry_after_has_ended_all_is_well(wire: Wire) -> None:
    wire.faults.add({"service": "graph", "kind": "status", "status": 429, "retry_after": 0})
    assert await statuses(wire, USER, 2) == [429, 200]


async def test_applied_then_500_has_done_what_was_asked(wire: Wire) -> None:
    wire.faults.add({"service": "graph", "kind": "applied_then_500", "method": "PUT"})
    lost = await wire.ask("PUT", f"{FILE}/content", data=b"there")
    assert (lost.status, lost.code) == (500, "generalException")
    assert (await wire.follow(f"{FILE}/content")).data == b"there"


async def test_what_would_be_refused_is_not_applied(wire: Wire) -> None:
    wire.faults.add({"service": "graph", "kind": "applied_then_500"})
    assert await statuses(wire, "/users/nobody", 1) == [404]


async def test_a_call_that_hangs_is_cut_off(wire: Wire) -> None:
    wire.faults.add({"service": "graph", "kind": "timeout", "seconds": 0.1})
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await wire.ask("POST", f"{FILE}/invite", {})  # what aiohttp's client does not repeat by itself
    assert await statuses(wire, USER, 1) == [200]


async def test_a_caller_who_hangs_up_frees_the_call(wire: Wire) -> None:
    wire.faults.add({"service": "graph", "kind": "timeout"})
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await wire.ask("GET", USER)
    await until(lambda: bool(wire.graph[CALLS]))
    assert wire.graph[CALLS][-1].status == 504


async def test_a_slow_answer_comes_all_the_same_and_clearing_hurries_it(wire: Wire) -> None:
    wire.faults.add({"service": "graph", "kind": "slow", "seconds": 0.05})
    assert await statuses(wire, USER, 1) == [200]
    wire.faults.add({"service": "graph", "kind": "slow", "seconds": 200})
    asked = asyncio.create_task(wire.ask("GET", USER))
    await until(lambda: wire.faults.rules()[-1]["hits"] == 1)
    wire.faults.clear()
    assert (await asked).status == 200


async def test_a_hanging_call_does_not_hold_up_the_end(tmp_path: Path) -> None:
    async with asyncio.timeout(10), graph_sandbox(tmp_path) as wire:
        wire.faults.add({"service": "graph", "kind": "timeout"})
        asked = asyncio.create_task(wire.ask("POST", f"{FILE}/invite", {}))
        await until(lambda: wire.faults.rules()[0]["hits"] == 1)
    with pytest.raises(aiohttp.ClientError):
        await asked


async def test_the_other_origin_has_faults_of_its_own(wire: Wire) -> None:
    item = await wire.put("a.txt")
    wire.faults.add({"service": "download", "kind": "status", "status": 503})
    wire.faults.add({"service": "upload", "kind": "status", "status": 500})
    url = item["@microsoft.graph.downloadUrl"]
    assert [(await wire.fetch(url)).status for _ in range(2)] == [503, 200]
    session = (await wire.ask("POST", f"{FILE}/createUploadSession", {})).json["uploadUrl"]
    assert [(await wire.fetch(session)).status for _ in range(2)] == [500, 200]


async def test_the_connector_says_it_in_its_own_shape() -> None:
    faults = Faults()

    async def hello(_: web.Request) -> web.Response:
        return web.Response(text="hello")

    app = web.Application(middlewares=[faults_middleware(faults, "connector")])
    app.router.add_post("/v3/conversations", hello)
    runner, origin = await serve(app)
    faults.add({"service": "connector", "kind": "status", "status": 429, "retry_after": 0.5})
    faults.add({"service": "connector", "kind": "status", "status": 403, "code": "ConversationBlockedByUser"})
    try:
        async with aiohttp.ClientSession() as session, session.post(f"{origin}/v3/conversations", data=b"x") as reply:
            assert (reply.status, reply.headers["Retry-After"]) == (429, "1")
            assert (await reply.json())["error"]["code"] == "TooManyRequests"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"service": "graph"},
        {"service": "post", "kind": "status"},
        {"service": "graph", "kind": "explode"},
        {"service": "graph", "kind": "status", "colour": "red"},
        {"service": "graph", "kind": "status", "status": 200},
        {"service": "graph", "kind": "status", "status": "500"},
        {"service": "graph", "kind": "status", "times": -1},
        {"service": "graph", "kind": "slow", "seconds": "long"},
        {"service": "graph", "kind": "slow", "path": "("},
        {"service": "graph", "kind": "slow", "path": 7},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_with_a_sentence(rule: dict[str, Any]) -> None:
    faults = Faults()
    with pytest.raises(ValueError, match=r"\w+ .*\."):
        faults.add(rule)
    assert faults.rules() == []
