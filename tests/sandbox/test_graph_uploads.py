from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sandbox.graph.uploads import FRAGMENT
from tests.sandbox.graph_wire import CHECK, REPORTS, Answer, Wire, graph_sandbox

DRIVE = f"/drives/{REPORTS.drive_id}"
FILE = bytes(range(256)) * 3200  # two fragments and a half


async def begin(wire: Wire, path: str = "root:/a/big.bin:", behaviour: str = "replace", **more: Any) -> str:
    body = {"item": {"@microsoft.graph.conflictBehavior": behaviour}, **more}
    answer = await wire.ask("POST", f"{DRIVE}/items/{path}/createUploadSession", body)
    assert answer.status == 200, answer.data
    assert answer.json["nextExpectedRanges"] == ["0-"]
    return answer.json["uploadUrl"]


async def send(wire: Wire, url: str, first: int, last: int, data: bytes = FILE, **more: Any) -> Answer:
    """Bytes from `first` up to, not including, `last`."""
    span = {"Content-Range": f"bytes {first}-{last - 1}/{len(data)}"}
    answer = await wire.ask("PUT", url, data=data[first:last], token=None, headers=span | more)
    if CHECK is not None and answer.status < 300:
        kind = "uploadSession" if answer.status == 202 else "driveItem"
        assert CHECK.check(answer.json, kind) == []
    return answer


async def test_fragments_in_order_make_a_file(wire: Wire) -> None:
    url = await begin(wire)
    assert not url.startswith(wire.origin)
    first = await send(wire, url, 0, FRAGMENT)
    assert (first.status, first.json["nextExpectedRanges"]) == (202, [f"{FRAGMENT}-"])
    assert (await wire.fetch(url)).json["nextExpectedRanges"] == [f"{FRAGMENT}-"]
    assert (await send(wire, url, FRAGMENT, 2 * FRAGMENT)).status == 202
    last = await send(wire, url, 2 * FRAGMENT, len(FILE))
    assert (last.status, last.json["size"]) == (201, len(FILE))
    assert (await wire.follow(f"{DRIVE}/items/{last.json['id']}/content")).data == FILE
    ended = await wire.fetch(url)
    assert (ended.status, ended.code) == (404, "itemNotFound")


async def test_one_fragment_may_be_the_whole_file_and_a_second_upload_replaces(wire: Wire) -> None:
    first = await send(wire, await begin(wire), 0, len(FILE))
    second = await send(wire, await begin(wire, f"{first.json['id']}"), 0, 3, b"new")
    assert (first.status, second.status) == (201, 200)
    assert second.json["id"] == first.json["id"]


async def test_fragments_that_break_the_rules_are_refused_and_the_session_goes_on(wire: Wire) -> None:
    url = await begin(wire)
    await send(wire, url, 0, FRAGMENT)
    repeated = await send(wire, url, 0, FRAGMENT)
    assert (repeated.status, repeated.code) == (416, "invalidRange")
    assert (await send(wire, url, 2 * FRAGMENT, len(FILE))).status == 416
    assert (await send(wire, url, FRAGMENT, FRAGMENT + 1000)).status == 400
    for span in ("", "bytes 1-2", f"bytes {FRAGMENT}-{FRAGMENT + 9}/{len(FILE)}", f"bytes {FRAGMENT}-{FRAGMENT}/9"):
        wrong = await wire.ask("PUT", url, data=b"x", token=None, headers={"Content-Range": span})
        assert (wrong.status, wrong.code) == (400, "invalidRequest")
    other_total = {"Content-Range": f"bytes {FRAGMENT}-{FRAGMENT}/{FRAGMENT + 1}"}
    assert (await wire.ask("PUT", url, data=b"x", token=None, headers=other_total)).status == 400
    assert (await send(wire, url, FRAGMENT, len(FILE))).status == 201


