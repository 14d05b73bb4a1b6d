"""The HTTP client under the SDK, ours rather than the SDK's: that one retries POSTs, waits as long as it is told, and
cannot promise where the token goes."""

import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import uuid4

if TYPE_CHECKING:
    import httpx

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
CONNECT_S = 5.0


def safe(url: str) -> bool:
    """Https anywhere, http on this machine only."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def client(base_url: str, user_agent: str, read_timeout: float) -> "httpx.AsyncClient":
    """Follows redirects. A token goes to the origin of `base_url` only, on whatever way a request gets elsewhere; and
    nothing goes to an unsafe address. Every request has an id of its own."""
    import httpx  # noqa: PLC0415 - a fifth of a second: when first needed

    home = httpx.URL(base_url)

    async def leave(request: httpx.Request) -> None:
        """Called for every request and again for every redirect."""
        request.headers["client-request-id"] = str(uuid4())
        if _origin(request.url) != _origin(home):
            request.headers.pop("Authorization", None)
        if not safe(str(request.url)):
            raise httpx.UnsupportedProtocol("sent on to an unsafe address")

    here = home.host in LOOPBACK
    return httpx.AsyncClient(
        trust_env=not here,  # a proxy of the environment would catch loopback
        verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if here else True,  # trusts nobody, and loads in no time
        timeout=httpx.Timeout(read_timeout, connect=CONNECT_S),
        follow_redirects=True,
        headers={"User-Agent": user_agent},
        event_hooks={"request": [leave]},
    )


def _origin(url: "httpx.URL") -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
