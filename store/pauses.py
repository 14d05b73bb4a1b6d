"""What somebody has stopped: kinds of work of which nothing is begun until somebody lets it go on."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from store.tables import METADATA, Instant

pauses: Final = sa.Table(
    "pauses",
    METADATA,
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("by_id", sa.String, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
)
_IN_ORDER: Final = sa.select(pauses).order_by(pauses.c.at, pauses.c.kind)


@dataclass(frozen=True, slots=True)
class Pause:
    """`by_id` is a person's id, or the name of an operator at the machine."""

    kind: str
    by_id: str
    reason: str
    at: datetime


class Pauses:
    """Those of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Pause, ...]:
        """Every one, the oldest first."""
        return tuple(Pause(**row) for row in self._connection.execute(_IN_ORDER).mappings())

    def begin(self, pause: Pause) -> bool:
        """Whether it was not stopped yet."""
        if any(one.kind == pause.kind for one in self.all()):
            return False
        self._connection.execute(pauses.insert(), asdict(pause))
        return True

    def end(self, kind: str) -> bool:
        """Whether it had been stopped."""
        return self._connection.execute(pauses.delete().where(pauses.c.kind == kind)).rowcount > 0
