"""What the doctor asks of Graph, where the external service answers oddly."""

import base64
import json

import pytest
from aiohttp import web

from graph.credentials import StaticCredential
from graph.probes import SiteProbes, claims
from handbook.reports.library import Library
from handbook.reports.library_columns import ColumnKind
from tests.graph.conftest import NAMES, Connect
from tests.graph.fake_graph import FakeGraph, error


def a_token(said: object) -> str:
    return f"head.{base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip('=')}.signature"


@pytest.mark.parametrize("said", [{"tid": "t", "roles": ["Sites.Selected"]}, {}, {"appid": "é" * 5}])
async def test_a_token_is_read(connect: Connect, said: dict[str, object]) -> None:
    assert await claims(connect(StaticCredential(a_token(said)))) == said


@pytest.mark.parametrize("token", ["opaque", "a.b", "head.%%%.x", "head.bm8.x", a_token(["no object"]), a_token(1)])
async def test_a_token_that_says_nothing_says_nothing(connect: Connect, token: str) -> None:
    assert await claims(connect(StaticCredential(token))) == {}


async def test_a_file_that_cannot_be_given_up_ends_by_itself(connect: Connect, fake_graph: FakeGraph) -> None:
    fake_graph.will("DELETE", "/upload/", error(500, "generalException"))
    await SiteProbes(connect(), "trust.example:/sites/SIP", NAMES).begin_a_file(Library.REPORTS)
    assert fake_graph.count("POST", "createUploadSession") == 1
    assert fake_graph.count("PUT") == 0
    assert fake_graph.items == {}


async def test_columns_are_told_apart_by_what_they_take(connect: Connect, fake_graph: FakeGraph) -> None:
    made = [
        {"name": "Line", "text": {"allowMultipleLines": False}, "indexed": True},
        {"name": "Lines", "text": {"allowMultipleLines": True}},
        {"name": "Day", "dateTime": {"format": "dateOnly"}},
        {"name": "Instant", "dateTime": {"format": "dateTime"}},
        {"name": "Choice", "choice": {"choices": ["Approved"]}},
    ]
    fake_graph.will("GET", "/columns", lambda: web.json_response({"value": made}))
    found = await SiteProbes(connect(), "trust.example:/sites/SIP", NAMES).columns(Library.REPORTS)
    assert {name: column.kind for name, column in found.items()} == {
        "Line": ColumnKind.LINE,
        "Lines": ColumnKind.LINES,
        "Day": ColumnKind.DAY,
        "Instant": ColumnKind.INSTANT,
        "Choice": ColumnKind.LINE,
    }
    assert [name for name, column in found.items() if column.indexed] == ["Line"]
