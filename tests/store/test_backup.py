"""A backup is the whole database at one moment, and nothing is ever written over: on both databases."""

import os
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from automations.engine.jobs.dbos_queue import DbosQueue
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from store.audit import AuditEntry
from store.backup import back_up, restore
from store.database import Database
from store.schema import NewerSchema
from store.unusable_backup import UnusableBackup
from tests.support import builders as a
from tests.support.databases import Databases

LATER = a.MONDAY


class Office:
    """A database and its promises: each decision is an entry of the audit and one promise, in one transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._promises = DbosQueue(database.url, "worker-1")

    def decides(self, number: int) -> None:
        with self.database.writing() as uow:
            uow.audit(AuditEntry("service", "tested", f"report:{number}"), a.MONDAY)
            self._promises.add(uow.connection, OutboxJob("test", str(number), {}, JobQueue.DESK))


def count(database: Database, table: str) -> int:
    where = "dbos." if table == "workflow_status" and not database.is_sqlite else ""
    with database.engine.connect() as connection:
        return connection.execute(sa.text(f"SELECT count(*) FROM {where}{table}")).scalar_one()  # noqa: S608 - ours


def whole(database: Database) -> tuple[int, str]:
    with database.reading() as uow:
        verdict = uow.verify_audit()
        assert verdict.broken_at is None
        return verdict.entries, verdict.head


def assert_nothing_in(database: Database) -> None:
    if database.is_sqlite:
        folder = Path(database.url.database or "").parent
        assert not list(folder.glob(f"{Path(database.url.database or '').name}*"))
        return
    with database.engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == []


@pytest.fixture
def office(database: Database) -> Office:
    started = Office(database)
    for number in range(3):
        started.decides(number)
    return started


@pytest.fixture
def elsewhere(databases: Databases, tmp_path: Path) -> Iterator[Database]:
    """A place to restore to: a file that is not there, or an empty database."""
    with databases.empty() as url:
        opened = Database(url)
        yield opened
        opened.close()


def test_what_was_there_is_there_again_and_the_audit_says_that_it_was_restored(
    office: Office, elsewhere: Database, tmp_path: Path
) -> None:
    file = tmp_path / "backup"
    taken = back_up(office.database, file)
    assert (taken.entries, taken.head, taken.broken_at) == (*whole(office.database), None)
    office.decides(3)
    assert restore(elsewhere, file, LATER) == taken
    assert whole(elsewhere)[0] == 4
    with elsewhere.reading() as uow:
        assert uow.audit_holds(taken.head)
        assert uow.last_about("ledger") == ("restored", whole(elsewhere)[1])
    assert count(elsewhere, "workflow_status") == 3
    assert elsewhere.schema_is_current()
    assert not list(tmp_path.glob("*unfinished*"))


def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all(
    office: Office, elsewhere: Database, tmp_path: Path
) -> None:
    """Decisions go on while the backup is taken. Each is two rows in tables of two owners."""
    enough = threading.Event()

    def decide_on() -> None:
        number = 100
        while not enough.is_set():
            office.decides(number)
            number += 1

    busy = threading.Thread(target=decide_on)
    busy.start()
    try:
        taken = back_up(office.database, tmp_path / "backup")
    finally:
        enough.set()
        busy.join()
    restore(elsewhere, tmp_path / "backup", LATER)
    assert count(elsewhere, "workflow_status") == taken.entries
    assert count(elsewhere, "audit") == taken.entries + 1


def test_only_its_owner_may_read_it(office: Office, tmp_path: Path) -> None:
    back_up(office.database, tmp_path / "backup")
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o600


def test_a_broken_audit_is_kept_as_it_is_and_reported(office: Office, elsewhere: Database, tmp_path: Path) -> None:
    without = "DROP TRIGGER audit_no_UPDATE" if office.database.is_sqlite else "SET session_replication_role = replica"
    with office.database.engine.begin() as connection:
        connection.execute(sa.text(without))
        connection.execute(sa.text("UPDATE audit SET action = 'other' WHERE seq = 2"))
    assert back_up(office.database, tmp_path / "backup").broken_at == 2
    assert restore(elsewhere, tmp_path / "backup", LATER).broken_at == 2


def test_no_backup_is_written_over(office: Office, tmp_path: Path) -> None:
    (tmp_path / "backup").write_text("an older one")
    with pytest.raises(UnusableBackup, match="already exists"):
        back_up(office.database, tmp_path / "backup")
    assert (tmp_path / "backup").read_text() == "an older one"


def test_no_backup_where_there_is_no_folder(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UnusableBackup, match="The folder of"):
        back_up(office.database, tmp_path / "none" / "backup")


def test_no_database_is_written_over(office: Office, tmp_path: Path) -> None:
    back_up(office.database, tmp_path / "backup")
    office.decides(3)
    before = whole(office.database)
    with pytest.raises(UnusableBackup, match="Nothing is overwritten"):
        restore(office.database, tmp_path / "backup", LATER)
    assert whole(office.database) == before


def test_without_a_ledger_there_is_no_backup(elsewhere: Database, tmp_path: Path) -> None:
    with elsewhere.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE something (id INTEGER)"))
    with pytest.raises(UnusableBackup, match="no database of SIP Desk"):
        back_up(elsewhere, tmp_path / "backup")
    assert not list(tmp_path.glob("backup*"))


def test_a_file_that_is_not_there_or_of_another_kind_is_refused(elsewhere: Database, tmp_path: Path) -> None:
    with pytest.raises(UnusableBackup, match="is not there"):
        restore(elsewhere, tmp_path / "backup", LATER)
    (tmp_path / "backup").write_bytes(b"PK\x03\x04 something else")
    with pytest.raises(UnusableBackup, match="is not a backup of"):
        restore(elsewhere, tmp_path / "backup", LATER)


def test_a_damaged_file_leaves_nothing_behind(office: Office, elsewhere: Database, tmp_path: Path) -> None:
    back_up(office.database, tmp_path / "backup")
    os.truncate(tmp_path / "backup", 30000)
    with pytest.raises(UnusableBackup):
        restore(elsewhere, tmp_path / "backup", LATER)
    assert_nothing_in(elsewhere)


@pytest.mark.parametrize(
    "prepared",
    [
        "CREATE TRIGGER t AFTER INSERT ON audit BEGIN DELETE FROM people; END",
        "CREATE VIEW v AS SELECT * FROM people",
        "DROP TRIGGER audit_no_DELETE; CREATE TRIGGER audit_no_DELETE BEFORE DELETE ON audit BEGIN SELECT 1; END",
    ],
)
def test_a_file_that_brings_statements_that_run_by_themselves_is_refused(
    sqlite_databases: Databases, tmp_path: Path, prepared: str
) -> None:
    with sqlite_databases.ready() as url:
        database = Database(url)
        back_up(database, tmp_path / "backup")
        database.close()
    with closing(sqlite3.connect(tmp_path / "backup")) as connection:
        connection.executescript(prepared)
    with sqlite_databases.empty() as url:
        elsewhere = Database(url)
        with pytest.raises(UnusableBackup, match="triggers or views that SIP Desk did not create"):
            restore(elsewhere, tmp_path / "backup", LATER)
        assert_nothing_in(elsewhere)
        elsewhere.close()


@pytest.mark.parametrize("where", [0.3, 0.6, 0.9])
def test_a_damaged_database_is_not_taken_for_a_backup(
    sqlite_databases: Databases, tmp_path: Path, where: float
) -> None:
    with sqlite_databases.ready() as url:
        path = Path(url.removeprefix("sqlite:///"))
        with path.open("r+b") as file:
            file.seek(int(path.stat().st_size * where))
            file.write(b"\xff" * 8192)
        database = Database(url)
        with pytest.raises(UnusableBackup, match="is damaged"):
            back_up(database, tmp_path / "backup")
        database.close()
    assert not list(tmp_path.glob("backup*"))


def test_a_backup_of_a_newer_version_is_not_taken_up(databases: Databases, elsewhere: Database, tmp_path: Path) -> None:
    with databases.empty() as url:
        newer = Database(url)
        newer.migrate()
        with newer.engine.begin() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = '0999'"))
        back_up(newer, tmp_path / "backup")
        newer.close()
    with pytest.raises(NewerSchema, match="its schema is 0999"):
        restore(elsewhere, tmp_path / "backup", LATER)
    assert_nothing_in(elsewhere)


def test_without_the_programs_of_postgresql_it_says_what_to_install(
    postgresql_databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgresql_databases.ready() as url:
        database = Database(url)
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(UnusableBackup, match="pg_dump was not found: install PostgreSQL's client programs"):
            back_up(database, tmp_path / "backup")
        database.close()
    assert not list(tmp_path.glob("backup*"))


def test_what_a_program_of_postgresql_says_is_handed_on_and_its_password_is_not_shown(
    postgresql_databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the place of pg_dump stands one that shows how it was called."""
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "$PGPASSWORD / $*" >&2\nexit 1\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with postgresql_databases.ready() as url:
        database = Database(url.replace("postgres@", "postgres:sesame@"))
        with pytest.raises(UnusableBackup, match=r"pg_dump failed: sesame / --format=custom [^*]*$") as raised:
            back_up(database, tmp_path / "backup")
        database.close()
    assert str(raised.value).count("sesame") == 1


