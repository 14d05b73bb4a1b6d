"""How a database's schema stands to the one that this version of the code knows."""

from collections.abc import Collection
from enum import StrEnum

import sqlalchemy as sa


class SchemaState(StrEnum):
    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def state_of(connection: sa.Connection, migrations: Collection[str]) -> SchemaState:
    """`migrations` are the names of this version's, such as `m0001_first`. A schema that none of them makes was made
    by a version that is newer."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return SchemaState.EMPTY
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() or ""
    known = sorted(name.removeprefix("m").partition("_")[0] for name in migrations)
    if found not in known:
        return SchemaState.NEWER if found else SchemaState.EMPTY
    return SchemaState.CURRENT if found == known[-1] else SchemaState.OLDER
