"""The log of what was asked of the stand-in, and how it answered."""

import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, cast

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from sandbox.events import Tell, tell_nobody

_SERVICES = {
    "/v1.0": "graph",
    "/v3": "connector",
    "/download": "download",
    "/upload": "upload",
    "/chat-files": "download",
}
KEPT = 5000
_IN_A_MAILBOX = re.compile(r"/v1\.0/users/([^/?]+)/")


@dataclass(frozen=True, slots=True)
class Called:
    """One call. `number` counts from 1, `path` is as sent, `at` is when it came, `ms` how long the answer took."""

    number: int
    at: str
    service: str
    method: str
    path: str
    status: int
    ms: float


class Calls:
    """Keeps the last ones in memory, in the stand-in's time, and tells of each; a restart or a reset begins anew."""

    def __init__(self, now: Callable[[], datetime], tell: Tell = tell_nobody) -> None:
        self._now = now
        self._tell = tell
        self._calls: deque[Called] = deque(maxlen=KEPT)
        self._count = 0

    def middleware(self) -> Middleware:
        """Logs calls of Graph, connector, uploads and downloads; the sandbox's own pages are not logged."""

        @web.middleware
        async def log(request: web.Request, handler: Handler) -> web.StreamResponse:
            service = _SERVICES.get("/" + request.path.split("/", 2)[1])
            if service is None:
                return await handler(request)
            at, began = self._now().isoformat(timespec="milliseconds"), time.monotonic()
            status = 500
            try:
                answer = await handler(request)
                status = answer.status
            except web.HTTPException as said_no:
                status = said_no.status
                raise
            finally:
                self._count += 1
                ms = round((time.monotonic() - began) * 1000, 1)
                self._note(Called(self._count, at, service, request.method, request.raw_path, status, ms))
            return answer

        return cast(Middleware, log)

    def _note(self, call: Called) -> None:
        self._calls.append(call)
        said = {key: value for key, value in asdict(call).items() if key not in ("number", "at")}
        self._tell("call", **said)
        if call.method != "GET" and call.service in ("graph", "upload") and call.status < HTTPStatus.BAD_REQUEST:
            whose = _IN_A_MAILBOX.match(call.path)
            self._tell("calendar", person=whose[1].lower()) if whose else self._tell("files")

    def listed(self, after: int = 0) -> list[dict[str, Any]]:
        """The calls after the one of this number, oldest first."""
        return [asdict(call) for call in self._calls if call.number > after]

    def clear(self) -> None:
        self._calls.clear()