def test_a_database_in_memory_has_no_file(tmp_path: Path) -> None:
    database = Database("sqlite://")
    with pytest.raises(UnusableBackup, match="names no file"):
        back_up(database, tmp_path / "backup")
    database.close()


def test_looking_for_a_database_does_not_make_one(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'none.db'}")
    with pytest.raises(UnusableBackup, match=r"none\.db is not there"):
        back_up(database, tmp_path / "backup")
    database.close()
    assert not list(tmp_path.iterdir())


def test_a_file_that_holds_something_else_is_refused(databases: Databases, elsewhere: Database, tmp_path: Path) -> None:
    """A database of the right kind, with no database in it."""
    with databases.empty() as url:
        other = Database(url)
        with other.engine.begin() as connection:
            connection.execute(sa.text("CREATE TABLE pages (id INTEGER)"))
        if other.is_sqlite:
            Path(other.url.database or "").rename(tmp_path / "backup")
        else:
            dump = ("pg_dump", "--format=custom", f"--file={tmp_path / 'backup'}", f"--dbname={url}")
            subprocess.run(dump, check=True)
        other.close()
    with pytest.raises(UnusableBackup, match="no database of SIP Desk"):
        restore(elsewhere, tmp_path / "backup", LATER)
    assert_nothing_in(elsewhere)
