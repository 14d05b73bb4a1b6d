"""What sealing costs a click: a record of a whole ladder is opened, sealed and with the same in plain, turn by
turn in one process. `python -m tests.bench.sealing` measures this alone."""

import asyncio
import statistics
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from unittest import mock

import sqlalchemy as sa

from automations.engine.jobs.dbos_queue import DbosQueue
from service.logs import configure
from store.case_tables import cases
from store.database import Database
from store.sealing.envelope import KeyRing, Place, opened
from store.sealing.steps import place_of
from tests.automations.case_office import press, the_case, with_dso
from tests.automations.office import ADVISOR, Office
from tests.support.case_keys import KEYS

_CLICKS: Final = 40
_TURNS: Final = 15


def measure() -> Mapping[str, Any]:
    with TemporaryDirectory() as folder:
        return asyncio.run(_measured(Path(folder)))


def tell(found: Mapping[str, Any]) -> None:
    sys.stdout.write(
        f"\nOpening a record: {found['sealed_ms']:.2f} ms CPU sealed, {found['plain_ms']:.2f} ms in plain "
        f"({found['more_percent']:+.1f} %)\n"
    )


async def _measured(folder: Path) -> Mapping[str, Any]:
    database = Database(f"sqlite:///{folder / 'sipdesk.db'}", keys=KEYS)
    database.migrate()
    DbosQueue(database.url, "worker-1").prepare()
    office = Office(database)
    await with_dso(office)
    taken: dict[str, list[float]] = {"sealed": [], "plain": []}
    for _ in range(_TURNS):
        taken["sealed"].append(await _clicks(office))
        kept = _kept(database)
        _keep(database, {place.record_id: opened(KEYS.ring(), place, text) for place, text in kept})
        with mock.patch("store.cases.opened", _as_it_is):
            taken["plain"].append(await _clicks(office))
        _keep(database, {place.record_id: text for place, text in kept})
    office.close()
    database.close()
    with_it, without = (1000 * statistics.median(taken[one]) for one in ("sealed", "plain"))
    return {"sealed_ms": with_it, "plain_ms": without, "more_percent": 100 * (with_it / without - 1)}


def _as_it_is(_ring: KeyRing, _place: Place, text: str) -> str:
    return text


def _kept(database: Database) -> list[tuple[Place, str]]:
    with database.engine.connect() as connection:
        return [(place_of(one.id), one.record) for one in connection.execute(sa.select(cases))]


def _keep(database: Database, records: Mapping[str, str]) -> None:
    with database.engine.begin() as connection:
        for case_id, record in records.items():
            connection.execute(cases.update().where(cases.c.id == case_id).values(record=record))


async def _clicks(office: Office) -> float:
    """Seconds of the processor for one."""
    case = (await the_case(office)).id
    begun = time.process_time()
    for _ in range(_CLICKS):
        await press(office, ADVISOR, "case.open", case=case)
    return (time.process_time() - begun) / _CLICKS


if __name__ == "__main__":
    configure("ERROR")
    tell(measure())
