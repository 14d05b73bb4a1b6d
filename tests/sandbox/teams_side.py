"""A bot that only records, and Teams around it, both over real HTTP on loopback."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web

from sandbox.connector.refusals import answer_refusals
from sandbox.connector.teams import Manners, Teams
from sandbox.trust import SandboxPerson, Trust

TRUST = Trust.load()
HEAD = next(person for person in TRUST.people if person.role == "headteacher")
OTHER = next(person for person in TRUST.people if person.role == "sip")
WITHOUT_APP = next(person for person in TRUST.people if not person.teams)
CARD = "application/vnd.microsoft.card.adaptive"

Answer = Callable[[dict[str, Any]], Awaitable[web.StreamResponse]]


def card(*actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "AdaptiveCard", "version": "1.5", "body": [], "actions": list(actions), **more}


def execute(verb: str, **more: Any) -> dict[str, Any]:
    return {"type": "Action.Execute", "title": verb.title(), "verb": verb, "data": {"report": "r1"}, **more}


def message(shown: dict[str, Any]) -> dict[str, Any]:
    return {"type": "message", "attachments": [{"contentType": CARD, "content": shown}]}


def invoke_reply(kind: str, value: Any, code: int = 200) -> dict[str, Any]:
    return {"statusCode": code, "type": kind, "value": value}


class FakeBot:
    """Records every activity. `answers` are used one after another, the last one for ever."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answers: list[Answer] = []
        self.hurry = asyncio.Event()

    async def messages(self, request: web.Request) -> web.StreamResponse:
        self.heard.append(await request.json())
        self.headers.append(dict(request.headers))
        if not self.answers:
            return web.json_response({})
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return await answer(self.heard[-1])

    def replies(self, *bodies: Any, status: int = 200) -> None:
        """Answers with these bodies in turn."""

        def answer(body: Any) -> Answer:
            async def now(_: dict[str, Any]) -> web.StreamResponse:
                return web.json_response(body, status=status)

            return now

        self.answers = [answer(body) for body in bodies]

    def hangs(self) -> None:
        async def never(_: dict[str, Any]) -> web.StreamResponse:
            await self.hurry.wait()
            return web.json_response({})

        self.answers = [never]


@dataclass
class Clock:
    """Time that passes when a test says so."""

    at: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    ticks: float = 0.0

    def now(self) -> datetime:
        return self.at

    def seconds(self) -> float:
        return self.ticks

    def passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.ticks += seconds


@dataclass
class Reply:
    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict[str, str])


@dataclass
class TeamsSide:
    """What a test holds: the bot, the clock, and HTTP to the sandbox."""

    bot: FakeBot
    clock: Clock
    teams: Teams
    origin: str
    content: str
    http: ClientSession

    async def ask(self, method: str, path: str, body: Any = None, **more: Any) -> Reply:
        sent = {"json": body} if body is not None else {}
        url = path if path.startswith("http") else self.origin + path
        async with self.http.request(method, url, **sent, **more) as answer:
            is_json = answer.content_type == "application/json"
            return Reply(answer.status, await (answer.json() if is_json else answer.read()), dict(answer.headers))

    async def open(self, person: SandboxPerson = HEAD, **more: Any) -> Reply:
        body = {"bot": {"id": "b"}, "members": [{"id": person.id}], "tenantId": TRUST.tenant_id, **more}
        return await self.ask("POST", "/v3/conversations", body)

    async def opened(self, person: SandboxPerson = HEAD) -> str:
        """The path of a person's chat for the bot."""
        return f"/v3/conversations/{(await self.open(person)).body['id']}"

    async def send(self, shown: dict[str, Any], person: SandboxPerson = HEAD) -> str:
        """Sends a card; returns the message's id."""
        sent = await self.ask("POST", f"{await self.opened(person)}/activities", message(shown))
        assert sent.status == 201, sent
        return sent.body["id"]

    async def play(self, act: str, body: Any = None, person: SandboxPerson = HEAD, **more: Any) -> Reply:
        return await self.ask("POST", f"/play/{person.id}/{act}", body, **more)

    async def chat(self, person: SandboxPerson = HEAD) -> list[dict[str, Any]]:
        return (await self.ask("GET", f"/chats/{person.id}")).body["messages"]


async def listening(app: web.Application, bound: socket.socket | None = None) -> tuple[web.AppRunner, str]:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    bound = bound or free_socket()
    await web.SockSite(runner, bound).start()
    return runner, f"http://127.0.0.1:{bound.getsockname()[1]}"


def free_socket() -> socket.socket:
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    return bound


@asynccontextmanager
async def fake_bot() -> AsyncIterator[tuple[FakeBot, str]]:
    bot = FakeBot()
    app = web.Application()
    app.router.add_post("/api/messages", bot.messages)
    runner, origin = await listening(app)
    try:
        yield bot, f"{origin}/api/messages"
    finally:
        bot.hurry.set()
        await runner.cleanup()


@asynccontextmanager
async def teams_side(folder: Path, token: str | None = None, **manners: Any) -> AsyncIterator[TeamsSide]:
    clock = Clock()
    manners = {"rate_limits": False, **manners}
    async with fake_bot() as (bot, bot_url):
        main, content = free_socket(), free_socket()
        origins = [f"http://127.0.0.1:{one.getsockname()[1]}" for one in (main, content)]
        teams = Teams(
            folder,
            TRUST,
            service_url=f"{origins[0]}/",
            content_origin=origins[1],
            bot=bot_url,
            token=token,
            manners=Manners(clock=clock.now, seconds=clock.seconds, **manners),
        )
        app = web.Application(middlewares=[answer_refusals], client_max_size=2**24)
        app.add_subapp("/v3", teams.connector())
        app.add_routes(teams.people_side())
        files = web.Application()
        files.add_subapp("/chat-files", teams.files.app())
        runners = [(await listening(app, main))[0], (await listening(files, content))[0]]
        try:
            async with ClientSession() as http:
                yield TeamsSide(bot, clock, teams, origins[0], origins[1], http)
        finally:
            for runner in runners:
                await runner.cleanup()
            await teams.close()