async def test_a_token_has_no_business_at_the_upload_address(wire: Wire) -> None:
    url = await begin(wire)
    refused = await send(wire, url, 0, len(FILE), Authorization="Bearer app")
    assert (refused.status, refused.code) == (401, "InvalidAuthenticationToken")
    assert (await wire.fetch(url)).json["nextExpectedRanges"] == ["0-"]


async def test_a_session_can_be_cancelled_and_runs_out(wire: Wire) -> None:
    cancelled, old = await begin(wire), await begin(wire)
    assert (await wire.ask("DELETE", cancelled, token=None)).status == 204
    wire.clock.pass_by(timedelta(days=1))
    for url in (cancelled, old, old.rpartition("/")[0] + "/unknown", old + "/more"):
        assert (await wire.fetch(url)).status == 404


async def test_a_name_that_is_taken(wire: Wire) -> None:
    await wire.put("a/big.bin")
    refused = await wire.ask(
        "POST",
        f"{DRIVE}/root:/a/big.bin:/createUploadSession",
        {"item": {"@microsoft.graph.conflictBehavior": "fail", "name": "big.bin"}},
    )
    assert (refused.status, refused.code) == (409, "nameAlreadyExists")
    renamed = await send(wire, await begin(wire, behaviour="rename"), 0, len(FILE))
    assert renamed.json["name"] == "big 1.bin"


async def test_a_name_that_is_taken_meanwhile_keeps_the_session(wire: Wire) -> None:
    url = await begin(wire, behaviour="fail")
    await wire.put("a/big.bin")
    assert (await send(wire, url, 0, len(FILE))).code == "nameAlreadyExists"
    assert (await wire.fetch(url)).json["nextExpectedRanges"] == []
    await wire.ask("DELETE", f"{DRIVE}/root:/a/big.bin:")
    assert (await wire.ask("POST", url, token=None)).status == 201


async def test_if_match_guards_the_upload_from_its_start(wire: Wire) -> None:
    item = await wire.put("a/big.bin")
    where = f"{DRIVE}/root:/a/big.bin:/createUploadSession"
    assert (await wire.ask("POST", where, headers={"If-Match": item["eTag"]})).status == 200
    assert (await wire.ask("POST", where, headers={"If-Match": '"old"'})).status == 412


async def test_a_deferred_upload_waits_for_the_word(wire: Wire) -> None:
    url = await begin(wire, deferCommit=True)
    early = await wire.ask("POST", url, token=None)
    assert (early.status, early.code) == (400, "invalidRequest")
    waiting = await send(wire, url, 0, len(FILE))
    assert (waiting.status, waiting.json["nextExpectedRanges"]) == (202, [])
    assert (await wire.ask("POST", url, token=None)).status == 201


@pytest.mark.parametrize("item", [{"shoes": 1}, {"name": "other.bin"}])
async def test_a_session_that_says_something_else_is_refused(wire: Wire, item: dict[str, Any]) -> None:
    where = f"{DRIVE}/root:/a/big.bin:/createUploadSession"
    assert (await wire.ask("POST", where, {"item": item})).status == 400


async def test_an_upload_goes_on_after_a_restart(tmp_path: Path) -> None:
    async with graph_sandbox(tmp_path) as wire:
        session = (await begin(wire)).rpartition("/")[2]
        fresh = await begin(wire, "root:/b.bin:")
        await send(wire, f"{fresh.rpartition('/')[0]}/{session}", 0, FRAGMENT)
    async with graph_sandbox(tmp_path) as wire:
        origin = (await begin(wire, "root:/c.bin:")).rpartition("/")[0]
        url = f"{origin}/{session}"
        assert (await wire.fetch(url)).json["nextExpectedRanges"] == [f"{FRAGMENT}-"]
        assert (await send(wire, url, FRAGMENT, len(FILE))).status == 201
        assert (await wire.follow(f"{DRIVE}/root:/a/big.bin:/content")).data == FILE
