"""Files that people sent in chat, fetched from where Teams says they are."""

import gzip
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.downloads import Downloads
from bot.hosts import Hosts
from bot.wire import Wire
from handbook.core.external_errors import ExternalError, NotFound, Rejected, SignInRefused, TooBig, Unavailable
from tests.bot.fake_connector import FakeConnector


@pytest.fixture
async def downloads() -> AsyncIterator[Downloads]:
    wire = Wire()
    yield Downloads(wire, Hosts(local=True))
    await wire.close()


def file(data: bytes) -> web.Response:
    return web.Response(body=data)


def moved(to: str) -> web.Response:
    return web.Response(status=302, headers={"Location": to})


async def test_a_file_is_fetched_without_any_token(downloads: Downloads, fake_connector: FakeConnector) -> None:
    fake_connector.answers = [file(b"report")]
    assert await downloads.fetch(f"{fake_connector.url}a%20b?tempauth=x%2Fy", 6) == b"report"
    assert fake_connector.came[0].path == "/teams/a%20b"
    assert "Authorization" not in fake_connector.came[0].headers


async def test_a_file_that_moved_is_followed(downloads: Downloads, fake_connector: FakeConnector) -> None:
    fake_connector.answers = [moved("/elsewhere"), file(b"report")]
    assert await downloads.fetch(fake_connector.url, 100) == b"report"


@pytest.mark.parametrize("to", ["https://example.org/", "file:///etc/passwd", "http://[::1", "//example.org/x"])
async def test_a_file_is_not_followed_to_another_host(
    downloads: Downloads, fake_connector: FakeConnector, to: str
) -> None:
    fake_connector.answers = [moved(to)]
    with pytest.raises(Rejected):
        await downloads.fetch(fake_connector.url, 100)


async def test_a_file_that_moves_round_and_round_is_refused(
    downloads: Downloads, fake_connector: FakeConnector
) -> None:
    fake_connector.answers = [moved("/round") for _ in range(5)]
    with pytest.raises(Rejected, match="redirects"):
        await downloads.fetch(fake_connector.url, 100)
    assert len(fake_connector.came) == 3


async def test_a_file_larger_than_it_may_be_is_refused(downloads: Downloads, fake_connector: FakeConnector) -> None:
    fake_connector.answers = [file(b"a" * 101)]
    with pytest.raises(TooBig, match="too large"):
        await downloads.fetch(fake_connector.url, 100)


async def test_a_file_that_does_not_say_how_large_it_is_is_cut_off(
    downloads: Downloads, fake_connector: FakeConnector
) -> None:
    packed = web.Response(body=gzip.compress(b"a" * 1_000_000), headers={"Content-Encoding": "gzip"})
    fake_connector.answers = [packed]
    with pytest.raises(TooBig, match="too large"):
        await downloads.fetch(fake_connector.url, 10_000)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, SignInRefused),
        (403, NotFound),
        (404, NotFound),
        (410, NotFound),
        (400, Unavailable),
        (204, Unavailable),
        (423, Unavailable),
        (408, Unavailable),
        (429, Unavailable),
        (500, Unavailable),
        (503, Unavailable),
    ],
)
async def test_the_error_says_whether_to_try_again(
    downloads: Downloads, fake_connector: FakeConnector, status: int, error: type[ExternalError]
) -> None:
    fake_connector.answers = [web.Response(status=status, headers={"Retry-After": "7"})]
    with pytest.raises(error) as refusal:
        await downloads.fetch(fake_connector.url, 100)
    if isinstance(refusal.value, Unavailable):
        assert refusal.value.retry_after == 7


async def test_a_file_server_that_is_not_there_is_unavailable(
    downloads: Downloads, fake_connector: FakeConnector
) -> None:
    address = fake_connector.url
    await fake_connector.server.close()
    with pytest.raises(Unavailable):
        await downloads.fetch(address, 100)


@pytest.mark.parametrize(
    "address", ["", "words", "ftp://localhost/x", "https://x.sharepoint.com/x", "http://a@localhost/"]
)
async def test_only_allowed_hosts_are_asked(downloads: Downloads, address: str) -> None:
    with pytest.raises(Rejected, match="not an allowed host"):
        await downloads.fetch(address, 100)
