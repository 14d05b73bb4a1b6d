"""What is asked of every request before anything else, and said with every answer: whether it is for us, from which
address it comes, how much of that there was, and what a browser may do with the answer."""

import asyncio
import ipaddress
import time
from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from aiohttp import web
from yarl import URL

from handbook.core.token_buckets import Taken, TokenBuckets
from pages.kit.page import page
from service.settings import Settings

PROBES: Final = frozenset(("/healthz", "/readyz", "/metrics"))
"""Asked by whoever runs the service, at an address of their own."""
NOT_HERE: Final = "This address is not one of SIP Desk. Please use the link that you were given."
TOO_OFTEN: Final = "Too many requests"
WAIT: Final = ("More came from your network than SIP Desk can take at once.", "Please wait a minute and try again.")
AUDIT_EVERY: Final = 60.0
_LOOPBACK: Final = frozenset(("localhost", "127.0.0.1", "::1"))
_BY_DEFAULT: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_HTTPS_ALONE: Final = {"Strict-Transport-Security": "max-age=31536000"}
_MACHINES: Final = "/api/"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
log = structlog.get_logger()


class FrontDoor:
    """`note` writes an entry into the audit. `clock` counts seconds."""

    def __init__(
        self,
        settings: Settings,
        note: Callable[[str, str], Awaitable[None]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        url = URL(settings.public_url) if settings.public_url else None
        self._hosts = _hosts(url, is_local=settings.local) if url else None
        self._headers = _BY_DEFAULT | (_HTTPS_ALONE if url and url.scheme == "https" else {})
        self._trusted = settings.trusted_proxies
        self._pages = TokenBuckets(settings.rate("pages"))
        self._refused = TokenBuckets(settings.rate("refused"))
        self._note = note
        self._clock = clock
        self._noted_at: float | None = None
        self._noting: set[asyncio.Task[None]] = set()

    def stand_before(self, app: web.Application) -> None:
        @web.middleware
        async def admit(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._admit(request, handler)

        app.middlewares.append(admit)
        app.on_response_prepare.append(self._say)
        app.on_cleanup.append(self.settle)

    async def _admit(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path in PROBES:
            return await handler(request)
        if not self._is_for_us(request):
            return web.Response(status=421, text=NOT_HERE)
        address = self._address(request)
        if request.path.startswith(_MACHINES):
            return self._counted(await handler(request), address)
        taken = self._taken(self._pages, "pages", address)
        return await handler(request) if taken.is_given else _wait(taken)

    async def settle(self, _: web.Application) -> None:
        """Returns once what was to be noted in the audit is."""
        await asyncio.gather(*self._noting)

    def _counted(self, response: web.StreamResponse, address: str) -> web.StreamResponse:
        """Whoever proves who they are is never kept waiting by what else came from their address."""
        if not 400 <= response.status < 500:
            return response
        taken = self._taken(self._refused, "refused", address)
        return response if taken.is_given else web.Response(status=429, headers={"Retry-After": str(taken.wait)})

    def _taken(self, buckets: TokenBuckets, kind: str, address: str) -> Taken:
        if not address:
            return Taken(is_given=True)
        now = self._clock()
        taken = buckets.take(address, now)
        if taken.begins_flood and (self._noted_at is None or now - self._noted_at >= AUDIT_EVERY):
            self._noted_at = now
            task = asyncio.create_task(self._noted(kind))
            self._noting.add(task)
            task.add_done_callback(self._noting.discard)
        return taken

    async def _noted(self, kind: str) -> None:
        log.warning("request.flood", kind=kind)
        try:
            await self._note("flood", kind)
        except Exception as error:  # noqa: BLE001  # the edge: nobody waits for this
            log.error("audit.failed", error=type(error).__name__)

    def _is_for_us(self, request: web.Request) -> bool:
        if self._hosts is None:
            return True
        try:
            return (URL(f"http://{request.host}").host or "").lower() in self._hosts
        except ValueError:
            return False

    def _address(self, request: web.Request) -> str:
        """The nearest that is no proxy of ours; empty where it cannot be told, for then many people have the same."""
        said = [one.strip() for line in request.headers.getall("X-Forwarded-For", ()) for one in line.split(",")]
        found = _read(request.remote or "")
        while said and found is not None and self._is_trusted(found):
            found = _read(said.pop())
        if found is None or self._is_trusted(found) or (found.is_private and not self._trusted):
            return ""
        return _network(found)

    def _is_trusted(self, address: Address) -> bool:
        return any(address in network for network in self._trusted)

    async def _say(self, _: web.BaseRequest, response: web.StreamResponse) -> None:
        for name, value in self._headers.items():
            response.headers.setdefault(name, value)


def _hosts(url: URL, *, is_local: bool) -> frozenset[str]:
    own = frozenset((url.host or "",))
    return own | _LOOPBACK if is_local else own


def _read(text: str) -> Address | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, ipaddress.IPv6Address) else found


def _network(address: Address) -> str:
    """One household or server has as many addresses of IPv6 as it likes: all of the same /64 are one."""
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def _wait(taken: Taken) -> web.Response:
    headers = {"Retry-After": str(taken.wait)}
    return page("kit/sentence.html", {"title": TOO_OFTEN, "sentences": WAIT}, status=429, headers=headers)
