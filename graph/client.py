"""The one way to Microsoft Graph: msgraph-sdk builds, signs and sends; we read the replies ourselves, since the SDK's
own parsing costs 30 times as much and blocks the loop."""

import asyncio
import importlib
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from graph import calendar_requests, mail_requests, requests, subscription_requests, wire
from graph.credentials import Credential, OffTheLoop
from graph.errors import answered, translated
from graph.graph_request import GraphRequest
from graph.limits import GraphService, Limits
from handbook.core import outside_json
from handbook.core.external_errors import Unavailable

if TYPE_CHECKING:
    import httpx
    from kiota_abstractions.request_information import RequestInformation
    from msgraph.graph_request_adapter import GraphRequestAdapter
    from msgraph.graph_service_client import GraphServiceClient

T = TypeVar("T")
Watched = Callable[[str, Mapping[str, str | int]], AbstractContextManager[None]]

GRAPH = "https://graph.microsoft.com/v1.0"
SCOPE = "https://graph.microsoft.com/.default"
READ_S = 30.0
CALL_S = 45.0  # one call with its repeats
REPEATABLE = frozenset({"GET", "PUT", "DELETE"})  # of ours, each PUT either fails or finds its own work
# in steps, so that importing in a thread leaves the event loop its turn
IMPORTS = (
    "httpx",
    "anyio._backends._asyncio",  # httpx would import it at the first call
    "kiota_http.httpx_request_adapter",
    "azure.core.exceptions",
    "kiota_authentication_azure.azure_identity_authentication_provider",
    "msgraph_core",
    "msgraph",
    "msgraph.generated.models.o_data_errors.o_data_error",
    "msgraph.generated.models.o_data_errors.main_error",
    "msgraph.generated.models.o_data_errors.inner_error",
    "msgraph.generated.models.o_data_errors.error_details",
)


@dataclass(frozen=True, slots=True)
class _Sdk:
    http: "httpx.AsyncClient"
    adapter: "GraphRequestAdapter"
    builders: "GraphServiceClient"
    loop: asyncio.AbstractEventLoop


