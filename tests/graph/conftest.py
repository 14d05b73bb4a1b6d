"""A far end on the wire, and clients for it."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from graph.client import GraphClient
from graph.credentials import StaticCredential
from graph.directory import EntraDirectory
from graph.libraries import SharePointLibraries
from graph.limits import Limits
from handbook.reports.library import Library
from tests.graph.far_end import TOKEN, FarEnd

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
async def far_end() -> AsyncIterator[FarEnd]:
    far_end = FarEnd()
    runners = await far_end.start()
    yield far_end
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
async def connect(far_end: FarEnd, clock: Clock) -> AsyncIterator[Callable[..., GraphClient]]:
    made: list[GraphClient] = []

    def connect(credential: object = None, **how: object) -> GraphClient:
        how = {"base_url": far_end.base, "version": "1.2.3", "limits": Limits(clock.monotonic, clock.pause), **how}
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
