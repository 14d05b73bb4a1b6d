"""`sipdesk audit verify`: whole, changed, cut, or not there at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from service.audit_check import verify
from service.database_settings import DatabaseSettings
from store.audit import AuditEntry
from store.database import Database
from tests.support import builders as a
from tests.support.databases import Databases


def settings(url: str) -> DatabaseSettings:
    return DatabaseSettings(database_url=url)


@pytest.fixture
def ledger(sqlite_databases: Databases) -> Iterator[Database]:
    """Three entries."""
    with sqlite_databases.ready() as url:
        database = Database(url)
        for number in range(3):
            with database.writing() as uow:
                uow.audit(AuditEntry("service", "tested", f"report:{number}"), a.MONDAY)
        yield database
        database.close()


def head(database: Database) -> str:
    with database.reading() as uow:
        return uow.verify_audit().head


def tamper(database: Database, statement: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(sa.text("DROP TRIGGER audit_no_UPDATE"))
        connection.execute(sa.text("DROP TRIGGER audit_no_DELETE"))
        connection.execute(sa.text(statement))


def test_a_whole_audit_says_what_to_note(ledger: Database, capsys: pytest.CaptureFixture[str]) -> None:
    noted = head(ledger)
    assert verify(settings(str(ledger.url))) == 0
    assert capsys.readouterr().out == f"The audit is complete: 3 entries. Note its last hash: {noted}\n"
    assert verify(settings(str(ledger.url)), expect=noted) == 0


def test_a_changed_one_says_where(ledger: Database, capsys: pytest.CaptureFixture[str]) -> None:
    tamper(ledger, "UPDATE audit SET about = 'report:other' WHERE seq = 2")
    assert verify(settings(str(ledger.url))) == 1
    assert capsys.readouterr().err == "BROKEN at entry 2: it was changed, removed or inserted.\n"


def test_one_that_was_cut_lacks_what_was_noted(ledger: Database, capsys: pytest.CaptureFixture[str]) -> None:
    noted = head(ledger)
    tamper(ledger, "DELETE FROM audit WHERE seq = 3")
    assert verify(settings(str(ledger.url))) == 0
    assert verify(settings(str(ledger.url)), expect=noted) == 1
    assert f"CUT: the chain is unbroken, but the entry {noted} is no longer in it." in capsys.readouterr().err


@pytest.mark.parametrize("name", ["none.db", "empty.db"])
def test_looking_for_one_does_not_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (tmp_path / "empty.db").touch()
    assert verify(settings(f"sqlite:///{tmp_path / name}")) == 2
    assert capsys.readouterr().err == "SIPDESK_DATABASE_URL names no database of this version of SIP Desk.\n"
    assert not (tmp_path / "none.db").exists()


def test_a_ledger_in_memory_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(settings("sqlite://")) == 2