class GraphClient:
    """A connection to one tenant. Nothing is imported or opened before `warm` or the first call. Belongs to the event
    loop that warmed it; a call from another raises RuntimeError. Otherwise it raises only the errors of
    `handbook.core.external_errors`."""

    def __init__(
        self,
        credential: Credential,
        *,
        base_url: str = GRAPH,
        version: str = "0",
        limits: Limits | None = None,
        read_timeout: float = READ_S,
        watched: Watched | None = None,
    ) -> None:
        """`base_url` is https, or http on loopback for the sandbox. `version` of SIP Desk goes into the User-Agent,
        which SharePoint wants decorated. `read_timeout` in seconds. `watched` is around
        each call, and is told its method, host and service."""
        if not wire.safe(base_url):
            raise ValueError("Graph is reached by https, or by http on this machine only")
        self._credential = OffTheLoop(credential)
        self._base_url = base_url.rstrip("/")
        self._user_agent = f"NONISV|SIPDesk|sip-desk/{version}"
        self._limits = limits or Limits()
        self._read_timeout = read_timeout
        self._watched = watched or _unwatched
        self._host = urlsplit(self._base_url).hostname or ""
        self._sdk: _Sdk | None = None
        self._warming = asyncio.Lock()

    async def warm(self) -> None:
        """Imports the SDK and builds one of each request, in a thread. Costs about half a second of CPU, once."""
        await self._ready()

    async def close(self) -> None:
        if self._sdk:
            await self._sdk.http.aclose()
            self._sdk = None
        await self._credential.close()

    async def token(self) -> str:
        """The token that calls are signed with. Raises Forbidden where Entra refuses one."""
        await self._ready()
        with translated():
            return str((await self._credential.get_token(SCOPE)).token)

    async def send(self, ask: GraphRequest, *, service: GraphService, repeatable: bool | None = None) -> bytes:
        """The body of the reply, empty where there is none. `repeatable` where the method does not say whether a repeat
        does harm: a POST that only asks."""
        sdk = await self._ready()
        first = ask(sdk.builders)
        if repeatable is None:
            repeatable = _method(first) in REPEATABLE
        about = {
            "http.request.method": _method(first),
            "server.address": self._host,
            "sipdesk.service": service.value,
        }
        each = chain([first], iter(lambda: ask(sdk.builders), None))  # a request that was signed is not sent again

        async def send() -> bytes:
            with self._watched("graph", about):
                return await _sent(sdk, next(each))

        return await self.attempt(send, service=service, repeatable=repeatable)

    async def json(self, ask: GraphRequest, *, service: GraphService, repeatable: bool | None = None) -> dict[str, Any]:
        """The reply as JSON."""
        return _read(await self.send(ask, service=service, repeatable=repeatable))

    async def pages(self, ask: GraphRequest, *, service: GraphService) -> AsyncIterator[dict[str, Any]]:
        """The entries of a collection, over all its pages."""
        page = await self.json(ask, service=service)
        while True:
            for entry in page.get("value", []):
                yield entry
            following = page.get("@odata.nextLink")
            if not following:
                return
            page = await self.json(requests.page(following), service=service)

    async def unsigned(
        self, method: str, url: str, content: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, dict[str, Any]]:
        """One call to a pre-authenticated address, which refuses a token: status and JSON of a reply below 400. No
        retry: the caller knows what a repeat would do."""
        sdk = await self._ready()
        with translated():
            reply = await sdk.http.request(method, url, content=content, headers=dict(headers or {}))
        if reply.status_code >= 400:
            raise answered(reply.status_code, reply.headers)
        return reply.status_code, _read(reply.content)

    async def attempt(self, call: Callable[[], Awaitable[T]], *, service: GraphService, repeatable: bool) -> T:
        """A call of several requests, under the limits of its service as one."""
        deadline = self._limits.monotonic() + CALL_S
        return await self._limits.attempt(call, service=service, deadline=deadline, repeatable=repeatable)

    async def _ready(self) -> _Sdk:
        if self._sdk is None:
            async with self._warming:  # the first caller loads, the others wait
                self._sdk = self._sdk or await self._load()
        if self._sdk.loop is not asyncio.get_running_loop():
            raise RuntimeError("a GraphClient belongs to the event loop that warmed it: make one for each")
        return self._sdk

    async def _load(self) -> _Sdk:
        unread = [name for name in IMPORTS if name not in sys.modules]
        for name in unread:
            await asyncio.to_thread(importlib.import_module, name)
        sdk = await asyncio.to_thread(self._build, asyncio.get_running_loop())
        if not unread:
            return sdk  # another client of this process has loaded it
        rooms = (requests, calendar_requests, subscription_requests, mail_requests)
        for ask in (ask for room in rooms for ask in room.EVERY_KIND):
            await asyncio.to_thread(ask, sdk.builders)
        return sdk

    def _build(self, loop: asyncio.AbstractEventLoop) -> _Sdk:
        from kiota_authentication_azure.azure_identity_authentication_provider import (  # noqa: PLC0415 - lazy
            AzureIdentityAuthenticationProvider,
        )
        from msgraph.graph_request_adapter import GraphRequestAdapter  # noqa: PLC0415 - lazy
        from msgraph.graph_service_client import GraphServiceClient  # noqa: PLC0415 - lazy

        # Without scopes the SDK makes one up from the host; without hosts it gives our token to any host.
        host = urlsplit(self._base_url).hostname or ""
        credential: Any = self._credential  # the SDK asks for a closing credential and never closes it
        signer = AzureIdentityAuthenticationProvider(credential, scopes=[SCOPE], allowed_hosts=[host])
        http = wire.client(self._base_url, self._user_agent, self._read_timeout)
        adapter = GraphRequestAdapter(signer, client=http)
        adapter.base_url = self._base_url
        return _Sdk(http, adapter, GraphServiceClient(request_adapter=adapter), loop)


def _unwatched(_name: str, _about: Mapping[str, str | int]) -> AbstractContextManager[None]:
    return nullcontext()


async def _sent(sdk: _Sdk, request: "RequestInformation") -> bytes:
    from msgraph.generated.models.o_data_errors.o_data_error import ODataError  # noqa: PLC0415 - with the SDK

    with translated():
        reply: Any = await sdk.adapter.send_primitive_async(request, "bytes", {"XXX": ODataError})
    return reply or b""


def _method(request: "RequestInformation") -> str:
    return request.http_method.value if request.http_method else "GET"


def _read(body: bytes) -> dict[str, Any]:
    """A page of a gateway or a sign-in portal, answered with 200, is no reply of Graph."""
    try:
        read = outside_json.read(body or b"{}")
    except outside_json.NotReadable:
        read = None
    if not isinstance(read, dict):
        raise Unavailable("an answer that is no JSON object")
    return read  # pyright: ignore[reportUnknownVariableType] - JSON has no types
