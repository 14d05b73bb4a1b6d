from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot import Bot, build
from handbook.core.conversation_reference import ConversationReference
from tests.bot.fake_connector import FakeConnector
from tests.bot.teams_side import LOCAL_SERVICE_URL, TENANT
from tests.support.recorded_door import RecordedDoor

Client = TestClient[web.Request, web.Application]
Serve = Callable[[Bot], Awaitable[Client]]


async def nowhere(person_id: str) -> ConversationReference | None:
    return None


async def forget(where: ConversationReference) -> None:
    return None


@pytest.fixture
async def fake_connector() -> AsyncIterator[FakeConnector]:
    fake_connector = FakeConnector()
    await fake_connector.server.start_server()
    yield fake_connector
    await fake_connector.server.close()


@pytest.fixture
def door() -> RecordedDoor:
    return RecordedDoor()


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Runs a bot behind its address until the test ends."""
    running: list[tuple[Bot, Client]] = []

    async def run(bot: Bot) -> Client:
        app = web.Application()
        app.router.add_post("/api/messages", bot.handle)
        server = TestServer(app)
        await server.start_server(auto_decompress=False)  # as the service does
        client: Client = TestClient(server)
        await bot.start()
        running.append((bot, client))
        return client

    yield run
    for bot, client in running:
        await client.close()
        await bot.close()


@pytest.fixture
async def teams(door: RecordedDoor, serve: Serve) -> Client:
    """The local bot's address, for whoever plays Teams."""
    bot = build(
        door,
        tenant_id=TENANT,
        conversations=nowhere,
        remember=forget,
        local=True,
        default_service_url=LOCAL_SERVICE_URL,
    )
    return await serve(bot)
