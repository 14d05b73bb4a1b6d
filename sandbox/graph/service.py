"""How a call is taken in: fault, token, path, query, permission, then its handler in one transaction."""

import inspect
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from aiohttp import web

from sandbox.error_bodies import request_id
from sandbox.graph import addresses, errors, odata, routes
from sandbox.graph.call import Call
from sandbox.graph.errors import GraphError
from sandbox.graph.stand_in import STAND_IN
from sandbox.tokens import Tokens, Unauthorised

LARGEST_BODY = 250 * 1024 * 1024
CALLS_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Called:
    """One line of the log: what was asked and how it was answered. `path` is as sent, with its query."""

    method: str
    path: str
    status: int
    at: datetime


CALLS = web.AppKey("calls", deque[Called])
TOKENS = web.AppKey("tokens", Tokens)


@web.middleware
async def envelope(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """The headers of every answer, the body of every refusal, and the log."""
    try:
        answer = await handler(request)
    except GraphError as error:
        answer = errors.answer(error, request)
    answer.headers["request-id"] = request_id(request)
    answer.headers["client-request-id"] = request.headers.get("client-request-id") or request_id(request)
    now = request.app[STAND_IN].now()
    request.app[CALLS].append(Called(request.method, request.raw_path, answer.status, now))
    return answer


async def answer(request: web.Request) -> web.StreamResponse:
    call, handler = await _taken_in(request)
    if request.method == "GET" or inspect.iscoroutinefunction(handler):
        found = handler(call)
        return found if isinstance(found, web.Response) else await found
    with call.stand_in.database.writing():
        changed = handler(call)
    assert isinstance(changed, web.Response)  # noqa: S101 - what waits sees to its own transaction
    return changed


async def _taken_in(request: web.Request) -> tuple[Call, routes.Handler]:
    try:
        caller = request.app[TOKENS].caller(request.headers.get("Authorization"))
    except Unauthorised as no:
        raise errors.unauthorised(str(no)) from None
    raw_path, _, query = request.raw_path.partition("?")
    address = addresses.read(raw_path.partition("/v1.0")[2])
    route, where = routes.find(request.method, address)
    options = odata.read(query, route.options)
    if address.delta_token is not None:
        options = replace(options, token=address.delta_token)
    stand_in = request.app[STAND_IN]
    stand_in.access.check(caller, route.need)
    body = await read_body(request)
    return Call(stand_in, request, caller, where, options, route.need, body), route.handler


async def read_body(request: web.Request) -> bytes:
    """aiohttp's own limit is the outermost app's, and too small for files."""
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise GraphError(413, "invalidRequest", "The request entity is too large.")
    return bytes(body)
