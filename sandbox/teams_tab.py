"""A page that shows SIP Desk's tab in a frame as Teams does: it answers the frame's messages, and changes its theme."""

from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.trust import Trust

_HERE: Final = Path(__file__).parent / "page"


class TeamsTab:
    def __init__(self, trust: Trust, bot: str) -> None:
        self._trust = trust
        parts = urlsplit(bot)
        self._service = f"{parts.scheme}://{parts.netloc}"

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/tab/{person}", self.page)]

    async def page(self, request: web.Request) -> web.Response:
        person = self._trust.person(request.match_info["person"])
        if person is None:
            raise web.HTTPNotFound
        html = (_HERE / "tab.html").read_text(encoding="utf-8")
        for name, words in (("PERSON", person.id), ("NAME", person.name), ("SERVICE", self._service)):
            html = html.replace(f"{{{name}}}", escape(words))
        policy = f"default-src 'self'; frame-src {self._service}; base-uri 'none'; form-action 'none'"
        safety = {"Content-Security-Policy": policy, "Cache-Control": "no-cache"}
        return web.Response(text=html, content_type="text/html", headers=safety)
