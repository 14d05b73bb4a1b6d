"""Faults on demand: what a service does wrong, set from outside while it runs, so that a test or a person can see how
SIP Desk copes. A rule hits the first `times` calls that match it."""

import asyncio
import math
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal, cast
from urllib.parse import unquote

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from sandbox.error_bodies import connector_body, graph_body

Service = Literal["graph", "connector", "upload", "download", "bot"]
Kind = Literal["status", "timeout", "applied_then_500", "slow"]
SERVICES = ("graph", "connector", "upload", "download", "bot")
KINDS = ("status", "timeout", "applied_then_500", "slow")
LONGEST_HANG = 300.0
_KEYS = {"service", "method", "path", "kind", "status", "code", "retry_after", "seconds", "times"}
_CODES = {
    401: "InvalidAuthenticationToken",
    403: "accessDenied",
    404: "itemNotFound",
    409: "nameAlreadyExists",
    412: "resourceModified",
    423: "resourceLocked",
    429: "activityLimitReached",
    500: "generalException",
    503: "serviceNotAvailable",
    507: "quotaLimitReached",
}
_CONNECTOR_CODES = {429: "TooManyRequests", 412: "PreconditionFailed", 500: "ServiceError", 503: "ServiceUnavailable"}


@dataclass
class Rule:
    """`path` is searched as a regular expression in the decoded path with its query. `times` None: until cleared.
    `seconds`: how long `slow` waits before, or `timeout` before it hangs up. `shut_until` is for 429 alone. The service
    "bot" is SIP Desk itself, as Teams meets it; its `timeout` is a bot that is down."""

    service: Service
    kind: Kind
    method: str | None = None
    path: str = ""
    status: int = 500
    code: str | None = None
    retry_after: float | None = None
    seconds: float | None = None
    times: int | None = 1
    hits: int = 0
    shut_until: float = -math.inf

    def matches(self, service: Service, method: str, path: str) -> bool:
        if service != self.service or (self.method or method).upper() != method:
            return False
        if self.times is not None and self.hits >= self.times and time.monotonic() >= self.shut_until:
            return False
        return re.search(self.path, unquote(path)) is not None

    def hit(self) -> None:
        """A call before the end of Retry-After is refused again, and does not use the rule up."""
        now = time.monotonic()
        if now < self.shut_until:
            return
        self.hits += 1
        if self.kind == "status" and self.status == 429:
            self.shut_until = now + (self.retry_after or 0)


class Faults:
    def __init__(self) -> None:
        self._rules: list[Rule] = []
        self._let_go = asyncio.Event()

    def add(self, rule: dict[str, Any]) -> None:
        """Raises ValueError with a sentence where a rule makes no sense."""
        self._rules.append(_read(rule))

    def clear(self) -> None:
        """Forgets every rule; calls that hang are let go (they go on to an answer or a closed connection)."""
        self._rules.clear()
        self._let_go.set()
        self._let_go = asyncio.Event()

    def rules(self) -> list[dict[str, Any]]:
        keys = ("service", "kind", "method", "path", "status", "code", "retry_after", "seconds", "times", "hits")
        return [{key: getattr(rule, key) for key in keys} for rule in self._rules]

    def next_for(self, service: Service, method: str, path: str) -> Rule | None:
        """The rule that this call meets, which is thereby used once."""
        for rule in self._rules:
            if rule.matches(service, method, path):
                rule.hit()
                return rule
        return None

    async def pause(self, seconds: float, request: web.Request | None = None) -> bool:
        """Waits, but no longer than the caller stays on the line, and not past `clear` or `let_go`: False then."""
        released, ends = self._let_go, time.monotonic() + seconds
        while not released.is_set() and (request is None or request.transport is not None):
            if (left := ends - time.monotonic()) <= 0:
                return True
            try:
                await asyncio.wait_for(released.wait(), min(left, 0.2))
            except TimeoutError:
                continue
        return False

    async def let_go(self, _app: web.Application) -> None:
        """For `app.on_shutdown`: no hanging call holds up the end of the process."""
        self.clear()


def _read(given: dict[str, Any]) -> Rule:
    if unknown := set(given) - _KEYS:
        raise ValueError(f"A fault rule has no {', '.join(sorted(unknown))}.")
    if given.get("service") not in SERVICES:
        raise ValueError(f"service must be one of {', '.join(SERVICES)}.")
    if given.get("kind") not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}.")
    for key, types in {"status": int, "retry_after": (int, float), "seconds": (int, float), "times": int}.items():
        if given.get(key) is not None and (not isinstance(given[key], types) or given[key] < 0):
            raise ValueError(f"{key} must be a number that is not negative.")
    if not 400 <= (given.get("status") or 500) <= 599:
        raise ValueError("status must be an error status, 400 to 599.")
    try:
        re.compile(given.get("path") or "")
    except (re.error, TypeError) as wrong:
        raise ValueError(f"path is no regular expression: {wrong}.") from None
    without_nulls: dict[str, Any] = {key: value for key, value in given.items() if value is not None or key == "times"}
    return Rule(**without_nulls)


def faults_middleware(faults: Faults, service: Service) -> Middleware:
    """A middleware that does what the rules for `service` ask. The app should add `faults.let_go` to its
    `on_shutdown`."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        rule = faults.next_for(service, request.method, request.raw_path)
        if rule is None:
            return await handler(request)
        return await _ACTS[rule.kind](faults, rule, request, handler)

    return cast(Middleware, middleware)


def _error(rule: Rule, request: web.Request) -> web.Response:
    message = "A fault set by the sandbox's control endpoint."
    if rule.service == "connector":
        code = rule.code or _CONNECTOR_CODES.get(rule.status, "ServiceError")
        body = connector_body(code, message)
    else:
        body = graph_body(rule.code or _CODES.get(rule.status, "generalException"), message, request)
    headers: dict[str, str] = {}
    if rule.retry_after is not None:
        left = rule.shut_until - time.monotonic() if rule.status == 429 else rule.retry_after
        headers["Retry-After"] = str(max(0, math.ceil(left)))
    return web.json_response(body, status=rule.status, headers=headers)


async def _status(_: Faults, rule: Rule, request: web.Request, __: Handler) -> web.StreamResponse:
    async for _chunk in request.content.iter_any():  # read it, so that the connection can be used again
        pass
    return _error(rule, request)


async def _timeout(faults: Faults, rule: Rule, request: web.Request, _: Handler) -> web.StreamResponse:
    await faults.pause(LONGEST_HANG if rule.seconds is None else rule.seconds, request)
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=504)  # goes nowhere: the line is cut


async def _applied(_: Faults, rule: Rule, request: web.Request, handler: Handler) -> web.StreamResponse:
    await handler(request)
    return _error(rule, request)


async def _slow(faults: Faults, rule: Rule, request: web.Request, handler: Handler) -> web.StreamResponse:
    await faults.pause(1.0 if rule.seconds is None else rule.seconds, request)
    return await handler(request)


_Act = Callable[[Faults, Rule, web.Request, Handler], Awaitable[web.StreamResponse]]
_ACTS: dict[Kind, _Act] = {"status": _status, "timeout": _timeout, "applied_then_500": _applied, "slow": _slow}
