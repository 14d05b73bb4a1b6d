"""Style sheets and scripts: by what is in them, kept for ever, and never another one's contents."""

import gzip
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from pages.kit import files_served
from tests.support.house import free_port


@pytest.fixture
async def served() -> AsyncIterator[aiohttp.ClientSession]:
    app = web.Application()
    app.router.add_get(files_served.ROUTE, files_served.serve)
    runner, port = web.AppRunner(app), free_port()
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}", auto_decompress=False) as http:
        yield http
    await runner.cleanup()


async def test_a_file_is_found_by_what_is_in_it_and_kept(served: aiohttp.ClientSession) -> None:
    own = files_served.served_files()["desk.css"]
    async with served.get(files_served.address("desk.css"), headers={"Accept-Encoding": "identity"}) as reply:
        assert (reply.status, await reply.read()) == (200, own.data)
        assert "immutable" in reply.headers["Cache-Control"]
        assert reply.content_type == "text/css"
    async with served.get(files_served.address("desk.css")) as reply:
        assert reply.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(await reply.read()) == own.data


@pytest.mark.parametrize(
    "path", ["/static/0123456789ab/desk.css", "/static/0123456789ab/none.js", "/static/../kit/page.py", "/static/"]
)
async def test_what_is_no_file_of_ours_is_not_found(served: aiohttp.ClientSession, path: str) -> None:
    async with served.get(path) as reply:
        assert reply.status == 404


def test_a_file_that_is_not_there_cannot_be_named() -> None:
    with pytest.raises(KeyError):
        files_served.address("none.css")


def test_what_npm_fetches_is_served_where_it_is_there() -> None:
    if not (files_served.is_there(files_served.HTMX) and files_served.is_there(files_served.TEAMS_JS)):
        pytest.skip("htmx and TeamsJS were not found (npm ci)")
    both = [files_served.served_files()[name] for name in (files_served.HTMX, files_served.TEAMS_JS)]
    assert sum(len(one.zipped) for one in both) < 80_000
