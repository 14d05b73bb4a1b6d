"""Our requests are requests that Graph publishes, by the contract kept beside the project."""

import importlib.util
import inspect
import warnings
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from aiohttp import web

from graph import calendar_requests, mail_requests, requests, subscription_requests
from graph.client import GraphClient
from graph.graph_request import GraphRequest
from graph.limits import GraphService
from tests.graph.fake_graph import FakeGraph

CONTRACT = Path(__file__).parents[3] / "shared" / "contract" / "graph" / "check.py"
PUBLISHED = {
    "site": requests.site("trust.example:/sites/SIP"),
    "site by id": requests.site("trust.example,1,2"),
    "drives": requests.drives("trust.example,1,2"),
    "list behind a library": requests.list_of("b!2"),
    "columns of a library": requests.library_columns("trust.example,1,2", "l1"),
    "item": requests.item("b!2", "i1"),
    "folder": requests.make_folder("b!2", "root", "2026-27"),
    "upload": requests.put_content("b!2", requests.inside("i1", "a.docx"), b"x", "fail"),
    "upload over": requests.put_content("b!2", "i1", b"x", "replace"),
    "upload session": requests.upload_session("b!2", requests.inside("i1", "a.docx"), "fail"),
    "pdf": requests.pdf("b!2", "i1"),
    "content": requests.content("b!2", "i1"),
    "versions": requests.versions("b!2", "i1"),
    "columns": requests.columns("trust.example,1,2", "l1", "5"),
    "columns to set": requests.set_columns("b!2", "i1", {"School": "x"}),
    "file to delete": requests.delete("b!2", "i1"),
    "permissions": requests.permissions("b!2", "i1"),
    "invitation": requests.invite("b!2", "i1", ["a@school.example"]),
    "permission to delete": requests.delete_permission("b!2", "i1", "p1"),
    "account": requests.user("u1"),
    "accounts of an address": requests.users_known_as("o'brien@school.example"),
    "accounts of a name": requests.users_named("O'Brien"),
    "busy times": calendar_requests.schedule("u1", {}),
    "calendar": calendar_requests.calendar("u1"),
    "event to create": calendar_requests.create_event("u1", {}),
    "event": calendar_requests.event("u1", "e1"),
    "events of a visit": calendar_requests.events_of_visit("u1", "v'1"),
    "event to change": calendar_requests.change_event("u1", "e1", {}),
    "event to cancel": calendar_requests.cancel_event("u1", "e1", "x"),
    "event to delete": calendar_requests.delete_event("u1", "e1"),
    "changes of a calendar": calendar_requests.changes("u1", "2026-09-01T00:00:00Z", "2027-09-01T00:00:00Z"),
    "subscription to make": subscription_requests.subscribe({}),
    "subscriptions": subscription_requests.subscriptions(),
    "subscription to renew": subscription_requests.renew("s1", "2026-09-01T00:00:00Z"),
    "subscription to end": subscription_requests.unsubscribe("s1"),
}


@pytest.fixture(scope="module")
def contract() -> ModuleType:
    if not CONTRACT.exists():
        pytest.skip("the published contract (../shared/contract/graph) is not here")
    spec = importlib.util.spec_from_file_location("published_graph", CONTRACT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):  # it leaves its files open
        spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("ask", PUBLISHED.values(), ids=PUBLISHED)
async def test_a_request_is_one_that_graph_publishes(
    contract: ModuleType, client: GraphClient, fake_graph: FakeGraph, ask: GraphRequest
) -> None:
    for method in ("GET", "PUT", "POST", "PATCH", "DELETE"):
        fake_graph.will(method, "", lambda: web.json_response({}))
    await client.send(ask, service=GraphService.SHAREPOINT)
    [sent] = fake_graph.seen
    assert contract.match(sent.method, sent.path.partition("?")[0])


@pytest.mark.parametrize("module", [requests, calendar_requests, subscription_requests, mail_requests])
def test_every_kind_of_request_is_warmed(module: ModuleType) -> None:
    kinds = [name for name, made in vars(module).items() if inspect.isfunction(made) and _asks(made)]
    assert len(kinds) == len(module.EVERY_KIND)


def _asks(made: Callable[..., object]) -> bool:
    return inspect.get_annotations(made).get("return") is GraphRequest
