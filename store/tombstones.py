"""What is left of what was forgotten: what kind of thing it was, when it was made, when it was forgotten and by which
setting. Nothing of a person."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

import sqlalchemy as sa

from handbook.core.british_time import date_words
from store.tables import METADATA

tombstones: Final = sa.Table(
    "tombstones",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),  # `report:…`; of what has no id of its own, one that says nothing
    sa.Column("kind", sa.String, nullable=False, index=True),
    sa.Column("made", sa.String, nullable=False),  # an academic year, or a day; empty where nobody knows
    sa.Column("forgotten_on", sa.Date, nullable=False, index=True),
    sa.Column("setting", sa.String, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One thing that was forgotten."""

    id: str
    kind: str
    made: str
    forgotten_on: date
    setting: str


def tombstone_of(connection: sa.Connection, about: str) -> Tombstone | None:
    row = connection.execute(sa.select(tombstones).where(tombstones.c.id == about)).mappings().first()
    return Tombstone(**row) if row else None


def why_gone(connection: sa.Connection, about: str) -> str:
    """A sentence for somebody who asks for a record that was forgotten; empty where none was."""
    stone = tombstone_of(connection, about)
    if stone is None:
        return ""
    day = date_words(stone.forgotten_on)
    return f"That {stone.kind} of {stone.made} is no longer kept: the time for keeping it was over on {day}."


def every_tombstone(connection: sa.Connection) -> Iterable[Tombstone]:
    """The oldest first."""
    order = (tombstones.c.forgotten_on, tombstones.c.kind, tombstones.c.made, tombstones.c.id)
    return (Tombstone(**row) for row in connection.execute(sa.select(tombstones).order_by(*order)).mappings())


def note(connection: sa.Connection, found: Iterable[Tombstone]) -> None:
    rows = [asdict(one) for one in found]
    if rows:
        connection.execute(tombstones.insert(), rows)
