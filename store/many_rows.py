"""Many rows are written a few at a time: all schools of England at once would all be in memory, and more than one
statement may name."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final, TypeVar

import sqlalchemy as sa

T = TypeVar("T")
_AT_ONCE: Final = 500


def in_parts(all_of_them: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(all_of_them)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def add_rows(connection: sa.Connection, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
    for some in in_parts(rows):
        connection.execute(table.insert(), some)


def forget_rows(connection: sa.Connection, column: sa.Column[Any], keys: Iterable[str]) -> None:
    """All rows that have one of these keys in this column."""
    gone = column.table.delete().where(column.in_(sa.bindparam("gone", expanding=True)))  # pyright: ignore[reportAttributeAccessIssue] - a column's table is one
    for some in in_parts(keys):
        connection.execute(gone, {"gone": some})
