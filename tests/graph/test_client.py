"""What goes over the wire, where the token goes, and what keeps the event loop free. The SDK facts that we rely on are
held here too: they have changed between its minor versions."""

import asyncio
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from aiohttp import web
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError, ServiceRequestError

from graph import requests
from graph.client import GRAPH, SCOPE, GraphClient
from graph.credentials import StaticCredential
from graph.limits import GraphService
from handbook.core.external_errors import NoToken, SignInRefused, Unavailable
from tests.graph.fake_graph import TOKEN, FakeGraph, Item, error

Connect = Callable[..., GraphClient]
USER = {"id": "U1", "displayName": "Somebody", "mail": "somebody@school.example", "accountEnabled": True}
NEVER = requests.user("nobody")


async def user(client: GraphClient) -> dict[str, Any]:
    return await client.json(requests.user("u1"), service=GraphService.DIRECTORY)


def moved(address: str) -> Callable[[], web.StreamResponse]:
    return lambda: web.Response(status=302, headers={"Location": address})


async def invite(client: GraphClient) -> dict[str, Any]:
    return await client.json(requests.invite("b!2", "i1", ["a@school.example"]), service=GraphService.SHAREPOINT)


class Asked:
    """A credential that remembers what it was asked for; sync, as most of azure-identity's."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.scopes: list[str] = []
        self.claims: list[str | None] = []
        self.threads: set[int] = set()
        self._failure = failure

    def get_token(self, *scopes: str, claims: str | None = None, **options: Any) -> AccessToken:
        self.scopes += scopes
        self.claims.append(claims)
        self.threads.add(threading.get_ident())
        if self._failure:
            raise self._failure
        return AccessToken(TOKEN, 2**40)


async def test_every_request_is_signed_numbered_and_says_who_asks(client: GraphClient, fake_graph: FakeGraph) -> None:
    fake_graph.users["u1"] = USER
    await user(client)
    await user(client)
    first, second = (seen.headers for seen in fake_graph.seen)
    assert first["Authorization"] == f"Bearer {TOKEN}"
    assert first["User-Agent"] == "NONISV|SIPDesk|sip-desk/1.2.3"
    assert UUID(first["client-request-id"]) != UUID(second["client-request-id"])


async def test_odd_names_arrive_as_they_are_and_queries_as_graph_reads_them(
    client: GraphClient, fake_graph: FakeGraph
) -> None:
    path = "A & B #1 100%25+/Jo’s 'r' (é).docx"
    fake_graph.items[path] = Item("i1", "x", b"x")
    found = await client.json(requests.item("b!2", requests.at(path)), service=GraphService.SHAREPOINT)
    assert found["id"] == "i1"
    assert fake_graph.seen[0].path.endswith(
        "?$select=id,name,webUrl,size,file,folder,sharepointIds,createdBy,lastModifiedBy,eTag,cTag,publication"
    )


async def test_the_scope_is_graphs_whatever_the_address(connect: Connect, fake_graph: FakeGraph) -> None:
    """C1.2: left alone, the SDK asks for a token of `http://127.0.0.1/.default`."""
    fake_graph.users["u1"] = USER
    credential = Asked()
    await user(connect(credential))
    assert credential.scopes == [SCOPE]


async def test_a_sync_credential_asks_for_its_token_off_the_event_loop(connect: Connect, fake_graph: FakeGraph) -> None:
    fake_graph.users["u1"] = USER
    credential = Asked()
    await user(connect(credential))
    assert threading.get_ident() not in credential.threads


async def test_a_redirect_takes_no_token_to_another_origin(client: GraphClient, fake_graph: FakeGraph) -> None:
    """C3: another port is another origin, though the SDK allows the host."""
    fake_graph.will("GET", "/users/u1", moved(f"{fake_graph.elsewhere}/pdf"))
    await client.send(requests.user("u1"), service=GraphService.DIRECTORY)
    assert fake_graph.seen[-1].origin == "elsewhere"
    assert "Authorization" not in fake_graph.seen[-1].headers


async def test_a_link_of_another_origin_gets_no_token(client: GraphClient, fake_graph: FakeGraph) -> None:
    """C1.1: by default the SDK signs any address it is given."""
    await client.send(requests.page(f"{fake_graph.elsewhere}/pdf"), service=GraphService.SHAREPOINT)
    assert "Authorization" not in fake_graph.seen[-1].headers


async def test_a_link_of_a_foreign_host_gets_no_token_from_the_sdk_either(
    connect: Connect, fake_graph: FakeGraph
) -> None:
    credential = Asked()
    client = connect(credential)
    address = fake_graph.elsewhere.replace("127.0.0.1", "localhost")
    await client.send(requests.page(f"{address}/pdf"), service=GraphService.SHAREPOINT)
    assert not credential.scopes


async def test_nothing_follows_a_redirect_to_an_unsafe_address(client: GraphClient, fake_graph: FakeGraph) -> None:
    fake_graph.will("GET", "/users/u1", moved("http://files.example/report"), times=3)
    with pytest.raises(Unavailable, match="UnsupportedProtocol"):
        await user(client)


@pytest.mark.parametrize("address", ["http://graph.example/v1.0", "ftp://127.0.0.1", "http://10.0.0.1/v1.0"])
def test_graph_is_not_reached_by_http_over_a_network(address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        GraphClient(StaticCredential("x"), base_url=address)
    GraphClient(StaticCredential("x"), base_url=GRAPH)


@pytest.mark.parametrize("status", [429, 500, 503, 504])
async def test_the_sdk_itself_tries_once(client: GraphClient, fake_graph: FakeGraph, status: int) -> None:
    """C2: its own retry would repeat an invitation three times."""
    fake_graph.will("POST", "/invite", error(status), times=9)
    with pytest.raises(Unavailable):
        await invite(client)
    assert fake_graph.count("POST") == 1


async def test_a_challenge_for_other_claims_is_answered_once(connect: Connect, fake_graph: FakeGraph) -> None:
    """Continuous access evaluation: a token can be withdrawn before it ends."""
    fake_graph.users["u1"] = USER
    challenge = {"WWW_Authenticate": 'Bearer realm="", claims="eyJhIjoxfQ=="'}
    fake_graph.will("GET", "/users/u1", error(401, "InvalidAuthenticationToken", **challenge))
    credential = Asked()
    assert await user(connect(credential)) == USER
    assert credential.claims == [None, '{"a":1}']


async def test_a_refused_token_is_a_sign_in_that_is_not_accepted(connect: Connect, fake_graph: FakeGraph) -> None:
    with pytest.raises(SignInRefused, match="401 InvalidAuthenticationToken"):
        await user(connect(StaticCredential("another")))


async def test_a_credential_that_entra_refuses_is_denied_without_naming_anyone(connect: Connect) -> None:
    refusal = ClientAuthenticationError("AADSTS7000215: Invalid client secret for app 'Trust of Somewhere'")
    with pytest.raises(NoToken) as denied:
        await user(connect(Asked(refusal)))
    assert str(denied.value) == "no token: AADSTS7000215"


async def test_a_credential_without_a_code_is_named_by_its_kind(connect: Connect) -> None:
    with pytest.raises(NoToken, match="no token: ClientAuthenticationError"):
        await user(connect(Asked(ClientAuthenticationError("no secret given"))))


async def test_entra_out_of_reach_is_unavailable(connect: Connect) -> None:
    with pytest.raises(Unavailable, match="no token: ServiceRequestError"):
        await user(connect(Asked(ServiceRequestError("cannot resolve login host"))))


async def test_a_far_end_that_hangs_is_unavailable(connect: Connect) -> None:
    with socket.create_server(("127.0.0.1", 0)) as never_answers:
        client = connect(base_url=f"http://127.0.0.1:{never_answers.getsockname()[1]}/v1.0", read_timeout=0.05)
        with pytest.raises(Unavailable, match="ReadTimeout"):
            await invite(client)


async def test_a_far_end_that_is_down_is_unavailable(connect: Connect, unused_tcp_port: int) -> None:
    with pytest.raises(Unavailable, match="ConnectError"):
        await user(connect(base_url=f"http://127.0.0.1:{unused_tcp_port}/v1.0"))


@pytest.mark.parametrize("body", ["<html>sign in to this network</html>", "[1, 2]"])
async def test_a_page_answered_with_200_is_no_reply(client: GraphClient, fake_graph: FakeGraph, body: str) -> None:
    fake_graph.will("GET", "/users/u1", lambda: web.Response(text=body, content_type="text/html"))
    with pytest.raises(Unavailable, match="no JSON"):
        await user(client)


async def test_callers_at_once_share_one_warm_up(connect: Connect, fake_graph: FakeGraph) -> None:
    fake_graph.users["u1"] = USER
    client = connect()
    assert await asyncio.gather(client.warm(), user(client), user(client)) == [None, USER, USER]


async def test_a_client_is_refused_to_another_event_loop(client: GraphClient) -> None:
    await client.warm()

    def elsewhere() -> None:
        asyncio.run(client.send(NEVER, service=GraphService.DIRECTORY))

    with pytest.raises(RuntimeError, match="event loop"):
        await asyncio.to_thread(elsewhere)


async def test_a_closed_client_can_be_warmed_again(client: GraphClient, fake_graph: FakeGraph) -> None:
    fake_graph.users["u1"] = USER
    await user(client)
    await client.close()
    await client.close()
    assert await user(client) == USER


def in_a_fresh_process(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_this_room_imports_no_sdk() -> None:
    assert not in_a_fresh_process(
        "import sys, graph.libraries, graph.directory, graph.credentials\n"
        "print(*[name for name in ('msgraph', 'kiota_http', 'azure.core', 'httpx') if name in sys.modules])"
    )


def test_after_warming_nothing_of_the_sdk_is_left_to_import_on_the_event_loop() -> None:
    assert not in_a_fresh_process(WARM_THEN_WORK)


WARM_THEN_WORK = """
import asyncio, sys
from graph.client import GraphClient
from graph.credentials import StaticCredential
from graph.libraries import SharePointLibraries
from handbook.core.external_errors import ExternalError
from handbook.reports.library import Library
from tests.graph.fake_graph import TOKEN, FakeGraph, error

async def main():
    fake_graph = FakeGraph()
    runners = await fake_graph.start()
    client = GraphClient(StaticCredential(TOKEN), base_url=fake_graph.base)
    await client.warm()
    before = set(sys.modules)
    libraries = SharePointLibraries(client, "trust.example:/sites/SIP", {Library.REPORTS: "SIP Reports"})
    item = await libraries.place(Library.REPORTS, ["2026-27"], "a.docx", b"PK", {"Sha256": "a"})
    await libraries.share(item, ["a@school.example"])
    await libraries.unshare(item)
    await libraries.versions(item)
    await libraries.as_pdf(item)
    fake_graph.will("GET", "/permissions", error(403))
    try:
        await libraries.share(item, ["b@school.example"])
    except ExternalError:
        pass
    rooms = ("msgraph", "kiota", "azure", "httpx", "httpcore", "anyio", "opentelemetry")
    print(*sorted(name for name in set(sys.modules) - before if name.startswith(rooms)))
    await client.close()
    for runner in runners:
        await runner.cleanup()

asyncio.run(main())
"""
