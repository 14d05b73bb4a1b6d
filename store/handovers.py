"""What was handed over to whom."""

from typing import Final

import sqlalchemy as sa

from handbook.handover.handover import NO_SUCH_HANDOVER, Handover
from store.record_table import Kept, RecordsById
from store.tables import METADATA

handovers: Final = sa.Table(
    "handovers",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("person_id", sa.String, nullable=False, index=True),
    sa.Column("urn", sa.String, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)


class Handovers(RecordsById[Handover]):
    """The handovers of one transaction."""

    unknown = NO_SUCH_HANDOVER
    kept = Kept(Handover, handovers, lambda one: {"id": one.id, "person_id": one.person_id, "urn": one.urn})

    def ids(self) -> frozenset[str]:
        """Of all that were made."""
        return frozenset(self._connection.execute(sa.select(handovers.c.id)).scalars())

    def of_person(self, person_id: str) -> tuple[Handover, ...]:
        """Those in which somebody took on."""
        return self._of(person_id=person_id)
