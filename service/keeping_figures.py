"""Figures that were read are kept by the same door as all that is decided."""

import asyncio
from datetime import UTC, datetime
from typing import Final

from automations.data.keeping import KeepFigures
from automations.engine.command_bus import SERVICE, CommandBus, TrustPolicy
from automations.engine.jobs.dbos_queue import DbosQueue
from automations.workflows import TABLES
from handbook.data.figures import FigureSet
from store.database import Database

_ROUTE: Final = "command"


def keep(database: Database, sha256: str, sets: tuple[FigureSet, ...]) -> None:
    """What one file says, all of it or nothing; `sha256` is of the file. Raises Refused."""
    jobs = DbosQueue(database.url, "figures")
    bus = CommandBus(database, jobs, TABLES.handlers, TrustPolicy(), lambda: datetime.now(UTC))
    try:
        asyncio.run(bus.decide(KeepFigures(sha256, sets), SERVICE, _ROUTE))
    finally:
        bus.close()
        jobs.close()
