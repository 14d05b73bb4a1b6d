"""Fetching the files that people send in chat."""

import aiohttp
from yarl import URL

from bot.connector import seconds
from bot.hosts import Hosts
from bot.wire import Wire
from handbook.core.external_errors import NotFound, Rejected, SignInRefused, TooBig, Unavailable

_TIMEOUT = aiohttp.ClientTimeout(total=60, connect=5, sock_read=15)
_HOPS = 3
_CHUNK = 64 * 1024


class Downloads:
    """The address is pre-authenticated: no token of ours goes with it, and every hop must be an allowed host."""

    def __init__(self, wire: Wire, hosts: Hosts) -> None:
        self._wire = wire
        self._hosts = hosts

    async def fetch(self, address: str, limit: int) -> bytes:
        """At most `limit` bytes. Raises TooBig for more; Gone where there is no file, Rejected for an address that is
        not to be asked, and otherwise Unavailable: whatever else a file server answers has passed before."""
        try:
            for _ in range(_HOPS):
                found = await self._hop(address, limit)
                if isinstance(found, bytes):
                    return found
                address = found
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unavailable(f"file: {type(error).__name__}") from None
        raise Rejected("file: too many redirects")

    async def _hop(self, address: str, limit: int) -> bytes | str:
        """The file, or where it says the file is."""
        if not self._hosts.may_hold_files(address):
            raise Rejected("file: not an allowed host")
        async with self._wire.session().get(
            URL(address, encoded=True), timeout=_TIMEOUT, allow_redirects=False, headers={"Accept-Encoding": "identity"}
        ) as response:
            if response.status in (301, 302, 303, 307, 308):
                return _moved_to(response)
            _check(response)
            return await _read(response, limit)


def _moved_to(response: aiohttp.ClientResponse) -> str:
    try:
        return str(response.url.join(URL(response.headers.get("Location", ""))))
    except ValueError:
        raise Rejected("file: odd redirect") from None


def _check(response: aiohttp.ClientResponse) -> None:
    what, wait = f"file: {response.status}", seconds(response.headers.get("Retry-After"))
    if response.status in (403, 404, 410):
        raise NotFound(what)
    if response.status == 401:
        raise SignInRefused(what, wait)
    if response.status != 200:
        raise Unavailable(what, wait)


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    if (response.content_length or 0) > limit:
        raise TooBig("file: too large")
    data = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        data += chunk
        if len(data) > limit:
            raise TooBig("file: too large")
    return bytes(data)
