"""The desk on either database."""

from collections.abc import Iterator

import pytest

from automations.workflows import TABLES
from store.database import Database
from tests.automations.office import Office
from tests.support.case_keys import KEYS
from tests.support.databases import Databases


@pytest.fixture(autouse=True)
def _no_heads(monkeypatch: pytest.MonkeyPatch) -> None:
    """The audit's head is due every day, whatever a test is about; it has tests of its own."""
    monkeypatch.delitem(TABLES.due, "heads of the audit")  # pyright: ignore[reportArgumentType] - a Mapping to others


@pytest.fixture
def office(database: Database) -> Iterator[Office]:
    """On SQLite and on PostgreSQL."""
    opened = Office(database)
    yield opened
    opened.close()


@pytest.fixture
def small_office(sqlite_databases: Databases) -> Iterator[Office]:
    """On SQLite alone, for what no database can change."""
    with sqlite_databases.ready() as url:
        database = Database(url, keys=KEYS)
        opened = Office(database)
        yield opened
        opened.close()
        database.close()
