"""The proxy lets four ways in and nothing else: nginx itself, with the example's own words, in front of something that
says what reached it."""

import asyncio
import os
import re
import shutil
import ssl
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.incoming import MAX_BYTES
from service.web import IDLE_FOR, application
from service.wiring import LIFECYCLE, NOTIFICATIONS, Service
from tests.deployment.dockerfile import ROOT
from tests.service.test_wiring import local_settings
from tests.support.house import free_port

NAME = "sip.trust.example"
AROUND = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/sip-desk.conf;
}}
"""


@dataclass(frozen=True)
class Proxy:
    http: aiohttp.ClientSession
    port: int
    plain_port: int
    folder: Path
    behind: web.AppRunner

    async def reaches(self, method: str, path: str, **more: object) -> tuple[int, str]:
        """The status, and what the service behind it says that it was asked."""
        async with self.http.request(method, f"https://127.0.0.1:{self.port}{path}", ssl=_ANY, **more) as reply:  # pyright: ignore[reportArgumentType]
            return reply.status, await reply.text() if reply.status == 200 else ""


_ANY = ssl.create_default_context()
_ANY.check_hostname = False
_ANY.verify_mode = ssl.CERT_NONE


@pytest.fixture
async def proxy(tmp_path: Path) -> AsyncIterator[Proxy]:
    if shutil.which("nginx") is None:
        pytest.skip("nginx was not found")
    behind, port, plain_port = free_port(), free_port(), free_port()
    _certificate(tmp_path)
    words = (ROOT / "deployment" / "nginx" / "sip-desk.conf").read_text(encoding="utf-8")
    for theirs, ours in {
        "127.0.0.1:3978": f"127.0.0.1:{behind}",
        "listen 80;": f"listen 127.0.0.1:{plain_port};",
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "/etc/ssl/sip-desk": str(tmp_path),
        "client_header_timeout 10s;": "client_header_timeout 1s;",
        "client_body_timeout 10s;": "client_body_timeout 1s;",
        "rate=10r/s": "rate=1r/s",
        "burst=1500": "burst=40",
    }.items():
        assert theirs in words
        words = words.replace(theirs, ours)
    (tmp_path / "sip-desk.conf").write_text(words, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""  # its workers write into the test's own folder
    (tmp_path / "nginx.conf").write_text(AROUND.format(folder=tmp_path, user=user), encoding="utf-8")
    runner = await _says_what_it_was_asked(behind)
    nginx = await asyncio.create_subprocess_exec("nginx", "-p", tmp_path, "-c", tmp_path / "nginx.conf")
    async with aiohttp.ClientSession() as http:
        async with asyncio.timeout(20):
            while not await _listens(port):
                assert nginx.returncode is None, (tmp_path / "error.log").read_text()
                await asyncio.sleep(0.02)
        yield Proxy(http, port, plain_port, tmp_path, runner)
    nginx.terminate()
    await nginx.wait()
    await runner.cleanup()


async def _says_what_it_was_asked(port: int) -> web.AppRunner:
    async def say(request: web.Request) -> web.Response:
        await request.read()
        said = f"{request.method} {request.rel_url} {request.host}"
        own = {"X-Heard": request.headers["X-Forwarded-For"], "Strict-Transport-Security": "max-age=1"}
        return web.Response(text=said, headers=own)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", say)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def _certificate(folder: Path) -> None:
    """A certificate that nobody else trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    built = built.not_valid_before(datetime.now(UTC)).not_valid_after(datetime.now(UTC) + timedelta(days=1))
    (folder / "fullchain.pem").write_bytes(built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "privkey.pem").write_bytes(private)


async def test_these_ways_lead_in_and_nothing_else(proxy: Proxy) -> None:
    through = {
        ("POST", "/api/messages"),
        ("POST", NOTIFICATIONS),
        ("POST", LIFECYCLE),
        ("GET", "/visits/abc.ics"),
        ("GET", "/celebrations/abc.xlsx"),
        ("GET", "/memberships/abc.xlsx"),
        ("GET", "/training/abc.ics"),
        ("POST", "/records/abc"),
        ("GET", "/mail/abc"),
        ("POST", "/mail/abc/enter"),
        ("GET", "/static/abc/desk.css"),
        ("GET", "/tab"),
        ("POST", "/tab/session"),
        ("GET", "/about"),
    }
    for method, path in through:
        assert await proxy.reaches(method, path) == (200, f"{method} {path} 127.0.0.1")
    for path in ("/", "/healthz", "/readyz", "/api/", "/api/messages/more", "/about/us", "/api/graph/../../healthz"):
        assert await proxy.reaches("GET", path) == (404, "")


