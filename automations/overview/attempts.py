"""What is noted of those who try to open the overview and may not: each of a kind once an hour, so that nobody can fill
the audit from outside."""

from datetime import datetime, timedelta
from typing import Final

from automations.engine.command_bus import SERVICE, CommandBus
from automations.engine.jobs.outbox import OutboxJob
from store.audit import AuditEntry
from store.unit_of_work import UnitOfWork

ROUTE: Final = "tab"
_ONCE_IN: Final = timedelta(hours=1)
_AT_MOST: Final = 200


class Attempts:
    """Of one process."""

    def __init__(self, bus: CommandBus) -> None:
        self._bus = bus
        self._noted: dict[tuple[str, str, str], datetime] = {}

    async def turned_away(self, reason: str, person_id: str = "", about: str = "") -> None:
        """`person_id` is whom a proven token names, or who has a session; empty where nobody is proven."""
        key, now = (reason, person_id, about), self._bus.now()
        if now - self._noted.get(key, now - _ONCE_IN) < _ONCE_IN:
            return
        self._noted = {one: at for one, at in self._noted.items() if now - at < _ONCE_IN}
        if len(self._noted) >= _AT_MOST:
            return
        self._noted[key] = now
        entry = AuditEntry(person_id or SERVICE, "refused", about, {"code": reason, "route": ROUTE})

        def note(uow: UnitOfWork) -> tuple[OutboxJob, ...]:
            uow.audit(entry, now)
            return ()

        await self._bus.record(note)
