"""The heads of the audit that left the house, one a day. Kept here they prove nothing: they say from where the chain
need be walked, and what to ask for outside."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from store.tables import audit_heads


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The last entry of the chain on a day, and its hash, which answers for all entries up to it."""

    day: date
    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


class AuditHeads:
    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def note(self, head: AuditHead) -> None:
        self._connection.execute(audit_heads.insert(), {"day": head.day, "seq": head.seq, "hash": head.hash})

    def last(self) -> AuditHead | None:
        return next(iter(self._found(sa.select(audit_heads).order_by(audit_heads.c.day.desc()).limit(1))), None)

    def of(self, day: date) -> AuditHead | None:
        return next(iter(self._found(sa.select(audit_heads).where(audit_heads.c.day == day))), None)

    def since(self, day: date) -> tuple[AuditHead, ...]:
        """From this day on, the oldest first."""
        return self._found(sa.select(audit_heads).where(audit_heads.c.day >= day).order_by(audit_heads.c.day))

    def _found(self, query: sa.Select[tuple[date, int, str]]) -> tuple[AuditHead, ...]:
        return tuple(AuditHead(row.day, row.seq, row.hash) for row in self._connection.execute(query))
