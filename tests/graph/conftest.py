"""A external service on the wire, and clients for it."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from graph.client import GraphClient
from graph.credentials import StaticCredential
from graph.directory import EntraDirectory
from graph.libraries import SharePointLibraries
from graph.limits import Limits
from handbook.reports.library import Library
from tests.graph.fake_graph import TOKEN, FakeGraph

NAMES = {Library.REPORTS: "SIP Reports", Library.DRAFTS: "SIP Drafts"}


class Clock:
    """A clock that stands still until somebody pauses by it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.pauses: list[float] = []

    def monotonic(self) -> float:
        return self.now

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def fake_graph() -> AsyncIterator[FakeGraph]:
    fake_graph = FakeGraph()
    runners = await fake_graph.start()
    yield fake_graph
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
async def connect(fake_graph: FakeGraph, clock: Clock) -> AsyncIterator[Callable[..., GraphClient]]:
    made: list[GraphClient] = []

    def connect(credential: object = None, **how: object) -> GraphClient:
        how = {"base_url": fake_graph.base, "version": "1.2.3", "limits": Limits(clock.monotonic, clock.pause), **how}
        made.append(GraphClient(credential or StaticCredential(TOKEN), **how))
        return made[-1]

    yield connect
    for client in made:
        await client.close()


@pytest.fixture
def client(connect: Callable[..., GraphClient]) -> GraphClient:
    return connect()


@pytest.fixture
def libraries(client: GraphClient) -> SharePointLibraries:
    return SharePointLibraries(client, "trust.example:/sites/SIP", NAMES)


@pytest.fixture
def directory(client: GraphClient) -> EntraDirectory:
    return EntraDirectory(client)


Connect = Callable[..., GraphClient]
Call = Callable[[], Awaitable[object]]
