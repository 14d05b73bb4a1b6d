"""The HTTP session of the room."""

import asyncio

import aiohttp


class Wire:
    """Gives the aiohttp session of the running loop, made at first use: effects may run on another loop than the web
    server, and a session belongs to one. No cookies are kept and no redirect is followed unless a caller does so
    itself, so a token never reaches a host that was not checked."""

    def __init__(self) -> None:
        self._sessions: dict[asyncio.AbstractEventLoop, aiohttp.ClientSession] = {}

    def session(self) -> aiohttp.ClientSession:
        loop = asyncio.get_running_loop()
        if loop not in self._sessions:
            self._sessions[loop] = aiohttp.ClientSession(
                cookie_jar=aiohttp.DummyCookieJar(),
                connector=aiohttp.TCPConnector(limit=100, limit_per_host=32, keepalive_timeout=60),
            )
        return self._sessions[loop]

    async def close(self) -> None:
        """Closes what the running loop opened."""
        session = self._sessions.pop(asyncio.get_running_loop(), None)
        if session is not None:
            await session.close()
