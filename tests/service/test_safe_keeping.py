"""`sipdesk backup` and `sipdesk restore`: what they say, and with which status they end."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from service.database_settings import DatabaseSettings
from service.safe_keeping import restored, run
from store.audit import AuditEntry
from store.database import Database
from tests.support import builders as a
from tests.support.databases import Databases

CLOSED = (
    "Concerns and complaints in it cannot be opened: the key to them is not here. Put the file of keys back; "
    "everything else works without it."
)
APART = "The key to concerns and complaints is not in it: keep that apart from it, or nobody opens them again."


@pytest.fixture
def file(sqlite_databases: Databases, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A backup of a database whose audit has one entry."""
    with sqlite_databases.ready() as url:
        database = Database(url)
        with database.writing() as uow:
            uow.audit(AuditEntry("service", "tested", ""), a.MONDAY)
        head = books_head(database)
        database.close()
        made = tmp_path / "backup"
        assert run(DatabaseSettings(database_url=url), "backup", made) == 0
        whole = f"Its audit is complete: 1 entries. Note its head: 1:{head}\n"
        assert capsys.readouterr().out == f"{made} holds the database.\n{APART}\n{whole}"
        return made


def books_head(database: Database) -> str:
    with database.reading() as uow:
        return uow.verify_audit().head


def elsewhere(folder: Path) -> DatabaseSettings:
    return DatabaseSettings(database_url=f"sqlite:///{folder / 'new' / 'sipdesk.db'}")


def test_a_restored_database_may_be_started_on(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(elsewhere(tmp_path), "restore", file) == 0
    assert capsys.readouterr().out.startswith(
        f"The database was restored from {file}.\n{CLOSED}\nIts audit is complete: 1 entries."
    )
    database = Database(elsewhere(tmp_path).database_url)
    assert database.schema_is_current()
    database.close()


def test_what_cannot_be_done_is_said_in_one_sentence(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(elsewhere(tmp_path), "restore", tmp_path / "none") == 2
    assert capsys.readouterr().err == f"Nothing was done. {tmp_path / 'none'} is not there.\n"
    assert run(elsewhere(tmp_path), "backup", file) == 2
    assert capsys.readouterr().err.startswith(f"Nothing was done. {file} already exists.")


def test_a_broken_audit_is_restored_and_told(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(file)) as uow, uow:
        uow.execute("DROP TRIGGER audit_no_UPDATE")
        uow.execute("UPDATE audit SET action = 'other'")
    assert run(elsewhere(tmp_path), "restore", file) == 1
    assert capsys.readouterr().err == "Its audit is BROKEN at entry 1: find out why.\n"


def test_what_was_restored_by_other_means_is_noted(
    sqlite_databases: Databases, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite_databases.ready() as url:
        assert restored(DatabaseSettings(database_url=url)) == 0
        database = Database(url)
        with database.reading() as uow:
            assert (uow.last_about("ledger") or ("", ""))[0] == "restored"
        database.close()
    assert capsys.readouterr().out.startswith("Noted: when the service starts, it updates every card.\n")
    assert restored(elsewhere(tmp_path)) == 2
    assert capsys.readouterr().err == "SIPDESK_DATABASE_URL names no database of this version of SIP Desk.\n"
