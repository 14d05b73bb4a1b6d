"""Tables of records: each record is kept whole, as JSON, with the columns that it is found by beside it."""

from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from handbook.core.refusal import Refused
from store.audit import AuditEntry, Chain
from store.records import from_json, to_json
from store.stale import Stale


class Record(Protocol):
    """A dataclass that counts its changes."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def revision(self) -> int: ...


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Kept(Generic[R]):
    """How records of one kind are kept. `columns` are those beside `revision` and `record`, the key among them; what is
    found is in the order of `order`, and then of the key."""

    kind: type[R]
    table: sa.Table
    columns: Callable[[R], Mapping[str, object]]
    order: tuple[str, ...] = ()
    key: tuple[str, ...] = ("id",)


class RecordTable(Generic[R]):
    """The records of one kind in one transaction."""

    kept: Kept[R]

    def __init__(self, connection: sa.Connection, chain: Chain) -> None:
        self._connection = connection
        self._chain = chain

    def open(self, record: R, entry: AuditEntry, at: datetime) -> R:
        """Writes a new record."""
        opened = replace(record, revision=1)
        self._connection.execute(self.kept.table.insert(), self._row(opened))
        self._chain.append(entry, at)
        return opened

    def save(self, record: R, entry: AuditEntry, at: datetime) -> R:
        """Writes a record that was read, or that nobody has written yet. Raises Stale if it was changed since."""
        if record.revision == 0:
            try:
                return self.open(record, entry, at)
            except IntegrityError as error:
                raise Stale(self.kept.table.name) from error
        saved = replace(record, revision=record.revision + 1)
        row, columns = self._row(saved), self.kept.table.c
        match = sa.and_(columns.revision == record.revision, *(columns[name] == row[name] for name in self.kept.key))
        if self._connection.execute(self.kept.table.update().where(match), row).rowcount != 1:
            raise Stale(self.kept.table.name)
        self._chain.append(entry, at)
        return saved

    def _row(self, record: R) -> dict[str, object]:
        return {**self.kept.columns(record), "revision": record.revision, "record": to_json(record)}

    def _of(self, **columns: object) -> tuple[R, ...]:
        """Those in which each of these columns is just that."""
        return self._found(_of_columns(self.kept.table, self._order, tuple(columns)), columns)

    def _where(self, condition: sa.ColumnElement[bool]) -> tuple[R, ...]:
        return self._found(_in_order(self.kept.table, self._order).where(condition), {})

    @property
    def _order(self) -> tuple[str, ...]:
        return (*self.kept.order, *self.kept.key)

    def _found(self, query: sa.Select[Any], values: Mapping[str, object]) -> tuple[R, ...]:
        found = self._connection.execute(query, values).scalars()
        return tuple(from_json(self.kept.kind, text) for text in found)


# Made once: to put a question into words costs more than to have it answered, and each card asks many.


@cache
def _in_order(table: sa.Table, names: tuple[str, ...]) -> sa.Select[Any]:
    return sa.select(table.c.record).order_by(*(table.c[name] for name in names))


@cache
def _of_columns(table: sa.Table, order: tuple[str, ...], names: tuple[str, ...]) -> sa.Select[Any]:
    return _in_order(table, order).where(*(table.c[name] == sa.bindparam(name) for name in names))


class RecordsById(RecordTable[R]):
    """Those that have an id."""

    unknown: str
    """What somebody reads who asks for one that is not there."""

    def get(self, record_id: str) -> R:
        """Raises Refused where there is none."""
        return self._one(self._of(id=record_id))

    def _one(self, found: tuple[R, ...]) -> R:
        if not found:
            raise Refused("unknown", self.unknown)
        return found[0]
