"""How a database stands to this version."""

import pytest
import sqlalchemy as sa

from store.database import Database
from store.schema import SchemaState
from tests.support.databases import Databases


def set_revision(database: Database, revision: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :to"), {"to": revision})


def test_an_empty_one_is_empty(databases: Databases) -> None:
    with databases.empty() as url:
        database = Database(url)
        assert database.schema_state() is SchemaState.EMPTY
        database.close()


@pytest.mark.parametrize(("revision", "state"), [("0001", SchemaState.OLDER), ("9999", SchemaState.NEWER)])
def test_one_of_another_version_is_told_apart(databases: Databases, revision: str, state: SchemaState) -> None:
    with databases.empty() as url:
        database = Database(url)
        database.migrate()
        assert database.schema_state() is SchemaState.CURRENT
        set_revision(database, revision)
        assert database.schema_state() is state
        database.close()
