"""What happens in the stand-in, told as it happens: to the page by server-sent events, and kept for who comes later."""

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from aiohttp import web

KEPT = 5000
_ALIVE = 15.0
"""Seconds of silence after which a comment is sent, so that nobody takes the line for dead."""


class Tell(Protocol):
    def __call__(self, kind: str, **what: Any) -> None: ...


def tell_nobody(kind: str, **what: Any) -> None:
    """For who is played without a page."""


class Events:
    """Numbered within one run of the process; the last ones are kept in memory. Kinds are `chat` and `typing` (with
    `person`), `call` (a call of Graph or the connector), `told` (what the bot was told, and how it took it), `files`,
    `levers`, `calendar` (with `person`, in whose calendar something was done: others may hold it too) and `reset`."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._run = str(time.time_ns())
        self._now = now
        self._count = 0
        self._kept: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._listeners: set[asyncio.Queue[dict[str, Any] | None]] = set()

    def tell(self, kind: str, **what: Any) -> None:
        self._count += 1
        event = {"number": self._count, "at": self._now().isoformat(timespec="milliseconds"), "kind": kind, **what}
        self._kept.append(event)
        for listener in self._listeners:
            listener.put_nowait(event)

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/events", self.stream), web.get("/timeline", self.timeline)]

    async def timeline(self, _: web.Request) -> web.Response:
        """What a timeline shows of all that is kept: the bot's calls and what it was told, oldest first."""
        return web.json_response([event for event in self._kept if event["kind"] in ("call", "told", "levers")])

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """From now on; after a break of the line from where it broke. Where that is forgotten, `lost` comes first."""
        answer = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await answer.prepare(request)
        listener: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        for event in self._missed(request.headers.get("Last-Event-ID")):
            listener.put_nowait(event)
        self._listeners.add(listener)
        try:
            await answer.write(b"retry: 1000\n\n")
            while (line := await self._next(listener)) is not None:
                await answer.write(line)
        except ConnectionError:
            pass
        finally:
            self._listeners.discard(listener)
        return answer

    async def _next(self, listener: asyncio.Queue[dict[str, Any] | None]) -> bytes | None:
        try:
            event = await asyncio.wait_for(listener.get(), _ALIVE)
        except TimeoutError:
            return b": still here\n\n"
        if event is None:
            return None
        return f"id: {self._run}-{event.get('number', 0)}\ndata: {json.dumps(event)}\n\n".encode()

    def _missed(self, last: str | None) -> list[dict[str, Any]]:
        if not last:
            return []
        run, _, number = last.partition("-")
        oldest = self._kept[0]["number"] if self._kept else self._count + 1
        if run != self._run or not number.isdecimal() or int(number) < oldest - 1:
            return [{"number": self._count, "kind": "lost"}]
        return [event for event in self._kept if event["number"] > int(number)]

    def clear(self) -> None:
        """Forgets what was kept; the numbers go on."""
        self._kept.clear()

    async def hang_up(self, _app: web.Application) -> None:
        """For `app.on_shutdown`: no open line holds up the end of the process."""
        for listener in self._listeners:
            listener.put_nowait(None)
