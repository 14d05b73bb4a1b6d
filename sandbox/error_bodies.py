"""An error's body as each service writes it."""

import uuid
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

REQUEST_ID = web.RequestKey("request_id", str)


def request_id(request: web.BaseRequest) -> str:
    """One per request: the same in the answer's header and in an error's body."""
    if REQUEST_ID not in request:
        request[REQUEST_ID] = str(uuid.uuid4())
    return request[REQUEST_ID]


def graph_body(code: str, message: str, request: web.BaseRequest, inner: str | None = None) -> dict[str, Any]:
    """`inner` is the finer code that SharePoint often adds."""
    details = {
        "date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
        "request-id": request_id(request),
        "client-request-id": request.headers.get("client-request-id") or request_id(request),
    }
    if inner:
        details = {"code": inner, **details}
    return {"error": {"code": code, "message": message, "innerError": details}}


def connector_body(code: str, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}
