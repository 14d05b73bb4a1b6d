"""What the connector and the people's side say no with."""

import json
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.connector.shapes import Object


class Refused(Exception):
    """A request of the bot that Teams would turn down: its status, error code and message."""

    def __init__(self, status: int, code: str, message: str, *, retry_after: int | None = None, **more: Any) -> None:
        super().__init__(f"{code}: {message}")
        self.status = status
        self.retry_after = retry_after
        self.body = {"error": {"code": code, "message": message}, **more}


class CannotPlay(Exception):
    """Something that a person could not do in Teams as it stands. `status` is 404, 409 or 422."""

    def __init__(self, status: int, why: str, **more: Any) -> None:
        super().__init__(why)
        self.status = status
        self.body = {"error": why, **more}


@web.middleware
async def answer_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns the refusals above, and aiohttp's own on the connector's paths, into the JSON that Teams answers with."""
    try:
        return await handler(request)
    except Refused as refused:
        headers = {"Retry-After": str(refused.retry_after)} if refused.retry_after is not None else None
        return web.json_response(refused.body, status=refused.status, headers=headers)
    except CannotPlay as cannot:
        return web.json_response(cannot.body, status=cannot.status)
    except web.HTTPMethodNotAllowed as wrong:
        body = {"error": {"code": "MethodNotAllowed", "message": f"{request.method} is not allowed here."}}
        return web.json_response(body, status=wrong.status, headers={"Allow": wrong.headers["Allow"]})
    except web.HTTPNotFound:
        return web.json_response({"error": {"code": "NotFound", "message": "No such resource."}}, status=404)


async def read_object(request: web.Request) -> Object:
    """The JSON object in a request's body. Raises Refused (400 BadArgument) for anything else."""
    try:
        found = json.loads(await request.read())
    except (ValueError, RecursionError):
        raise Refused(400, "BadArgument", "The request body is not JSON.") from None
    if not isinstance(found, dict):
        raise Refused(400, "BadArgument", "The request body is not a JSON object.")
    return found  # pyright: ignore[reportUnknownVariableType] -- JSON objects have text keys; the values are anything
