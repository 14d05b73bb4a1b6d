"""Since when somebody is waited for, where no record says it, and what they were reminded of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from store.tables import METADATA, Instant

chases: Final = sa.Table(
    "chases",
    METADATA,
    sa.Column("about", sa.String, primary_key=True),  # the record
    sa.Column("mark", sa.String, primary_key=True),  # what of it is waited for: another mark begins anew
    sa.Column("since", Instant, nullable=False),
    sa.Column("reminders", sa.Integer, nullable=False),
    sa.Column("told_at", Instant, nullable=True),  # when others heard that it waits
)


@dataclass(frozen=True, slots=True)
class Chased:
    """How far somebody was chased about a record."""

    about: str
    mark: str
    since: datetime
    reminders: int = 0
    told_at: datetime | None = None


class Chases:
    """Those of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, about: str, mark: str) -> Chased | None:
        """None where nobody was seen to wait for this yet."""
        match = (chases.c.about == about) & (chases.c.mark == mark)
        row = self._connection.execute(sa.select(chases).where(match)).one_or_none()
        return Chased(*row) if row else None

    def keep(self, chased: Chased) -> None:
        """In place of what was kept about the same matter."""
        same = (chases.c.about == chased.about) & (chases.c.mark == chased.mark)
        self._connection.execute(chases.delete().where(same))
        row = {name: getattr(chased, name) for name in Chased.__slots__}
        self._connection.execute(chases.insert(), row)
