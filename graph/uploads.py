"""Bytes into a library. Small files go in one PUT, larger ones in an upload session (the SDK's own helper sends the
last fragment twice, and our token to a foreign host)."""

from typing import Any

from graph import requests
from graph.client import GraphClient
from graph.limits import GraphService
from handbook.core.external_errors import NotFound, Rejected, Unavailable

SMALL = 4 * 1024 * 1024
FRAGMENT = 10 * 327_680  # SharePoint takes multiples of 320 KiB


async def upload(
    client: GraphClient, drive_id: str, address: str, data: bytes, behaviour: requests.Behaviour
) -> dict[str, Any]:
    """Puts `data` at an address, and returns what Graph says of the file: after an interruption nothing. Raises
    Conflict where something stands there and `behaviour` is `fail`. After Unavailable the file may nevertheless be
    there."""
    if not data:
        raise Rejected("an empty file is not filed")
    if len(data) < SMALL:
        put = requests.put_content(drive_id, address, data, behaviour)
        return await client.json(put, service=GraphService.SHAREPOINT)
    session = await client.json(requests.upload_session(drive_id, address, behaviour), service=GraphService.SHAREPOINT)
    fragments = Fragments(client, str(session["uploadUrl"]), data)
    while not fragments.done:
        await client.attempt(fragments.send_next, service=GraphService.SHAREPOINT, repeatable=True)
    return fragments.arrived


class Fragments:
    """A file on its way through an upload session. `send_next` may be repeated after any failure: it then asks first
    how far the file has come."""

    def __init__(self, client: GraphClient, url: str, data: bytes) -> None:
        self._client = client
        self._url = url
        self._data = data
        self._at: int | None = 0  # None while unsure
        self.done = False
        self.arrived: dict[str, Any] = {}

    async def send_next(self) -> None:
        start = await self._expected() if self._at is None else self._at
        if self.done:
            return
        self._at = None
        status, reply = await self._put(start)
        self.done = status in (200, 201)
        if self.done:
            self.arrived = reply
        else:
            self._at = _next(reply)

    async def _put(self, start: int) -> tuple[int, dict[str, Any]]:
        piece = self._data[start : start + FRAGMENT]
        span = f"bytes {start}-{start + len(piece) - 1}/{len(self._data)}"
        try:
            return await self._client.unsigned("PUT", self._url, piece, {"Content-Range": span})
        except Rejected as rejected:
            if str(rejected).startswith("416"):  # it has this fragment already
                raise Unavailable("416 fragment out of step") from None
            raise

    async def _expected(self) -> int:
        """A session that is no longer there has ended with the last fragment, or timed out: the caller looks."""
        try:
            return _next((await self._client.unsigned("GET", self._url))[1])
        except NotFound:
            self.done = True
            return 0


def _next(session: dict[str, Any]) -> int:
    """Where Graph wants the next fragment to start: `["26-"]` or `["26-99", …]`."""
    ranges: list[str] = session.get("nextExpectedRanges") or []
    try:
        return int(ranges[0].partition("-")[0])
    except (IndexError, ValueError):
        raise Unavailable("an upload session that names no next range") from None
