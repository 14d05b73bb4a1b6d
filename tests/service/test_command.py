"""The `sipdesk` command, as an administrator meets it."""

import asyncio
import json
import os
import re
import signal
import socket
import sqlite3
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from service.__main__ import main
from tests.service.test_roster import a_file, written
from tests.service.test_safe_keeping import APART
from tests.support.databases import Databases

PATIENCE = 30.0
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _nothing_around(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("SIPDESK_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def local(folder: Path, port: int, **changes: str) -> dict[str, str]:
    """Settings against a sandbox that does not answer."""
    return {
        "SIPDESK_LOCAL": "true",
        "SIPDESK_PORT": str(port),
        "SIPDESK_DATABASE_URL": f"sqlite:///{folder / 'sipdesk.db'}",
        "SIPDESK_ROSTER": str(written(folder, a_file())),
        "SIPDESK_TENANT_ID": "t",
        "SIPDESK_CONNECTOR_URL": "http://127.0.0.1:9/",
        "SIPDESK_GRAPH_URL": "http://127.0.0.1:9/v1.0",
        "SIPDESK_GRAPH_CREDENTIAL": "token",
        "SIPDESK_GRAPH_TOKEN": "t",
        "SIPDESK_SITE": "host:/sites/SIP",
    } | changes


@asynccontextmanager
async def sipdesk(folder: Path, settings: dict[str, str], *words: str) -> AsyncGenerator[asyncio.subprocess.Process]:
    around = {name: value for name, value in os.environ.items() if not name.startswith("SIPDESK_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "service", *words), cwd=folder, env=around | settings, stdout=PIPE, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def ended(folder: Path, settings: dict[str, str], *words: str) -> tuple[int, str]:
    """With what status it ends, and what it says. (A process of its own: what logs are made of is set once in each.)"""
    async with sipdesk(folder, settings, *words) as process:
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode is not None
        return process.returncode, (out + err).decode()


async def test_the_audit_is_verified(sqlite_databases: Databases, tmp_path: Path) -> None:
    with sqlite_databases.ready() as url:
        said = f"The audit is complete: 0 entries. Note its head: 0:{'0' * 64}\n"
        assert await ended(tmp_path, {"SIPDESK_DATABASE_URL": url}, "audit", "verify") == (0, said)


async def test_a_roster_that_cannot_be_used_stops_the_start(tmp_path: Path) -> None:
    status, said = await ended(tmp_path, local(tmp_path, 0, SIPDESK_ROSTER="none.json"), "serve", "--local")
    assert (status, said) == (2, "SIPDESK_ROSTER: none.json cannot be read (No such file or directory).\n")


async def test_a_backup_is_made(sqlite_databases: Databases, tmp_path: Path) -> None:
    with sqlite_databases.ready() as url:
        said = f"today holds the database.\n{APART}\nIts audit is complete: 0 entries. Note its head: 0:{'0' * 64}\n"
        assert await ended(tmp_path, {"SIPDESK_DATABASE_URL": url}, "backup", "today") == (0, said)
    assert (tmp_path / "today").is_file()


async def test_a_database_of_a_newer_version_stops_the_start(sqlite_databases: Databases, tmp_path: Path) -> None:
    with sqlite_databases.ready() as url:
        with sqlite3.connect(url.removeprefix("sqlite:///")) as uow:
            uow.execute("UPDATE alembic_version SET version_num = '0999'")
        uow.close()
        status, said = await ended(tmp_path, local(tmp_path, 0, SIPDESK_DATABASE_URL=url), "serve", "--local")
    assert (status, said.count("\n")) == (2, 1)
    assert "belongs to a newer version of SIP Desk: its schema is 0999, and this version knows 0001 to" in said


NOT_OPENED = """
import os, sys
from service.__main__ import main
for url in sys.argv[1:]:
    os.environ["SIPDESK_DATABASE_URL"] = url
    print("ended with", main(["restored"]))
"""


async def test_a_database_that_cannot_be_opened_is_one_sentence_without_its_password(tmp_path: Path) -> None:
    urls = (
        "postgresql://sip:zygo@morphic@127.0.0.1:9/books",
        "postgresql://sip:zygo/morphic@127.0.0.1:9/books",
        "postgresql://sip:zygo:morphic@127.0.0.1:zygo/books",
        "postgresql://sip:zygo#morphic@127.0.0.1:9/books?connect_timeout=zygo",
        "zygo morphic",
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", NOT_OPENED, *urls),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)} | local(tmp_path, 0),
        stdout=PIPE,
        stderr=PIPE,
    )
    out, err = (said.decode() for said in await asyncio.wait_for(process.communicate(), PATIENCE))
    assert out.splitlines() == ["ended with 2"] * len(urls)
    assert "zygo" not in err
    assert "morphic" not in err
    assert [line.partition(":")[0] for line in err.splitlines()] == ["SIPDESK_DATABASE_URL"] * len(urls)


async def test_a_file_that_cannot_be_a_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "no.db").write_text("no database", encoding="utf-8")
    for url in ("sqlite:////proc/none/none.db", f"sqlite:///{tmp_path}/no.db"):
        status, said = await ended(tmp_path, local(tmp_path, 0, SIPDESK_DATABASE_URL=url), "serve", "--local")
        assert (status, said.count("\n")) == (2, 1), said


@pytest.mark.parametrize("command", ["serve", "work"])
def test_without_settings_it_says_which_are_missing(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command]) == 2
    said = capsys.readouterr().err
    for name in ("SIPDESK_TENANT_ID", "SIPDESK_SITE"):
        assert f"{name} is missing.\n" in said


@pytest.mark.parametrize(
    ("changes", "words", "sentence"),
    [
        ({"SIPDESK_HOST": "0.0.0.0"}, ("serve", "--local"), "SIPDESK_HOST must be on this machine"),  # noqa: S104 - which is what is refused
        ({"SIPDESK_PORT": "x"}, ("serve",), "SIPDESK_PORT"),
        ({"SIPDESK_CLOCK_SECONDS": "86400"}, ("serve",), "SIPDESK_CLOCK_SECONDS must be 3600 or less."),
        ({"SIPDESK_CLOCK_SECONDS": "0"}, ("serve",), "SIPDESK_CLOCK_SECONDS must be more than 0."),
        ({"SIPDESK_POLL_SECONDS": "300"}, ("serve",), "SIPDESK_POLL_SECONDS must be 60 or less."),
        ({"SIPDESK_WAITS_SCHOOL_DAYS": "0"}, ("serve",), "SIPDESK_WAITS_SCHOOL_DAYS must be 1 or more."),
        ({"SIPDESK_HOSTS": "x"}, ("serve",), "SIPDESK_HOSTS is not a setting."),
        ({"SIPDESK_LOCAL": "false"}, ("serve",), "SIPDESK_BOT_APP_ID is missing"),
        ({"SIPDESK_REMINDER_SCHOOL_DAYS": "5,10"}, ("serve",), "SIPDESK_REMINDER_SCHOOL_DAYS is not JSON."),
    ],
)
def test_it_does_not_start_on_what_does_not_fit(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    changes: dict[str, str],
    words: tuple[str, ...],
    sentence: str,
) -> None:
    for name, value in local(tmp_path, 0, **changes).items():
        monkeypatch.setenv(name, value)
    assert main(words) == 2
    assert sentence in capsys.readouterr().err


def test_local_is_asked_for_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = {"SIPDESK_LOCAL": "false", "SIPDESK_BOT_APP_ID": "app", "SIPDESK_BOT_APP_PASSWORD": "p"}
    for name, value in local(tmp_path, 0, SIPDESK_GRAPH_CREDENTIAL="managed_identity", **real).items():
        monkeypatch.setenv(name, value)
    assert main(["serve", "--local"]) == 2
    assert "--local needs SIPDESK_LOCAL=true" in capsys.readouterr().err


async def test_a_real_process_refuses_with_status_2_and_a_sentence(tmp_path: Path) -> None:
    status, said = await ended(tmp_path, {}, "serve")
    assert status == 2
    assert said.splitlines()[0] == "SIPDESK_TENANT_ID is missing."
    assert "Traceback" not in said


def _read_by_others(folder: Path) -> list[str]:
    """Of the files of the service's databases."""
    kept = [path for path in folder.rglob("*.db*") if path.is_file()]
    assert len(kept) > 1
    return [path.name for path in kept if path.stat().st_mode & 0o077]


async def test_it_serves_this_machine_alone_and_ends_in_order(tmp_path: Path) -> None:
    """Also where the database came from an earlier version, or was copied, so that others could read it."""
    port = free_port()
    os.close(os.open(tmp_path / "sipdesk.db", os.O_CREAT, 0o644))
    async with (
        sipdesk(tmp_path, local(tmp_path, port), "serve", "--local") as process,
        aiohttp.ClientSession() as http,
    ):
        async with asyncio.timeout(PATIENCE):
            while True:
                assert process.returncode is None
                try:
                    async with http.get(f"http://127.0.0.1:{port}/readyz") as reply:
                        assert (reply.status, (await reply.json())["ready"]) == (200, True)
                        break
                except aiohttp.ClientConnectionError:
                    await asyncio.sleep(0.05)
        async with http.get(f"http://127.0.0.1:{port}/healthz") as reply:
            assert await reply.json() == {"status": "ok"}
        assert _read_by_others(tmp_path) == []
        limits = await asyncio.to_thread(Path(f"/proc/{process.pid}/limits").read_text)
        assert re.search(r"Max core file size +0 +0 ", limits), "a crash writes down nothing"
        with socket.create_server(("127.0.0.2", port)):
            pass  # it would be taken if the service listened on every address
        process.send_signal(signal.SIGTERM)
        _, said = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode == 0
    events = [json.loads(line)["event"] for line in said.decode().splitlines()]
    assert events[:2] == ["case_keys_made", "serving"]


HEAVY = ("automations", "bot", "dbos", "docx", "msgraph", "openpyxl", "sqlalchemy")
LOADS = f"""
import sys
from service.__main__ import main
for words in sys.argv[1:]:
    try:
        main(words.split())
    except SystemExit:
        pass
    print("loaded for", words.split()[0], *(name for name in {HEAVY} if name in sys.modules))
"""


async def test_a_command_loads_no_more_of_the_service_than_it_needs(
    sqlite_databases: Databases, tmp_path: Path
) -> None:
    """Each after the other: what one has loaded stays."""
    words = ("--help", "nonsense", "manifest build --app-id x --domain y --out z", "audit verify", "figures none.csv")
    with sqlite_databases.ready() as url:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", LOADS, *words),
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "SIPDESK_DATABASE_URL": url},
            stdout=PIPE,
            stderr=PIPE,
        )
        out, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    told = [line.removeprefix("loaded for ") for line in out.decode().splitlines() if line.startswith("loaded for ")]
    assert told == ["--help", "nonsense", "manifest", "audit sqlalchemy", "figures sqlalchemy"]
