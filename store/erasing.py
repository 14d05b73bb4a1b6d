"""Rows of one person's that can go when they ask for it."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from store.tables import METADATA
from store.unit_of_work import UnitOfWork


def erase_rows(uow: UnitOfWork, columns: Mapping[str, str], ids: Iterable[str]) -> Mapping[str, int]:
    """Of these tables, by the column that says whose a row is; how many of each are gone."""
    own = tuple(ids)
    gone: dict[str, int] = {}
    for name, column in columns.items():
        table = METADATA.tables[name]
        of = next(one for one in table.c if one.name == column)
        count = uow.connection.execute(sa.delete(table).where(of.in_(own))).rowcount
        if count:
            gone[name] = count
    return gone
