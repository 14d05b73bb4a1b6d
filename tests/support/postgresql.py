"""A PostgreSQL server of the tests' own, with nothing durable about it: in a folder that is thrown away, reached
through a socket in that folder. The server refuses to run as root, so there it runs as `nobody`."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

_IN_A_HURRY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=60")
_START_WITHIN = 30.0


@dataclass(frozen=True)
class PostgreSQL:
    """A running server; `folder` holds its socket."""

    folder: Path

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def create(self, name: str) -> str:
        """A new, empty database; its URL."""
        self.run(f'CREATE DATABASE "{name}" TEMPLATE template0')
        return self.url(name)

    def drop(self, name: str) -> None:
        self.run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # pyright: ignore[reportArgumentType, reportCallIssue] - of the tests' own


def binaries() -> Path | None:
    """Where the server's programs are: on the path, or where Debian puts them (the newest)."""
    found = shutil.which("initdb")
    if found and shutil.which("postgres"):
        return Path(found).parent
    versions = (path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists())
    return max(versions, key=lambda path: float(path.parent.name), default=None)


@contextmanager
def running(programs: Path) -> Generator[PostgreSQL]:
    """Starts a server in a new folder, and ends it."""
    folder = Path(tempfile.mkdtemp(prefix="sipdesk-pg-"))
    somebody: Any = _not_root(folder)
    data = folder / "data"
    initdb = (programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C")
    try:
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=folder, **somebody)
        settings = [word for setting in _IN_A_HURRY for word in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            server: subprocess.Popen[Any] = subprocess.Popen(
                (programs / "postgres", "-D", data, "-k", folder, *settings), stderr=log, cwd=folder, **somebody
            )
        with _ends_with_us(server):
            _wait_for(server, PostgreSQL(folder))
            yield PostgreSQL(folder)
    finally:
        shutil.rmtree(folder)


@contextmanager
def _ends_with_us(server: subprocess.Popen[Any]) -> Generator[None]:
    """SIGINT ends the server without waiting for those who are still connected: when the block is left, and also when
    this process is killed, for then the watch's input ends."""
    with subprocess.Popen(("sh", "-c", f"cat; kill -INT {server.pid}"), stdin=subprocess.PIPE) as watch:
        try:
            yield
        finally:
            watch.communicate()
            server.wait(30)


def _not_root(folder: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}


def _wait_for(server: subprocess.Popen[Any], database: PostgreSQL) -> None:
    until = time.monotonic() + _START_WITHIN
    while True:
        try:
            database.run("SELECT 1")
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError((database.folder / "log").read_text(encoding="utf-8")) from None
            time.sleep(0.02)
