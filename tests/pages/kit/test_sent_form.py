"""A form's fields, or a no, within seconds."""

import asyncio
import gzip
from collections.abc import AsyncGenerator
from io import BytesIO

import aiohttp
import pytest
from aiohttp import web

from pages.kit.sent_form import sent_form

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
async def address() -> AsyncGenerator[tuple[str, int]]:
    async def say(request: web.Request) -> web.Response:
        return web.json_response(await sent_form(request))

    app = web.Application()
    app.router.add_post("/", say)
    runner = web.AppRunner(app, auto_decompress=False)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield runner.addresses[0][:2]
    await runner.cleanup()


async def test_fields_and_what_no_form_of_ours_sends(address: tuple[str, int]) -> None:
    url = f"http://{address[0]}:{address[1]}/"
    async with aiohttp.ClientSession() as http:
        for data, headers, status in (
            (b"a=1&b=%C3%A9", FORM, 200),
            (b"", {}, 200),
            (b'{"a": 1}', {"Content-Type": "application/json"}, 415),
            (b"--x\r\n", {"Content-Type": "multipart/form-data; boundary=x"}, 415),
            (b"a=\xff", FORM, 400),
            (b"a=1", {"Content-Type": "application/x-www-form-urlencoded; charset=nobody"}, 400),
            (gzip.compress(b"a=" + b"1" * 50_000_000), FORM | {"Content-Encoding": "gzip"}, 400),  # never unpacked
            (b"a=" + b"1" * 1_200_000, FORM, 413),
        ):
            async with http.post(url, data=BytesIO(data), headers=headers) as reply:
                assert reply.status == status, data[:20]
                if data.startswith(b"a=1&"):
                    assert await reply.json() == {"a": "1", "b": "é"}


async def test_a_body_that_does_not_end_is_not_waited_for(
    address: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.kit.sent_form.SECONDS", 0.1)
    reader, writer = await asyncio.open_connection(*address)
    writer.write(
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\na"
    )
    async with asyncio.timeout(20):
        assert b" 408 " in await reader.readline()
    writer.close()
