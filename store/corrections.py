"""What somebody said is wrong about them in a record."""

from dataclasses import asdict
from typing import Final

import sqlalchemy as sa

from handbook.subject_access.correction import Correction
from store.tables import METADATA, Instant

corrections: Final = sa.Table(
    "corrections",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("about", sa.String, nullable=False, index=True),
    sa.Column("person_id", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("asked_on", sa.Date, nullable=False),
    sa.Column("wrong", sa.Text, nullable=False),
    sa.Column("right", sa.Text, nullable=False),
    sa.Column("noted_at", Instant, nullable=False),
)
_IN_ORDER: Final = sa.select(corrections).order_by(corrections.c.noted_at, corrections.c.id)


class Corrections:
    """Those of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, about: str) -> tuple[Correction, ...]:
        """Those of a record, the oldest first."""
        rows = self._connection.execute(_IN_ORDER.where(corrections.c.about == about)).mappings()
        return tuple(Correction(**row) for row in rows)

    def add(self, correction: Correction) -> None:
        self._connection.execute(corrections.insert(), asdict(correction))
