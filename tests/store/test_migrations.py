"""The schema goes up, down and up again, and says whether it is this version's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import store.database as room
from store.database import Database
from store.tables import METADATA
from tests.support.databases import Databases


@pytest.fixture
def empty(databases: Databases) -> Iterator[Database]:
    with databases.empty() as url:
        opened = Database(url)
        yield opened
        opened.close()


def _tables(database: Database) -> set[str]:
    with database.engine.connect() as connection:
        return set(sa.inspect(connection).get_table_names())


def _downgrade(database: Database) -> None:
    config = _config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(room.__file__).parent / "migrations"))
    return config


def test_migrations_stand_in_one_line_and_are_numbered_as_their_files_are() -> None:
    """Whether a schema is current is told by the newest file's name, without alembic."""
    script = ScriptDirectory.from_config(_config())
    line = [(one.revision, Path(one.path).stem.partition("_")[0]) for one in script.walk_revisions()]
    assert line == sorted(line, reverse=True)
    assert all(file == f"m{number}" for number, file in line)


def test_an_empty_database_is_not_current(empty: Database) -> None:
    assert not empty.schema_is_current()


def test_it_goes_up_and_up_again_without_harm(empty: Database) -> None:
    empty.migrate()
    empty.migrate()
    assert empty.schema_is_current()
    assert _tables(empty) == {*METADATA.tables, "alembic_version"}


def test_the_migrations_make_exactly_the_tables_of_the_code(empty: Database) -> None:
    empty.migrate()
    with empty.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
    assert differences == []


def test_it_goes_down_without_a_trace_and_up_again(empty: Database) -> None:
    empty.migrate()
    _downgrade(empty)
    assert _tables(empty) <= {"alembic_version"}
    assert not empty.schema_is_current()
    empty.migrate()
    assert empty.schema_is_current()


def test_a_newer_schema_is_not_current(empty: Database) -> None:
    """An older version of the service does not say that it is ready on a database that a newer one has changed."""
    empty.migrate()
    with empty.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    assert not empty.schema_is_current()