async def test_every_way_of_the_service_is_let_in_or_kept_for_who_runs_it(proxy: Proxy, tmp_path: Path) -> None:
    """A route that is added to the service is thought of here too."""
    for_who_runs_it = {"/healthz", "/readyz"}
    service = Service(local_settings(tmp_path, f"sqlite:///{tmp_path / 'none.db'}"))  # nothing starts
    paths = {resource.canonical for resource in application(service).router.resources()}
    assert for_who_runs_it <= paths
    for path in paths - for_who_runs_it:
        assert (await proxy.reaches("GET", path.replace("{token}", "t")))[0] == 200


async def test_what_is_too_large_is_stopped_and_plain_http_is_sent_to_https(proxy: Proxy) -> None:
    assert (await proxy.reaches("POST", "/api/messages", data=b"x" * MAX_BYTES))[0] == 200
    assert (await proxy.reaches("POST", "/api/messages", data=b"x" * (MAX_BYTES + 1)))[0] == 413
    async with proxy.http.get(f"http://127.0.0.1:{proxy.plain_port}/about", allow_redirects=False) as reply:
        assert (reply.status, reply.headers["Location"]) == (301, "https://127.0.0.1/about")


async def test_headers_and_bodies_that_do_not_end_are_not_waited_for(proxy: Proxy) -> None:
    head = "POST /api/graph/notifications HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n"
    for begun in (head, f"{head}\r\n{{"):
        reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port, ssl=_ANY)
        writer.write(begun.encode())
        async with asyncio.timeout(20):
            assert b" 200 " not in await reader.read()
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def test_the_service_hears_who_asks_and_says_https_alone_once(proxy: Proxy) -> None:
    address = f"https://127.0.0.1:{proxy.port}/about"
    async with proxy.http.get(address, ssl=_ANY, headers={"X-Forwarded-For": "198.51.100.7"}) as reply:
        assert reply.headers["X-Heard"] == "127.0.0.1"
        assert reply.headers.getall("Strict-Transport-Security") == ["max-age=31536000"]


def test_a_whole_trust_behind_one_address_is_let_in() -> None:
    """185 headteachers, eight requests each."""
    words = (ROOT / "deployment" / "nginx" / "sip-desk.conf").read_text(encoding="utf-8")
    burst = re.search(r"zone=sip_desk_mail burst=(\d+) nodelay", words)
    assert burst
    assert int(burst[1]) >= 185 * 8


async def test_codes_are_not_tried_by_the_hundred(proxy: Proxy) -> None:
    """The pages behind letters are opened seldom: whoever asks again and again waits, and everybody else does not."""
    asked = [(await proxy.reaches("POST", "/mail/abc/enter"))[0] for _ in range(60)]
    assert asked[:20] == [200] * 20
    assert 429 in asked
    assert (await proxy.reaches("GET", "/about"))[0] == 200


def test_the_proxy_lets_go_of_a_connection_before_the_service_does() -> None:
    words = (ROOT / "deployment" / "nginx" / "sip-desk.conf").read_text(encoding="utf-8")
    kept = re.search(r"upstream[^}]*keepalive_timeout (\d+)s;", words)
    assert kept
    assert int(kept[1]) < IDLE_FOR


async def test_the_key_in_the_address_of_a_calendar_file_is_not_logged(proxy: Proxy) -> None:
    await proxy.reaches("GET", "/visits/a-key.ics")
    for path in (
        "/mail/a-key",
        "/mail/a-key/document",
        "/celebrations/a-key.xlsx",
        "/memberships/a-key.xlsx",
        "/training/a-key.ics",
    ):
        await proxy.reaches("GET", path)
    await proxy.reaches("GET", "/records/a-key")
    await proxy.reaches("GET", "/tab/schools.xlsx?key=a-key")
    await proxy.reaches("GET", "/about")
    async with asyncio.timeout(10):
        while "/about" not in (proxy.folder / "access.log").read_text():
            await asyncio.sleep(0.02)
    assert "a-key" not in (proxy.folder / "access.log").read_text()


async def test_nor_where_the_service_is_away_or_the_door_is_the_old_one(proxy: Proxy) -> None:
    await proxy.behind.cleanup()
    for path in ("/visits/a-key.ics", "/records/a-key", "/mail/a-key", "/tab/schools.xlsx?key=a-key"):
        await proxy.reaches("GET", path)
        address = f"http://127.0.0.1:{proxy.plain_port}{path}"
        async with proxy.http.get(address, allow_redirects=False) as reply:
            assert reply.status == 301
    assert (await proxy.reaches("GET", "/about"))[0] == 502
    async with asyncio.timeout(10):
        while "/about" not in (proxy.folder / "error.log").read_text():
            await asyncio.sleep(0.02)
    assert not [log for log in ("access.log", "error.log") if "a-key" in (proxy.folder / log).read_text()]
