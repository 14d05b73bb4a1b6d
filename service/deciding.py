"""A command of the command line goes through the same door as all that is decided."""

import asyncio
from datetime import UTC, datetime
from typing import Final

from automations.engine.command_bus import SERVICE, CommandBus, TrustPolicy
from automations.engine.jobs.dbos_queue import DbosQueue
from automations.workflows import TABLES
from store.database import Database

_ROUTE: Final = "command"


def decide(database: Database, worker: str, command: object, policy: TrustPolicy | None = None) -> None:
    """Carries it out as the service, by the trust's policy where that matters. Raises Refused."""
    jobs = DbosQueue(database.url, worker)
    bus = CommandBus(
        database, jobs, TABLES.handlers, policy or TrustPolicy(), lambda: datetime.now(UTC), TABLES.about_command
    )
    try:
        asyncio.run(bus.decide(command, SERVICE, _ROUTE))
    finally:
        bus.close()
        jobs.close()
