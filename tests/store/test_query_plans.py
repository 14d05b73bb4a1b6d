"""A question that looks through a table which grows is found, whoever asks it in a test."""

from collections.abc import Callable
from typing import Any

import pytest

from store.database import Database
from store.tables import METADATA
from tests.support.databases import Databases
from tests.support.query_plans import GROWING, ROOT, QueryPlans, is_whole


def asker(file: str) -> Callable[..., Any]:
    """A function that asks, as if it stood in this file."""
    made: dict[str, Any] = {}
    exec(compile("def asked(note, *told):\n    note(*told)", ROOT / file, "exec"), made)  # noqa: S102 - to stand in another file
    return made["asked"]


@pytest.mark.parametrize(
    ("file", "query", "found"),
    [
        ("store/schema.py", "SELECT id FROM reports WHERE record = 'a'", True),
        ("store/schema.py", "DELETE FROM visits WHERE record = 'a'", True),
        ("store/schema.py", "SELECT id FROM reports WHERE id = 'a'", False),
        ("store/schema.py", "SELECT seq FROM audit ORDER BY seq DESC LIMIT 1", False),
        ("store/schema.py", "SELECT seq FROM audit ORDER BY hash LIMIT 1", True),
        ("store/schema.py", "SELECT id FROM people WHERE name = 'a'", False),
        ("store/every_row.py", "SELECT id FROM reports WHERE record = 'c'", True),
        ("tests/made_up.py", "SELECT id FROM reports WHERE record = 'b'", False),
    ],
)
def test_who_looks_through_all_is_found(sqlite_databases: Databases, file: str, query: str, found: bool) -> None:
    plans = QueryPlans()
    with sqlite_databases.ready() as url:
        database = Database(url)
        with database.reading() as uow:
            cursor = uow.connection.connection.cursor()
            asker(file)(plans.note, uow.connection, cursor, query, (), None, False)
        database.close()
    scans = plans.take()
    assert bool(scans) is found
    assert all(who == f"{file}:asked" for who, _, _ in scans)


def test_who_may_is_named() -> None:
    scan = ("SELECT * FROM reports", "SCAN reports", ["SCAN reports"])
    assert is_whole(*scan, ("store/reports.py:_where", "store/reports.py:waiting"))
    assert not is_whole(*scan, ("store/every_row.py:every_row",))
    assert not is_whole(*scan, ("store/reports.py:_where", "store/reports.py:mentioning"))


def test_tables_that_grow_are_there() -> None:
    assert not {one for one in GROWING if one not in METADATA.tables} - {
        "workflow_status",
        "workflow_input",
        "operation_outputs",
    }
