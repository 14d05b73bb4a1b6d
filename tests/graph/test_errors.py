"""One word for each thing that can go wrong, with a code and a request id and nothing else in it."""

import pytest
from aiohttp import web

from graph import requests
from graph.client import GraphClient
from graph.errors import answered
from graph.limits import GraphService
from handbook.core.external_errors import (
    Conflict,
    ExternalError,
    Forbidden,
    Locked,
    NoRoom,
    NotFound,
    Rejected,
    SignInRefused,
    Unavailable,
)
from tests.graph.fake_graph import FakeGraph, error

KINDS = [
    (400, Rejected),
    (401, SignInRefused),
    (403, Forbidden),
    (404, NotFound),
    (408, Unavailable),
    (409, Conflict),
    (410, NotFound),
    (412, Unavailable),
    (413, Rejected),
    (422, Rejected),
    (423, Locked),
    (429, Unavailable),
    (500, Unavailable),
    (502, Unavailable),
    (503, Unavailable),
    (504, Unavailable),
    (507, NoRoom),
    (509, Unavailable),
]


async def asked(client: GraphClient) -> ExternalError:
    with pytest.raises(ExternalError) as raised:
        await client.send(requests.invite("b!2", "i1", []), service=GraphService.SHAREPOINT)
    return raised.value


@pytest.mark.parametrize(("status", "kind"), KINDS)
async def test_each_status_has_its_word(
    client: GraphClient, fake_graph: FakeGraph, status: int, kind: type[ExternalError]
) -> None:
    fake_graph.will("POST", "/invite", error(status, "someCode"))
    raised = await asked(client)
    assert type(raised) is kind
    assert str(raised) == f"{status} someCode (request-id r-1)"


async def test_two_who_write_at_once_may_try_again(client: GraphClient, fake_graph: FakeGraph) -> None:
    fake_graph.will("POST", "/invite", error(409, "resourceModified"))
    assert type(await asked(client)) is Unavailable


async def test_the_text_and_its_chain_hold_no_content(client: GraphClient, fake_graph: FakeGraph) -> None:
    fake_graph.will("POST", "/invite", error(403, "Head Teacher’s Secret Report.docx"))
    raised = await asked(client)
    assert str(raised) == "403 no code (request-id r-1)"
    assert raised.__suppress_context__


async def test_a_gateways_page_is_known_by_its_status(client: GraphClient, fake_graph: FakeGraph) -> None:
    page = web.Response(status=503, text="<html>busy</html>", content_type="text/html", headers={"Retry-After": "7"})
    fake_graph.will("POST", "/invite", lambda: page)
    raised = await asked(client)
    assert isinstance(raised, Unavailable)
    assert raised.retry_after == 7
    assert str(raised) == "503 no code (request-id none)"


async def test_an_error_without_a_body_is_known_by_its_status(client: GraphClient, fake_graph: FakeGraph) -> None:
    fake_graph.will("POST", "/invite", lambda: web.Response(status=404))
    assert type(await asked(client)) is NotFound


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (429, {"retry-after": "120"}, 120),
        (503, {"retry-after": "0"}, 0),
        (429, {"retry-after": "-5"}, 0),
        (429, {}, None),
        (503, {}, 30),
        (500, {}, None),
        (429, {"retry-after": "Sun, 01 Nov 2026 10:01:30 GMT", "date": "Sun, 01 Nov 2026 10:00:00 GMT"}, 90),
        (429, {"retry-after": "Sun, 01 Nov 2026 10:01:30 GMT"}, "whatever the clock here says"),
        (429, {"retry-after": "Sun, 01 Nov 2020 10:01:30 GMT"}, 0),
        (429, {"retry-after": "soon"}, None),
        (429, {"retry-after": "Sun, 01 Nov 2026 10:01:30", "date": "Sun, 01 Nov 2026 10:00:00 GMT"}, None),
    ],
)
def test_how_long_to_wait(status: int, headers: dict[str, str], wait: float | str | None) -> None:
    raised = answered(status, headers)
    assert isinstance(raised, Unavailable)
    if isinstance(wait, str):
        assert raised.retry_after is not None
    else:
        assert raised.retry_after == wait
