"""The HTTP session of the room."""

import asyncio
from weakref import WeakSet

import aiohttp


class Wire:
    """Gives the aiohttp session of the running loop, made at first use: effects may run on another loop than the web
    server, and a session belongs to one. No cookies are kept and no redirect is followed unless a caller does so
    itself, so a token never reaches a host that was not checked."""

    def __init__(self) -> None:
        self._sessions: dict[asyncio.AbstractEventLoop, aiohttp.ClientSession] = {}
        self._closed: WeakSet[asyncio.AbstractEventLoop] = WeakSet()

    def session(self) -> aiohttp.ClientSession:
        """Raises aiohttp.ClientConnectionError for what is still under way once the loop's was closed: nobody would
        close another one."""
        loop = asyncio.get_running_loop()
        if loop in self._closed:
            raise aiohttp.ClientConnectionError("closed")
        if loop not in self._sessions:
            self._sessions[loop] = aiohttp.ClientSession(
                cookie_jar=aiohttp.DummyCookieJar(),
                connector=aiohttp.TCPConnector(limit=100, limit_per_host=32, keepalive_timeout=60),
            )
        return self._sessions[loop]

    async def close(self) -> None:
        """Closes what the running loop opened, for good."""
        loop = asyncio.get_running_loop()
        self._closed.add(loop)
        session = self._sessions.pop(loop, None)
        if session is not None:
            await session.close()
