"""What it costs to be watched: Approve with traces and measures on, sent to a collector that takes them, beside off, in
several rounds, for a machine that others use too. `python -m tests.bench.watched` prints it."""

import asyncio
import statistics
import sys
import threading
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sandbox.trust import Trust
from store.database import Database
from tests.bench.load import Figures, press
from tests.bench.reports import fill, presses
from tests.bench.servers import database_url, pin, processor_s, roster_file, server, service

ROUNDS: Final = 6
PRESSES: Final = 1200
AT_ONCE: Final = 16
WARM: Final = 100


class _Takes(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        return None


@contextmanager
def collector() -> Generator[str]:
    """Takes whatever is sent to it."""
    taking = ThreadingHTTPServer(("127.0.0.1", 0), _Takes)
    threading.Thread(target=taking.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{taking.server_port}"
    taking.shutdown()


def _round(folder: Path, bodies: Iterator[bytes], more: dict[str, str]) -> tuple[Figures, float]:
    with server({**service(folder), **more}, "service", "serve", "--local") as (port, process):
        for count in (WARM, PRESSES):
            some = [next(bodies) for _ in range(count)]
            before = processor_s(process.pid)
            figures = asyncio.run(press("127.0.0.1", port, "/api/messages", some, AT_ONCE, expect=b"pproved"))
        return figures, 1000 * (processor_s(process.pid) - before) / PRESSES


def _pair(ways: Mapping[str, dict[str, str]], *, turned: bool) -> dict[str, tuple[Figures, float]]:
    """Each way once, on a database of their own: among too many reports some are too old to be kept."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        pin(0, first=False)
        database = Database(database_url(folder))
        database.migrate()
        made = fill(database, roster_file(folder), len(ways) * (PRESSES + WARM) + 10)
        database.close()
        bodies = iter(presses(made, Trust.load().tenant_id))
        return {way: _round(folder, bodies, ways[way]) for way in sorted(ways, reverse=turned)}


def main(rounds: int) -> int:
    with collector() as address:
        ways: dict[str, dict[str, str]] = {
            "off": {},
            "on": {"SIPDESK_TELEMETRY": "true", "SIPDESK_OTLP_ENDPOINT": address},
        }
        pairs = [_pair(ways, turned=bool(number % 2)) for number in range(rounds)]
        found = {way: [one[way] for one in pairs] for way in ways}
        for way, series in found.items():
            p50, p99 = (statistics.median(getattr(one, word) for one, _ in series) for word in ("p50_ms", "p99_ms"))
            cpu = statistics.median(cpu for _, cpu in series)
            rps = statistics.median(one.rps for one, _ in series)
            sys.stdout.write(
                f"{way:4}{rps:8.1f} a second, p50 {p50:6.1f} ms, p99 {p99:6.1f} ms, processor {cpu:.2f} ms\n"
            )
        both = zip(found["on"], found["off"], strict=True)
        ratios = [(on.p99_ms / off.p99_ms, cpu_on / cpu_off) for (on, cpu_on), (off, cpu_off) in both]
        p99 = statistics.median(one for one, _ in ratios)
        cpu = statistics.median(one for _, one in ratios)
        sys.stdout.write(
            f"on to off, median of the rounds: p99 {p99:.3f} (wanted: at most 1.05), processor {cpu:.3f}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else ROUNDS))
