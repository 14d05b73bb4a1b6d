"""The servers under test, each a process of its own on the first core."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from sandbox.trust import Trust

DEPLOYED: Final = {"MALLOC_ARENA_MAX": "2"}
"""What the container and the unit of systemd set, besides settings."""


@contextmanager
def server(settings: Mapping[str, str], *command: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Runs a module of ours; yields its port once that accepts connections. `PORT` in the command is replaced."""
    port = free_port()
    words = [word.replace("PORT", str(port)) for word in command]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SIPDESK_")}
    environment = clean | DEPLOYED | {key: value.replace("PORT", str(port)) for key, value in settings.items()}
    process = subprocess.Popen([sys.executable, "-m", *words], env=environment, stderr=subprocess.DEVNULL)
    try:
        _await_port(port, process)
        pin(process.pid, first=True)
        yield port, process
    finally:
        process.terminate()
        process.wait(20)


def service(folder: Path) -> Mapping[str, str]:
    """The settings of a service that stands alone: what it promises waits, because its external services do not
    answer."""
    trust = Trust.load()
    return {
        "SIPDESK_LOCAL": "true",
        "SIPDESK_PORT": "PORT",
        "SIPDESK_DATABASE_URL": database_url(folder),
        "SIPDESK_ROSTER": str(roster_file(folder)),
        "SIPDESK_TENANT_ID": trust.tenant_id,
        "SIPDESK_CONNECTOR_URL": "http://127.0.0.1:9/",
        "SIPDESK_GRAPH_URL": "http://127.0.0.1:9/v1.0",
        "SIPDESK_GRAPH_CREDENTIAL": "token",
        "SIPDESK_GRAPH_TOKEN": "bench",
        "SIPDESK_SITE": f"{trust.host}:{trust.site_path}",
        "SIPDESK_LOG_LEVEL": "ERROR",
        "SIPDESK_KEEP_YEARS": "100",  # so many reports are of years that are over, and would be forgotten meanwhile
    }


def roster_file(folder: Path) -> Path:
    """The list of people and schools of the fictional trust, as the service reads one."""
    file = folder / "roster.json"
    file.write_text(json.dumps(Trust.load().roster()), encoding="utf-8")
    return file


def database_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'bench.db'}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def pin(pid: int, *, first: bool) -> None:
    """Keeps a process with all its threads on the first core, or on the others."""
    every = sorted(range(os.cpu_count() or 1))
    if len(every) < 2:
        return
    chosen = {every[0]} if first else set(every[1:])
    for thread in Path(f"/proc/{pid or os.getpid()}/task").iterdir():
        os.sched_setaffinity(int(thread.name), chosen)


def resident_mb(pid: int) -> float:
    """What a process holds in memory, in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def processor_s(pid: int) -> float:
    """The seconds of processor that a process has taken, in all its threads: they tell what the clock does not on a
    machine that others use too."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ready(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as reply:
            return reply.status == 200
    except URLError:
        return False


def _await_port(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(6000):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.005)
    raise TimeoutError("the server does not listen")
