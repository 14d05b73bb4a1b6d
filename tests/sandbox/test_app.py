"""The process: it is quick to start, says where it is, keeps its state, ends when told, and stays on this machine."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from sandbox.__main__ import arguments, main
from sandbox.neighbours import is_loopback, only_neighbours
from tests.sandbox.teams_side import HEAD, TRUST, card, free_socket, message
from tests.sandbox.whole_sandbox import whole_sandbox


@contextmanager
def process(folder: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """The stand-in as its own process, and the line that it printed when it was ready."""
    command = [sys.executable, "-m", "sandbox", "--folder", str(folder), "--port", "0", "--content-port", "0", *more]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    try:
        yield started, json.loads(started.stdout.readline())
    finally:
        started.kill()
        started.wait()
        started.stdout.close()


def ask(url: str, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data), timeout=5) as answer:  # noqa: S310 -- our own, on loopback
        return json.load(answer)


def test_what_was_answered_is_there_after_a_kill_and_a_restart(tmp_path: Path) -> None:
    with process(tmp_path) as (first, where):
        assert set(where) >= {"graph", "connector", "content"}
        assert json.loads((tmp_path / "addresses.json").read_text()) == where
        before = ask(f"{where['connector']}tenant.json")
        new_chat = {"members": [{"id": HEAD.id}], "tenantId": TRUST.tenant_id, "activity": message(card(speak="kept"))}
        chat = ask(f"{where['connector']}v3/conversations", new_chat)
        first.send_signal(signal.SIGKILL)
        first.wait()
    with process(tmp_path) as (second, where):
        (kept,) = ask(f"{where['connector']}chats/{HEAD.id}")["messages"]
        assert (kept["id"], kept["cards"][0]["speak"]) == (chat["activityId"], "kept")
        assert ask(f"{where['connector']}tenant.json")["tokens"] == before["tokens"]
        second.send_signal(signal.SIGTERM)
        assert second.wait(10) == 0


def test_the_command_serves_until_it_is_told_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def end_when_ready() -> None:
        while not (tmp_path / "addresses.json").exists():
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(
        sys, "argv", ["sandbox", "--folder", str(tmp_path), "--port", "0", "--content-port", "0", "--no-rate-limits"]
    )
    other = threading.Thread(target=end_when_ready, daemon=True)
    other.start()
    assert main() == 0
    other.join()
    assert json.loads(capsys.readouterr().out) == json.loads((tmp_path / "addresses.json").read_text())


@pytest.mark.parametrize("taken", ["--port", "--content-port"])
def test_a_port_in_use_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], taken: str
) -> None:
    with free_socket() as busy:
        busy.listen()
        ports = {"--port": "0", "--content-port": "0", taken: str(busy.getsockname()[1])}
        monkeypatch.setattr(
            sys, "argv", ["sandbox", "--folder", str(tmp_path), *(part for pair in ports.items() for part in pair)]
        )
        assert main() == 1
    assert "cannot start" in capsys.readouterr().err


class TestThisMachineOnly:
    @pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.7", "::", "sandbox.example"])  # noqa: S104 -- to be refused
    def test_another_host_is_refused(self, host: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            arguments(["--folder", str(tmp_path), "--host", host])
        assert ended.value.code == 2
        assert "--i-know-this-is-a-stand-in" in capsys.readouterr().err
        meant = arguments(["--folder", str(tmp_path), "--host", host, "--i-know-this-is-a-stand-in"])
        assert meant.host == host

    @pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
    def test_loopback_is_not(self, host: str, tmp_path: Path) -> None:
        assert is_loopback(host)
        assert arguments(["--folder", str(tmp_path), "--host", host]).host == host


def test_the_defaults_are_the_demo_addresses_and_the_real_rates(tmp_path: Path) -> None:
    settings = arguments(["--folder", str(tmp_path)])
    assert (settings.port, settings.content_port) == (8365, 8366)
    assert settings.bot == "http://127.0.0.1:3978/api/messages"
    assert settings.manners.rate_limits
    assert (settings.manners.patience.deadline, settings.manners.patience.retries) == (10, 2)
    assert not settings.require_token


async def test_it_serves_on_the_newer_loopback_too(tmp_path: Path) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    async with whole_sandbox(tmp_path, host="::1") as whole:
        assert whole.addresses.graph.startswith("http://[::1]:")
        assert (await whole.ask("GET", "/people.json")).status == 200


async def test_the_tokens_are_kept_for_their_owner_alone(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        first = await whole.tenant()
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600
    async with whole_sandbox(tmp_path, require_token=True) as whole:
        second = await whole.tenant()
        assert [first[key] for key in ("token", "tokens", "service_token")] == [
            second[key] for key in ("token", "tokens", "service_token")
        ]
        body = {"members": [{"id": HEAD.id}], "tenantId": TRUST.tenant_id}
        assert (await whole.ask("POST", "/v3/conversations", body)).status == 401
        assert (await whole.ask("POST", "/v3/conversations", body, token=second["connector_token"])).status == 201


async def test_a_filed_report_can_be_looked_at_in_a_browser(tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        tenant = await whole.tenant()
        token = tenant["service_token"]
        drives = await whole.ask("GET", f"{tenant['graph']}/sites/{tenant['site']['id']}/drives", token=token)
        place = f"{tenant['graph']}/drives/{drives.body['value'][0]['id']}/root:/note.txt:/content"
        item = (await whole.ask("PUT", place, token=token, data=b"kept")).body
        path = item["webUrl"].partition(TRUST.host)[2]
        assert (await whole.ask("GET", path)).body == b"kept"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "sandbox.evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example:80"}, 421),
        ({"Host": "[::1"}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "localhost"}, 200),
        ({"Origin": "http://127.0.0.1:9"}, 200),
    ],
)
async def test_pages_from_elsewhere_are_not_answered(headers: dict[str, str], status: int, tmp_path: Path) -> None:
    async with whole_sandbox(tmp_path) as whole:
        for origin in (whole.origin, whole.addresses.content):
            async with whole.http.get(f"{origin}/tenant.json", headers=headers) as reply:
                assert reply.status in {status, 404 if status == 200 else status}


async def test_who_binds_it_for_others_lets_them_in(tmp_path: Path) -> None:
    app = web.Application(middlewares=[only_neighbours("0.0.0.0")])  # noqa: S104 - what is tested

    async def let_in(_: web.Request) -> web.Response:
        return web.Response(text="in")

    app.router.add_get("/", let_in)
    async with TestClient(TestServer(app)) as client:
        assert (await client.get("/", headers={"Host": "machine.trust.example"})).status == 200
