"""Files that people send in chat: kept, and handed out for a short time on the content origin without sign-in."""

import secrets
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import PurePath
from uuid import uuid4

from aiohttp import web
from aiohttp.typedefs import Middleware

from sandbox.connector.shapes import Object
from sandbox.trust import SandboxPerson, Trust

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"


class ChatFiles:
    """`life` is how long a download address works; after it the answer is 404, as for one that never was."""

    def __init__(
        self,
        state: sqlite3.Connection,
        trust: Trust,
        content_origin: str,
        clock: Callable[[], datetime],
        life: timedelta,
    ) -> None:
        self._state = state
        self._trust = trust
        self._origin = content_origin
        self._clock = clock
        self._life = life

    def keep(self, person: SandboxPerson, name: str, data: bytes) -> Object:
        """Stores a file; returns the attachment by which the bot learns of it."""
        key = secrets.token_urlsafe(32)
        row = (key, person.id, name, data, (self._clock() + self._life).isoformat())
        with self._state as state:
            state.execute("insert into chat_file (key, person_id, name, data, expires_at) values (?, ?, ?, ?, ?)", row)
        drive = f"https://{self._trust.host.replace('.', '-my.', 1)}/personal/{person.upn.replace('@', '_')}"
        return {
            "contentType": DOWNLOAD,
            "contentUrl": f"{drive}/Documents/Microsoft Teams Chat Files/{name}",
            "name": name,
            "content": {
                "downloadUrl": f"{self._origin}/chat-files/{key}",
                "uniqueId": str(uuid4()),
                "fileType": PurePath(name).suffix.removeprefix(".").lower(),
            },
        }

    def app(self, *middlewares: Middleware) -> web.Application:
        """For the content origin, under `/chat-files`."""
        app = web.Application(middlewares=middlewares)
        app.router.add_get("/{key}", self.download)
        return app

    async def download(self, request: web.Request) -> web.Response:
        """The bytes. The address is the permission: an Authorization header beside it is refused (401)."""
        if "Authorization" in request.headers:
            raise web.HTTPUnauthorized(text="The address is already authorised: send no Authorization header.")
        key = request.match_info["key"]
        row = self._state.execute("select * from chat_file where key = ?", (key,)).fetchone()
        if row is None or datetime.fromisoformat(row["expires_at"]) <= self._clock():
            raise web.HTTPNotFound(text="There is no longer a file at this address.")
        return web.Response(body=row["data"], content_type="application/octet-stream")
