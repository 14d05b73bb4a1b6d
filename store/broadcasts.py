"""What was written to many at once, and what became of it for each of them."""

from collections.abc import Iterable, Mapping
from typing import Final

import sqlalchemy as sa

from handbook.reach.broadcast import NO_SUCH_BROADCAST, Broadcast, Outcome
from store.record_table import Kept, RecordsById
from store.tables import METADATA

broadcasts: Final = sa.Table(
    "broadcasts",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("by_id", sa.String, nullable=False, index=True),
    sa.Column("is_draft", sa.Boolean, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)

deliveries: Final = sa.Table(
    "deliveries",
    METADATA,
    sa.Column("broadcast_id", sa.String, primary_key=True),
    sa.Column("person_id", sa.String, primary_key=True),
    sa.Column("outcome", sa.String, nullable=False),
)


class Broadcasts(RecordsById[Broadcast]):
    """Those of one transaction."""

    unknown = NO_SUCH_BROADCAST
    kept = Kept(Broadcast, broadcasts, lambda one: {"id": one.id, "by_id": one.by_id, "is_draft": one.is_draft})

    def draft_of(self, person_id: str) -> Broadcast | None:
        """The one that somebody is writing."""
        found = self._where((broadcasts.c.by_id == person_id) & broadcasts.c.is_draft)
        return found[0] if found else None

    def newest_of(self, person_id: str) -> Broadcast | None:
        """The last that somebody wrote, whatever became of it."""
        found = self._of(by_id=person_id)
        return max(found, key=lambda one: (one.written_at, one.id)) if found else None

    def outcomes(self, broadcast_id: str) -> Mapping[str, Outcome]:
        own = sa.select(deliveries).where(deliveries.c.broadcast_id == broadcast_id)
        return {row.person_id: Outcome(row.outcome) for row in self._connection.execute(own)}

    def note(self, broadcast_id: str, person_ids: Iterable[str], outcome: Outcome) -> None:
        for person_id in person_ids:
            one = (deliveries.c.broadcast_id == broadcast_id) & (deliveries.c.person_id == person_id)
            self._connection.execute(deliveries.delete().where(one))
            row = {"broadcast_id": broadcast_id, "person_id": person_id, "outcome": outcome.value}
            self._connection.execute(deliveries.insert(), row)
