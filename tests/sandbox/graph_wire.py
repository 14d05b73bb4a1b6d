"""The Graph stand-in over real HTTP, on two loopback ports as `sandbox` will serve it. Every answer is held against the
published contract where that is at hand."""

import importlib.util
import io
import json
import re
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

import aiohttp
from aiohttp import web
from yarl import URL

from sandbox.faults import Faults
from sandbox.graph import content_app, graph_app, site_id, web_routes
from sandbox.graph.tenant import Tenant
from sandbox.tokens import Tokens
from sandbox.trust import Trust

CONTRACT = Path(__file__).parents[3] / "shared" / "contract" / "graph" / "check.py"
TRUST = Trust.load()
TENANT = Tenant(TRUST)
SITE = TENANT.site_id
REPORTS, DRAFTS = TENANT.libraries
ADVISOR = next(person for person in TRUST.people if person.role == "trust_advisor")
SIPS = [person for person in TRUST.people if person.role == "sip"]
OTHER_MAIL = next(person for person in TRUST.people if person.mail != person.upn)
EVERYTHING = ("User.Read.All", "Sites.Selected")
MAILBOXES = ("Calendars.ReadWrite",)


def contract() -> ModuleType | None:
    if not CONTRACT.exists():
        return None
    spec = importlib.util.spec_from_file_location("graph_contract", CONTRACT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its own files to the garbage collector
        spec.loader.exec_module(module)
    return module


CHECK = contract()
COLON = re.compile(r"/[^/:]+:/.+?(?::(?=/)|:?$)")


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 10, 15, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, time: timedelta) -> None:
        self.at += time


@dataclass
class Answer:
    status: int
    headers: Any
    data: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.data)

    @property
    def code(self) -> str:
        return self.json["error"]["code"]

    @property
    def value(self) -> list[Any]:
        return self.json["value"]


class Wire:
    """Asks the stand-in. `ask` takes a path as it goes over the wire, below /v1.0."""

    def __init__(self, session: aiohttp.ClientSession, origin: str, graph: web.Application, clock: Clock) -> None:
        self.session = session
        self.origin = origin
        self.graph = graph
        self.clock = clock
        self.tokens = Tokens()
        self.faults = Faults()

    async def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        data: bytes | None = None,
        token: str | None = "app",  # noqa: S107 - a name of a sandbox token, no secret
        headers: dict[str, str] | None = None,
    ) -> Answer:
        url = path if path.startswith("http") else f"{self.origin}/v1.0{path}"
        sent = dict(headers or {}) | ({"Authorization": f"Bearer {token}"} if token else {})
        if body is not None:
            data = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        body_sent = io.BytesIO(data) if data is not None else None
        where = URL(url, encoded=True)
        request = self.session.request(method, where, data=body_sent, headers=sent, allow_redirects=False)
        async with request as reply:
            answer = Answer(reply.status, reply.headers, await reply.read())
        if path.startswith("/"):
            hold_to_contract(method, path, answer)
        return answer

    async def fetch(self, url: str, **headers: str) -> Answer:
        """From the other origin, as a client without its token."""
        return await self.ask("GET", url, token=None, headers=headers)

    async def put(self, path: str, data: bytes = b"some text", drive: str = REPORTS.drive_id, **more: Any) -> Any:
        """A file at a path of a library; its driveItem."""
        answer = await self.ask("PUT", f"/drives/{drive}/root:/{path}:/content", data=data, **more)
        assert answer.status in (200, 201), answer.data
        return answer.json

    async def follow(self, path: str) -> Answer:
        """Asks for a redirect and fetches where it leads."""
        answer = await self.ask("GET", path)
        assert answer.status == 302, answer.data
        return await self.fetch(answer.headers["Location"])


def hold_to_contract(method: str, path: str, answer: Answer) -> None:
    if CHECK is None or not answer.data or not answer.headers.get("Content-Type", "").startswith("application/json"):
        return
    if answer.status >= 400:
        assert CHECK.check_error(answer.json, answer.status) == []
        return
    plain = COLON.sub("/some-id", unquote(path.partition("?")[0]))  # the contract matches ids best
    routes = CHECK.match(method, re.sub(r"^(/drives/[^/]+)/(?:root|some-id)/(?!delta)", r"\1/items/root/", plain))
    if not routes:
        return
    assert answer.status in routes[0]["success"], (method, path, answer.status)
    returned = str(routes[0]["returns"]).partition("+")[0]
    if returned.startswith("collection("):
        found = CHECK.check_collection(answer.json, returned[len("collection(") : -1])
    else:
        found = CHECK.check(answer.json, returned)
    selected = "select=" in path
    assert [one for one in found if not (selected and "missing (unless" in one)] == [], (method, path, found)


async def serve(app: web.Application) -> tuple[web.AppRunner, str]:
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


@asynccontextmanager
async def graph_sandbox(folder: Path, *, soffice: Callable[[], str | None] = lambda: None) -> AsyncIterator[Wire]:
    """Tokens: "app" (Sites.Selected with full control and the rest of `EVERYTHING`), "advisor" and "sip" (people)."""
    clock, tokens, faults = Clock(), Tokens(), Faults()
    tokens.issue_app("app", TRUST.app_id, EVERYTHING, {site_id(TRUST): "fullcontrol"}, MAILBOXES)
    tokens.issue_user("advisor", ADVISOR.id)
    tokens.issue_user("sip", SIPS[0].id)
    content, public = await serve_content(folder, faults, clock)
    graph = graph_app(
        folder=folder,
        trust=TRUST,
        tokens=tokens,
        faults=faults,
        public=public,
        now=clock,
        soffice=soffice,
        scope=[person.id for person in TRUST.people],  # a test shuts what should be shut
    )
    app = web.Application()
    app.add_subapp("/v1.0", graph)
    app.add_routes(web_routes(graph))
    runner, origin = await serve(app)
    try:
        async with aiohttp.ClientSession() as session:
            wire = Wire(session, origin, graph, clock)
            wire.tokens, wire.faults = tokens, faults
            yield wire
    finally:
        await runner.cleanup()
        await content.cleanup()


async def serve_content(folder: Path, faults: Faults, clock: Clock) -> tuple[web.AppRunner, str]:
    return await serve(content_app(folder=folder, trust=TRUST, faults=faults, now=clock))
