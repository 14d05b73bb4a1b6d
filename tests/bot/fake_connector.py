"""A Bot Connector, and a file server, that answer as they are told and write down what came."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass
class Came:
    method: str
    path: str
    body: Any
    headers: dict[str, str]


@dataclass
class FakeConnector:
    """`answers` are used one after the other; when none is left, all is well. An answer may be made late."""

    answers: list[web.Response | Callable[[web.Request], Any]] = field(default_factory=list[Any])
    came: list[Came] = field(default_factory=list[Came])

    def __post_init__(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/{rest:.*}", self._answer)
        self.server = TestServer(app)

    @property
    def url(self) -> str:
        return str(self.server.make_url("/teams/"))

    def refuse(self, status: int, code: str = "", **headers: str) -> None:
        body = {"error": {"code": code, "message": "about a person"}}
        self.answers.append(web.json_response(body, status=status, headers=headers))

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        text = await request.text()
        raw_path = request.rel_url.raw_path
        self.came.append(Came(request.method, raw_path, json.loads(text) if text else None, dict(request.headers)))
        if self.answers:
            answer = self.answers.pop(0)
            return answer if isinstance(answer, web.Response) else await answer(request)
        made = "a:new" if raw_path.endswith("/conversations") else f"m{len(self.came)}"
        return web.json_response({"id": made}, status=201)
