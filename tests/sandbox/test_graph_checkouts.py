"""What is checked out is changed by nobody else, and says so where it is asked."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.sandbox.graph_wire import REPORTS, SIPS, Wire, graph_sandbox
from tests.sandbox.test_graph_sharing import invitation

FILE = f"/drives/{REPORTS.drive_id}/root:/a.txt:"


@pytest.fixture
async def wire(tmp_path: Path) -> AsyncIterator[Wire]:
    async with graph_sandbox(tmp_path) as wire:
        await wire.put("a.txt", b"one")
        yield wire


async def level(wire: Wire) -> str:
    return (await wire.ask("GET", f"{FILE}?$select=id,publication")).json["publication"]["level"]


async def test_it_is_checked_out_and_in(wire: Wire) -> None:
    assert "publication" not in (await wire.ask("GET", FILE)).json
    assert await level(wire) == "published"
    assert (await wire.ask("POST", f"{FILE}/checkin", {})).status == 400
    for _ in range(2):
        assert (await wire.ask("POST", f"{FILE}/checkout")).status == 204
    assert await level(wire) == "checkout"
    assert (await wire.ask("POST", f"{FILE}/checkin", {"comment": "done"})).status == 204
    assert await level(wire) == "published"
    folder = f"/drives/{REPORTS.drive_id}/root/checkout"
    assert (await wire.ask("POST", folder)).status == 400


async def test_nobody_else_changes_it_meanwhile(wire: Wire) -> None:
    await wire.ask("POST", f"{FILE}/invite", invitation(SIPS[0].mail, role="write"))
    assert (await wire.ask("POST", f"{FILE}/checkout", token="sip")).status == 204
    for method, path in (("PUT", "content"), ("POST", "checkout"), ("DELETE", "")):
        refused = await wire.ask(method, f"{FILE}/{path}".rstrip("/"), data=None if method == "DELETE" else b"two")
        assert (refused.status, refused.json["error"]["innerError"]["code"]) == (423, "resourceLocked")
    assert (await wire.ask("PUT", f"{FILE}/content", data=b"two", token="sip")).status == 200
