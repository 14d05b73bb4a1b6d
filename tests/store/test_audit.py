"""Nobody can change, remove or slip in what was noted without being found out."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from store.audit import GENESIS, AuditEntry, Verdict, holds, verify
from store.database import Database
from store.tables import audit
from tests.support import builders as a

ENTRIES = 5
COLUMNS = {
    "at": "2026-01-01T00:00:00+00:00",
    "actor_id": "somebody-else",
    "action": "approved",
    "about": "report:other",
    "detail": '{"version": 2}',
    "previous": "f" * 64,
    "hash": "f" * 64,
    "salt": "f" * 32,
    "detail_digest": "f" * 64,
}


@pytest.fixture
def chain(database: Database) -> Database:
    for number in range(1, ENTRIES + 1):
        note(database, number)
    return database


@pytest.fixture
def unlocked(chain: Database) -> Iterator[sa.Connection]:
    """A database whose administrator took the triggers away, to rewrite what was; none of it is committed."""
    with chain.engine.connect() as connection, connection.begin() as transaction:
        both = ("audit_no_change ON audit", "audit_no_update ON audit")
        for trigger in ("audit_no_UPDATE", "audit_no_DELETE") if chain.is_sqlite else both:
            connection.execute(sa.text(f"DROP TRIGGER {trigger}"))
        yield connection
        transaction.rollback()


def note(database: Database, number: int) -> None:
    with database.writing() as uow:
        detail: dict[str, str | int] = {"version": number, "why": "St Hilda’s – naïve “quotes”"}
        uow.audit(AuditEntry("clock", "tested", f"report:{number}", detail), a.MONDAY + timedelta(seconds=number))


def broken_at(connection: sa.Connection, *statements: str) -> int | None:
    for statement in statements:
        connection.execute(sa.text(statement))
    return verify(connection).broken_at


def test_an_empty_chain_is_whole(database: Database) -> None:
    with database.reading() as uow:
        verdict = uow.verify_audit()
    assert (verdict.entries, verdict.head, verdict.broken_at) == (0, GENESIS, None)


def test_a_chain_is_whole_and_knows_its_heads(chain: Database) -> None:
    with chain.reading() as uow:
        verdict = uow.verify_audit()
        assert (verdict.entries, verdict.broken_at) == (ENTRIES, None)
        assert uow.audit_holds(verdict.head)
        assert not uow.audit_holds("0" * 64)


def test_a_changed_entry_is_found_where_it_is(unlocked: sa.Connection) -> None:
    for column, seq in product(COLUMNS, (1, 3, ENTRIES)):
        with unlocked.begin_nested() as changed:
            unlocked.execute(audit.update().where(audit.c.seq == seq), {column: COLUMNS[column]})
            assert broken_at(unlocked) == seq, column
            changed.rollback()
    assert broken_at(unlocked) is None


def test_a_removed_entry_is_found(unlocked: sa.Connection) -> None:
    assert broken_at(unlocked, "DELETE FROM audit WHERE seq = 3") == 3


def test_a_removed_entry_is_found_though_the_rest_moved_up(unlocked: sa.Connection) -> None:
    moved = ("UPDATE audit SET seq = 3 WHERE seq = 4", "UPDATE audit SET seq = 4 WHERE seq = 5")
    assert broken_at(unlocked, "DELETE FROM audit WHERE seq = 3", *moved) == 3


def test_an_entry_that_was_slipped_in_is_found(unlocked: sa.Connection) -> None:
    copied = (
        "SELECT 5, at, actor_id, 'shared', about, detail, previous, hash, salt, detail_digest FROM audit WHERE seq = 4"
    )
    assert broken_at(unlocked, "UPDATE audit SET seq = 6 WHERE seq = 5", f"INSERT INTO audit {copied}") == 5


def test_an_end_that_was_cut_off_shows_against_a_noted_head(unlocked: sa.Connection) -> None:
    noted = verify(unlocked).head
    assert holds(unlocked, noted)
    assert broken_at(unlocked, "DELETE FROM audit WHERE seq = 5") is None
    assert not holds(unlocked, noted)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET action = 'x'", "DELETE FROM audit WHERE seq = 5", "TRUNCATE audit"]
)
def test_the_database_itself_refuses_to_change_what_was_noted(chain: Database, statement: str) -> None:
    if chain.is_sqlite and statement.startswith("TRUNCATE"):
        statement = "DELETE FROM audit"  # which is how SQLite says it
    with pytest.raises(DBAPIError, match="append-only"), chain.engine.begin() as connection:
        connection.execute(sa.text(statement))
    with chain.reading() as uow:
        assert uow.verify_audit() == Verdict(ENTRIES, uow.verify_audit().head, None)


def test_an_entry_is_not_replaced_either(chain: Database) -> None:
    """Neither SQLite's REPLACE, which deletes without a word to what watches deleting, nor PostgreSQL's upsert."""
    others = "at, actor_id, 'shared', about, detail, previous, hash, salt, detail_digest FROM audit WHERE seq = 4"
    statement = (
        f"INSERT OR REPLACE INTO audit SELECT 5, {others}"
        if chain.is_sqlite
        else f"INSERT INTO audit SELECT 5, {others} ON CONFLICT (seq) DO UPDATE SET action = 'shared'"
    )
    with pytest.raises(DBAPIError, match="append-only"), chain.engine.begin() as connection:
        connection.execute(sa.text(statement))
    with chain.reading() as uow:
        assert uow.verify_audit() == Verdict(ENTRIES, uow.verify_audit().head, None)


def test_many_who_write_at_once_keep_one_chain(database: Database) -> None:
    other = Database(database.url.render_as_string(hide_password=False))

    def write(one: Database) -> None:
        for number in range(10):
            note(one, number)

    threads = [threading.Thread(target=write, args=(one,)) for one in (database, other, database, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    with database.reading() as uow:
        verdict = uow.verify_audit()
    assert (verdict.entries, verdict.broken_at) == (40, None)


def test_it_is_walked_without_being_held_in_memory_whole(database: Database) -> None:
    """More entries than are fetched at a time."""
    with database.writing() as uow:
        for number in range(1100):
            uow.audit(AuditEntry("clock", "tested", f"report:{number}"), a.MONDAY)
    with database.reading() as uow:
        assert uow.verify_audit().entries == 1100
