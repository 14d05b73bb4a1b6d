"""What whoever looks after the service was told of the work as a whole: since when it is so, and when it was over."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from store.tables import METADATA, Instant

alerts: Final = sa.Table(
    "alerts",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("since", Instant, nullable=False),
    sa.Column("over_at", Instant, nullable=True),
)


@dataclass(frozen=True, slots=True)
class Alert:
    """`id` says of what: `failures:graph`, `waiting:mail`, `silent:worker-2`. `number` is how many there were when it
    was told, or of minutes how long they had waited."""

    id: str
    number: int
    since: datetime
    over_at: datetime | None = None

    @property
    def about(self) -> tuple[str, str]:
        """What kind of trouble, and of what."""
        what, _, of = self.id.partition(":")
        return what, of


class Alerts:
    """Those of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get(self, id_: str) -> Alert | None:
        return next((one for one in self._where(alerts.c.id == id_)), None)

    def open(self) -> tuple[Alert, ...]:
        """Those that are not over, by their ids."""
        return self._where(alerts.c.over_at.is_(None))

    def save(self, alert: Alert) -> None:
        """In the place of what was known of the same trouble."""
        self._connection.execute(alerts.delete().where(alerts.c.id == alert.id))
        self._connection.execute(alerts.insert(), asdict(alert))

    def _where(self, condition: sa.ColumnElement[bool]) -> tuple[Alert, ...]:
        query = sa.select(alerts).where(condition).order_by(alerts.c.id)
        return tuple(Alert(**row) for row in self._connection.execute(query).mappings())
