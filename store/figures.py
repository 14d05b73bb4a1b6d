"""The figures of schools, their local authorities and England, by place, year and source (D1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from handbook.data.figures import FigureSet
from store.audit import AuditEntry, Chain
from store.records import from_json, to_json
from store.stale import Stale
from store.tables import METADATA

figures: Final = sa.Table(
    "figures",
    METADATA,
    sa.Column("place", sa.String, primary_key=True),  # a school's URN, or the name of an authority or of England
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("source", sa.String, primary_key=True),
    sa.Column("number", sa.String, nullable=False),  # the school's DfE number in the file; empty for other places
    sa.Column("record", sa.Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What taking in these sets would change."""

    new: tuple[FigureSet, ...]
    changed: tuple[FigureSet, ...]
    unchanged: int


class FigureBook:
    """The figures of one transaction."""

    def __init__(self, connection: sa.Connection, chain: Chain) -> None:
        self._connection = connection
        self._chain = chain

    def of_places(self, places: Iterable[str]) -> tuple[FigureSet, ...]:
        """All sets of these places, the oldest year first."""
        query = sa.select(figures.c.record).where(figures.c.place.in_(tuple(places)))
        ordered = query.order_by(figures.c.place, figures.c.year, figures.c.source)
        return tuple(from_json(FigureSet, text) for text in self._connection.execute(ordered).scalars())

    def numbers(self) -> Mapping[str, str]:
        """The schools' URNs by the DfE numbers that the files had for them."""
        query = sa.select(figures.c.number, figures.c.place).where(figures.c.number != "").distinct()
        return {number: place for number, place in self._connection.execute(query)}

    def difference(self, sets: Iterable[FigureSet]) -> Difference:
        """What of these is new or other than what is kept."""
        wanted = tuple(sets)
        kept = {one.key: one for one in self.of_places({one.place for one in wanted})}
        new = tuple(one for one in wanted if one.key not in kept)
        changed = tuple(one for one in wanted if one.key in kept and kept[one.key] != one)
        return Difference(new, changed, len(wanted) - len(new) - len(changed))

    def keep(self, sets: Iterable[FigureSet], entry: AuditEntry, at: datetime) -> Difference:
        """Writes what is new or changed; where nothing is, it writes nothing at all. Raises Stale if somebody else
        wrote one of them first."""
        found = self.difference(sets)
        try:
            if found.new:
                self._connection.execute(figures.insert(), [_columns(one) for one in found.new])
        except IntegrityError as error:
            raise Stale("figures") from error
        for one in found.changed:
            place, year, source = one.key
            match = (figures.c.place == place) & (figures.c.year == year) & (figures.c.source == source)
            self._connection.execute(figures.update().where(match), _columns(one))
        if found.new or found.changed:
            self._chain.append(entry, at)
        return found


def _columns(one: FigureSet) -> dict[str, object]:
    place, year, source = one.key
    number = one.number if one.is_school else ""
    return {"place": place, "year": year, "source": source, "number": number, "record": to_json(one)}
