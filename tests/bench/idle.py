"""What the service costs while nobody asks anything of it, and how long a click waits while somebody searches, beside
a few finished reports and beside very many. The service runs in a process of its own, beside which this one sends."""

import asyncio
import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import sqlalchemy as sa

from automations.engine.jobs.dbos_queue import DbosQueue
from handbook.core.people import Role
from handbook.reports.library import FiledItem, Library
from handbook.reports.report import Filed, Report, Status
from sandbox.trust import Trust
from store.database import Database
from store.records import to_json
from store.tables import reports
from tests.bench.load import Figures, press
from tests.bench.reports import a_report, fill, places, presses
from tests.bench.servers import database_url, processor_s, roster_file, server, service
from tests.support.echo_bots import echo_invoke

SIZES: Final = (0, 1_000, 100_000)
"""Finished reports; beside each, the jobs of its last week."""
JOBS_OF_A_REPORT: Final = 3
PRESSES: Final = 60
_SETTLES_S: Final = 15.0
_WATCHED_S: Final = 65.0  # so that the clock strikes once
_PATH: Final = "/api/messages"


def measure(sizes: Iterable[int] = SIZES) -> Mapping[str, dict[str, float]]:
    """For each size: the share of a core, in percent, and milliseconds."""
    found: dict[str, dict[str, float]] = {}
    for size in sizes:
        with TemporaryDirectory() as folder:
            found[str(size)] = _measured(Path(folder), size)
    return found


def tell(found: Mapping[str, dict[str, float]]) -> None:
    out = sys.stdout.write
    for size, one in found.items():
        out(f"{size:>7} finished reports: idle {one['idle_percent']:.2f} % of a core (wanted: below 1), ")
        out(f"approve p50 {one['approve_p50_ms']:.1f} ms, p99 {one['approve_p99_ms']:.1f} ms; ")
        out(f"search {one['search_ms']:.0f} ms, an approval meanwhile {one['approve_while_searching_ms']:.0f} ms; ")
        out(f"my reports {one['my_reports_ms']:.0f} ms, an approval meanwhile ")
        out(f"{one['approve_while_my_reports_ms']:.0f} ms\n")


def _measured(folder: Path, size: int) -> dict[str, float]:
    database = Database(database_url(folder))
    database.migrate()
    waiting = fill(database, roster_file(folder), PRESSES)
    with database.reading() as uow:
        advisor = uow.roster.holder(Role.TRUST_ADVISOR).id
    _finish(database, size)
    database.close()
    bodies = iter(presses(waiting, Trust.load().tenant_id))
    with server(service(folder), "service", "serve", "--local") as (port, process):
        _press(port, [next(bodies)])
        time.sleep(_SETTLES_S)
        before, began = processor_s(process.pid), time.perf_counter()
        time.sleep(_WATCHED_S)
        idle = 100 * (processor_s(process.pid) - before) / (time.perf_counter() - began)
        pressed = _press(port, list(islice(bodies, 40)))
        search, while_searching = asyncio.run(_beside(port, _search(advisor), next(bodies)))
        my_reports, while_my_reports = asyncio.run(_beside(port, _typed(advisor), next(bodies)))
    return {
        "idle_percent": round(idle, 2),
        "approve_p50_ms": round(pressed.p50_ms, 1),
        "approve_p99_ms": round(pressed.p99_ms, 1),
        "search_ms": search,
        "approve_while_searching_ms": while_searching,
        "my_reports_ms": my_reports,
        "approve_while_my_reports_ms": while_my_reports,
    }


def _finish(database: Database, size: int) -> None:
    """Writes finished reports, and the jobs that were done about them, which are kept for a week."""
    DbosQueue(database.url, "worker-1").prepare()
    with database.writing() as uow:
        schools = uow.roster.schools()
        rows = (
            _row(_finished(number, place)) for number, place in zip(range(size), places(schools, 3000), strict=False)
        )
        while some := list(islice(rows, 5000)):
            uow.connection.execute(reports.insert(), some)
        jobs = _jobs(size)
        while some := list(islice(jobs, 5000)):
            uow.connection.execute(_JOB, some)


_JOB: Final = sa.text(
    "INSERT INTO workflow_status (workflow_uuid, status, name, queue_name, application_version, executor_id, priority,"
    " created_at, updated_at, completed_at, started_at_epoch_ms) VALUES (:id, 'SUCCESS', 'keep_promise', :queue,"
    " 'sip-desk', 'worker-1', 0, :at, :at, :at, :at)"
)


def _jobs(size: int) -> Iterator[dict[str, Any]]:
    at = int(time.time() * 1000) - 3_600_000
    for number in range(size * JOBS_OF_A_REPORT):
        queue = ("desk", "graph", "teams")[number % 3]
        yield {"id": f"bench:{number}#1", "queue": queue, "at": at + number}


def _finished(number: int, place: tuple[Any, Any, Any]) -> Report:
    year, term, school = place
    items = [
        FiledItem(Library.REPORTS, f"i{number}{kind}", "1", f"{number}.{kind}", f"https://h/s/{number}.{kind}", 1)
        for kind in ("docx", "pdf")
    ]
    report = a_report(f"done{number:07d}", school, year, term)
    return replace(report, status=Status.SHARED, filed=Filed(*items))


def _row(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "urn": report.urn,
        "year": report.year.starts_in,
        "term": report.term,
        "sip_id": report.sip_id,
        "headteacher_id": report.headteacher_id,
        "status": report.status,
        "revision": 0,
        "shown": 1,
        "record": to_json(report),
    }


def _press(port: int, bodies: list[bytes]) -> Figures:
    return asyncio.run(press("127.0.0.1", port, _PATH, bodies, 1, expect=b"pproved"))


async def _beside(port: int, asked: bytes, approval: bytes) -> tuple[float, float]:
    """How long both waited, where the approval was pressed a moment after the other was asked, in milliseconds."""
    asking = asyncio.create_task(press("127.0.0.1", port, _PATH, [asked], 1, expect=b""))
    await asyncio.sleep(0.05)
    pressed = await press("127.0.0.1", port, _PATH, [approval], 1, expect=b"pproved")
    return round((await asking).p99_ms, 1), round(pressed.p99_ms, 1)


def _activity(person_id: str, **changes: Any) -> bytes:
    tenant_id = Trust.load().tenant_id
    activity = echo_invoke() | {
        "id": f"{changes.get('type', 'invoke')}:{time.time_ns()}",
        "from": {"id": f"29:{person_id}", "aadObjectId": person_id},
        "conversation": {"conversationType": "personal", "tenantId": tenant_id, "id": f"a:{person_id}"},
        "channelData": {"tenant": {"id": tenant_id}},
        "timestamp": datetime.now(UTC).isoformat(),
    }
    return json.dumps(activity | changes).encode()


def _search(person_id: str) -> bytes:
    value = {
        "commandId": "reports",
        "parameters": [{"name": "words", "value": "autumn st"}],
        "queryOptions": {"skip": 0, "count": 25},
    }
    return _activity(person_id, name="composeExtension/query", value=value)


def _typed(person_id: str) -> bytes:
    return _activity(person_id, type="message", text="my reports", value=None)


if __name__ == "__main__":
    tell(measure([int(word) for word in sys.argv[1:]] or SIZES))
