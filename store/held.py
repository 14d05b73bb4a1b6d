"""Decisions that are held before they are carried out."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from handbook.core.held import HeldDecision
from store.record_table import Kept, RecordsById
from store.tables import METADATA, Instant

held_decisions: Final = sa.Table(
    "held_decisions",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("about", sa.String, nullable=False),
    sa.Column("due_at", Instant, nullable=False, index=True),
    sa.Column("waits", sa.Boolean, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Index("ix_held_decisions_waits", "waits", "about"),
)


class HeldDecisions(RecordsById[HeldDecision]):
    """Those of one transaction."""

    unknown = "I cannot find that."
    kept = Kept(
        HeldDecision,
        held_decisions,
        lambda one: {"id": one.id, "about": one.about, "due_at": one.due_at, "waits": one.ended is None},
        ("due_at",),
    )

    def waiting(self, about: str) -> tuple[HeldDecision, ...]:
        """What is held about a record, the first to go out first."""
        return self._of(waits=True, about=about)

    def due(self, now: datetime) -> tuple[HeldDecision, ...]:
        """Those whose time is over."""
        return self._where(held_decisions.c.waits & (held_decisions.c.due_at <= now))
