"""What was written in an earlier form verifies as before; and a detail can be forgotten without breaking anything."""

import hashlib
import json
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.exc import DBAPIError

import store.database as room
from store.audit import AuditEntry, verify
from store.audit_form import FORGOTTEN, GENESIS, SEALED
from store.backup import back_up, restore
from store.database import Database
from store.tables import audit
from tests.support import builders as a
from tests.support.databases import Databases

WHY = AuditEntry("clock", "", "ledger", {"why": "retention"})


@contextmanager
def of_earlier(databases: Databases) -> Generator[Database]:
    """Three entries, as the version before details had digests wrote them."""
    config = Config()
    config.set_main_option("script_location", str(Path(room.__file__).parent / "migrations"))
    with databases.empty() as url, closing(Database(url)) as database:
        with database.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0043")
            previous = GENESIS
            for seq in (1, 2, 3):
                row = {"seq": seq, "at": a.MONDAY.isoformat(), "actor_id": "clock", "action": "tested"}
                row |= {"about": f"report:{seq}", "detail": json.dumps({"why": "St Hilda’s"}), "previous": previous}
                line = json.dumps(row, sort_keys=True, ensure_ascii=False)
                row["hash"] = previous = hashlib.sha256(line.encode()).hexdigest()
                columns = sa.table(
                    "audit", *(sa.Column(name, sa.Integer if name == "seq" else sa.String) for name in row)
                )
                connection.execute(columns.insert().values(row))
        yield database


@pytest.fixture
def earlier(databases: Databases) -> Iterator[Database]:
    with of_earlier(databases) as database:
        yield database


def test_what_an_earlier_version_wrote_is_verified_as_before_and_sealed(earlier: Database) -> None:
    with earlier.engine.connect() as connection:
        before = verify(connection)
    assert (before.entries, before.broken_at) == (3, None)
    earlier.migrate()
    with earlier.writing() as uow:
        uow.audit(AuditEntry("service", "tested", "report:4"), a.MONDAY)
        rows = uow.connection.execute(sa.select(audit.c.action, audit.c.hash).order_by(audit.c.seq)).all()
        assert [row.action for row in rows] == ["tested", "tested", "tested", SEALED, "tested"]
        assert (rows[2].hash, uow.verify_audit().broken_at) == (before.head, None)


@pytest.mark.parametrize("seq", [1, 4])
def test_what_an_earlier_version_wrote_may_lose_its_detail_and_nothing_else(earlier: Database, seq: int) -> None:
    """A changed hash of it is found at the seal; and nobody adds to that form."""
    earlier.migrate()
    with earlier.writing() as uow:
        assert uow.chain.forget_details(audit.c.seq <= 2, WHY, a.MONDAY) == 2
        assert uow.verify_audit().broken_at is None
    with earlier.engine.connect() as connection, connection.begin() as transaction:
        unlock(connection, is_sqlite=earlier.is_sqlite)
        if seq == 1:
            for column, number in (("hash", 1), ("previous", 2)):
                connection.execute(audit.update().where(audit.c.seq == number), {column: "f" * 64})
        else:
            connection.execute(audit.update().where(audit.c.seq == 4), {"detail_digest": "", "detail": "{}"})
        assert verify(connection).broken_at == 4
        transaction.rollback()


def test_a_backup_of_an_earlier_version_is_restored_with_all_that_it_says(
    sqlite_databases: Databases, tmp_path: Path
) -> None:
    with of_earlier(sqlite_databases) as earlier:
        back_up(earlier, tmp_path / "backup")
    with sqlite_databases.empty() as url, closing(Database(url)) as elsewhere:
        assert restore(elsewhere, tmp_path / "backup", a.MONDAY).entries == 3
        with elsewhere.reading() as uow:
            assert (uow.verify_audit().entries, uow.verify_audit().broken_at) == (5, None)
            assert (uow.last_about("ledger") or ("", ""))[0] == "restored"


@pytest.fixture
def chain(database: Database) -> Database:
    for number in range(1, 6):
        with database.writing() as uow:
            uow.audit(AuditEntry("head-1", "tested", f"report:{number}", {"why": f"because {number}"}), a.MONDAY)
    return database


def test_a_detail_is_forgotten_and_the_chain_still_verifies(chain: Database) -> None:
    with chain.writing() as uow:
        before = uow.verify_audit().head
        assert uow.chain.forget_details(audit.c.seq <= 2, WHY, a.MONDAY) == 2
        assert uow.chain.forget_details(audit.c.seq <= 2, WHY, a.MONDAY) == 0, "nothing was left to forget"
    with chain.reading() as uow:
        rows = uow.connection.execute(sa.select(audit).order_by(audit.c.seq)).all()
        assert [(row.detail, row.salt) for row in rows[:2]] == [("", "")] * 2
        assert "because 3" in rows[2].detail
        assert (rows[5].action, json.loads(rows[5].detail)) == (
            FORGOTTEN,
            {"entries": 2, "through": 2, "why": "retention"},
        )
        assert (uow.verify_audit().entries, uow.verify_audit().broken_at) == (6, None)
        assert uow.audit_holds(before)
        assert verify(uow.connection, (5, before)).broken_at is None


def test_what_says_that_details_were_forgotten_is_not_forgotten(chain: Database) -> None:
    with chain.writing() as uow:
        uow.chain.forget_details(audit.c.seq == 1, WHY, a.MONDAY)
        assert uow.chain.forget_details(sa.true(), WHY, a.MONDAY) == 4
        assert uow.verify_audit().broken_at is None


def test_a_detail_that_went_without_a_word_is_found(chain: Database) -> None:
    """The database lets a detail be emptied, and the chain goes over its digest; but nobody said so."""
    with chain.engine.begin() as connection:
        connection.execute(audit.update().where(audit.c.seq == 3), {"detail": "", "salt": ""})
        assert verify(connection).broken_at == 3


@pytest.mark.parametrize("changed", [{"detail": "", "salt": "", "action": "approved"}, {"detail": "{}", "salt": ""}])
def test_the_database_lets_nothing_but_a_detail_go(chain: Database, changed: dict[str, str]) -> None:
    with pytest.raises(DBAPIError, match="append-only"), chain.engine.begin() as connection:
        connection.execute(audit.update().where(audit.c.seq == 3), changed)


def test_what_came_after_a_verified_entry_is_verified_alone(chain: Database) -> None:
    with chain.writing() as uow:
        rows = uow.connection.execute(sa.select(audit.c.seq, audit.c.hash).order_by(audit.c.seq)).all()
        since = (rows[2].seq, rows[2].hash)
        assert verify(uow.connection, since) == uow.verify_audit()
        assert verify(uow.connection, (4, since[1])).broken_at == 4, "that entry is not there"
    with chain.engine.connect() as connection, connection.begin() as transaction:
        unlock(connection, is_sqlite=chain.is_sqlite)
        connection.execute(audit.update().where(audit.c.seq.in_((2, 5))), {"action": "x"})
        assert verify(connection, since).broken_at == 5
        assert verify(connection).broken_at == 2
        transaction.rollback()


def unlock(connection: sa.Connection, *, is_sqlite: bool) -> None:
    """As an administrator of the database can."""
    for trigger in ("audit_no_UPDATE",) if is_sqlite else ("audit_no_change ON audit", "audit_no_update ON audit"):
        connection.execute(sa.text(f"DROP TRIGGER {trigger}"))
