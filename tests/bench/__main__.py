"""Prints the figures and writes build/bench.json. Servers run on one core, the presses come from another. With `short`
it takes one round, and looks at one size of database: for a first look, not for the page."""

import asyncio
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sandbox.trust import Trust
from service.logs import configure
from store.database import Database
from tests.bench import (
    allocation,
    audit,
    click,
    digest,
    documents,
    figures,
    growth,
    idle,
    importing,
    notices,
    sealing,
    visits,
)
from tests.bench.load import Figures, press
from tests.bench.reports import fill, presses
from tests.bench.servers import database_url, pin, processor_s, resident_mb, roster_file, server, service
from tests.support.echo_bots import echo_invoke

ROUNDS: Final = 3
LOADS: Final = {"c1": 1, "c16": 16}
COUNTS: Final = {
    "echo_stock": {"c1": 60, "c16": 240},
    "echo_tuned": {"c1": 600, "c16": 2400},
    "bare": {"c1": 1000, "c16": 4000},
    "approve": {"c1": 200, "c16": 1200},
}
PATH: Final = "/api/messages"
Series = dict[str, dict[str, list[Figures]]]


def main(rounds: int = ROUNDS, sizes: Iterable[int] = idle.SIZES) -> int:
    """Cold start and memory first, then rounds of all four, one after the other; then the parts."""
    configure("ERROR")  # some parts have the service in this process
    series: Series = {name: {load: [] for load in LOADS} for name in COUNTS}
    with TemporaryDirectory() as name:
        folder = Path(name)
        bodies = _prepare(folder, rounds)
        found: dict[str, Any] = {"machine": platform.platform(), "rounds": rounds}
        starts = [_cold_start(folder, bodies) for _ in range(3)]
        found["cold_start_s"], found["cold_start_cpu_s"] = map(statistics.median, zip(*starts, strict=True))
        found["idle_mb"] = _idle_mb(folder, bodies)
        for _ in range(rounds):
            for echo in ("stock", "tuned", "bare"):
                with server({}, "tests.bench.apps", echo, "PORT") as (port, process):
                    measured = "bare" if echo == "bare" else f"echo_{echo}"
                    _measure(series, measured, port, process.pid, lambda: json.dumps(echo_invoke()).encode(), b"hello")
            with server(service(folder), "service", "serve", "--local") as (port, process):
                _measure(series, "approve", port, process.pid, lambda: next(bodies), b"pproved")
    found |= {name: {load: _median(figures) for load, figures in found.items()} for name, found in series.items()}
    _tell(found)
    _keep(found)
    for part in (audit, click, documents, digest, visits, allocation, figures, importing, notices, sealing):
        name = part.__name__.rpartition(".")[2]
        found[name] = part.measure()
        part.tell(found[name])
        _keep(found)
    found["growth"] = growth.measure((1_000, 10_000), alone=False)
    growth.tell(found["growth"])
    _keep(found)
    found["idle"] = idle.measure(sizes)
    idle.tell(found["idle"])
    _keep(found)
    return 0


def _keep(found: Mapping[str, Any]) -> None:
    """What is measured is kept, whatever becomes of the parts that follow."""
    sys.stdout.flush()
    Path("build").mkdir(exist_ok=True)
    Path("build/bench.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _prepare(folder: Path, rounds: int) -> Iterator[bytes]:
    pin(0, first=False)
    database = Database(database_url(folder))
    database.migrate()
    count = rounds * (sum(COUNTS["approve"].values()) + 50) + 10
    made = fill(database, roster_file(folder), count)
    database.close()
    return iter(presses(made, Trust.load().tenant_id))


def _cold_start(folder: Path, bodies: Iterator[bytes]) -> tuple[float, float]:
    """From starting the process to its first answer to a click, in seconds: by the clock, and of processor."""
    began = time.perf_counter()
    with server(service(folder), "service", "serve", "--local") as (port, process):
        asyncio.run(press("127.0.0.1", port, PATH, [next(bodies)], 1, expect=b"pproved"))
        return time.perf_counter() - began, processor_s(process.pid)


def _idle_mb(folder: Path, bodies: Iterator[bytes]) -> float:
    """After a first answer, and with Graph's SDK warmed."""
    with server(service(folder), "service", "serve", "--local") as (port, process):
        asyncio.run(press("127.0.0.1", port, PATH, [next(bodies)], 1, expect=b"pproved"))
        time.sleep(15)
        return resident_mb(process.pid)


def _measure(series: Series, name: str, port: int, pid: int, body: Callable[[], bytes], expect: bytes) -> None:
    asyncio.run(press("127.0.0.1", port, PATH, [body() for _ in range(16)], 16, expect=expect))
    for load, at_once in LOADS.items():
        bodies = [body() for _ in range(COUNTS[name][load])]
        before = processor_s(pid)
        one = asyncio.run(press("127.0.0.1", port, PATH, bodies, at_once, expect=expect))
        series[name][load].append(replace(one, cpu_ms=1000 * (processor_s(pid) - before) / len(bodies)))


def _median(figures: list[Figures]) -> dict[str, float]:
    return {key: round(statistics.median(asdict(one)[key] for one in figures), 2) for key in asdict(figures[0])}


def _tell(found: dict[str, Any]) -> None:
    out = sys.stdout.write
    out(f"{'':12}{'':6}{'rps':>9}{'p50 ms':>9}{'p99 ms':>9}{'cpu ms':>9}\n")
    for name in COUNTS:
        for load in LOADS:
            one = found[name][load]
            out(f"{name:12}{load:6}{one['rps']:9.1f}{one['p50_ms']:9.2f}{one['p99_ms']:9.2f}{one['cpu_ms']:9.2f}\n")
    approve, stock, tuned = (found[name]["c16"] for name in ("approve", "echo_stock", "echo_tuned"))
    out(f"\nApprove at 16 at once: {approve['rps'] / stock['rps']:.1f} times the stock echo (wanted: 3), ")
    out(f"{approve['rps'] / tuned['rps']:.2f} of the tuned echo (wanted: 0.25), ")
    out(f"p99 {approve['p99_ms']:.0f} ms (wanted: below 250)\n")
    out(f"Cold start to first answer: {found['cold_start_s']:.2f} s (wanted: below 2.5), ")
    out(f"{found['cold_start_cpu_s']:.2f} s of processor\n")
    out(f"Idle memory: {found['idle_mb']:.0f} MB (wanted: below 160)\n")


if __name__ == "__main__":
    sys.exit(main(1, idle.SIZES[1:2]) if "short" in sys.argv[1:] else main())
