"""`sipdesk audit verify`: whole, changed, cut, or not there at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from service.audit_check import verify
from service.database_settings import DatabaseSettings
from store.audit import AuditEntry
from store.audit_heads import AuditHead
from store.database import Database
from store.tables import audit
from tests.support import builders as a
from tests.support.databases import Databases
from tests.support.rewriting import rewrite, sipdesk_audit


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
    assert capsys.readouterr().out == f"The audit is complete: 3 entries. Note its head: 3:{noted}\n"
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


def heads(database: Database, *seqs: int) -> list[str]:
    """As they left the house."""
    with database.reading() as uow:
        rows = uow.connection.execute(sa.select(audit.c.seq, audit.c.hash).where(audit.c.seq.in_(seqs)))
        return [word for row in rows for word in ("--head", f"{row.seq}:{row.hash}")]


def test_a_rewritten_past_is_found_by_heads_that_left_the_house(
    ledger: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every hash was computed anew, so the chain itself says nothing; several heads say from where on it may differ."""
    monkeypatch.setenv("SIPDESK_DATABASE_URL", str(ledger.url))
    for number in range(3, 9):
        with ledger.writing() as uow:
            uow.audit(AuditEntry("service", "tested", f"report:{number}"), a.MONDAY)
    noted = heads(ledger, 2, 4, 7, 9)
    assert sipdesk_audit("verify", *noted) == 0
    assert "4 of 4 heads are in it" in capsys.readouterr().out
    rewrite(ledger, 6, {"actor_id": "somebody-else"})
    assert sipdesk_audit("verify") == 0
    assert sipdesk_audit("verify", *noted) == 1
    assert capsys.readouterr().err == (
        "REWRITTEN: the chain fits together, but the head of entry 7 is not in it. Up to entry 4 it is as it was; from "
        "entry 5 on it may differ.\n"
    )
    assert sipdesk_audit("verify", *noted[-2:]) == 1
    assert "No earlier head was given that holds, so it may differ from entry 1 on." in capsys.readouterr().err
    assert sipdesk_audit("verify", *noted[:4]) == 0


def test_a_chain_that_was_cut_lacks_the_head_too(
    ledger: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIPDESK_DATABASE_URL", str(ledger.url))
    noted = heads(ledger, 1, 3)
    tamper(ledger, "DELETE FROM audit WHERE seq = 3")
    assert sipdesk_audit("verify", *noted) == 1
    assert capsys.readouterr().err == (
        "CUT: the chain ends at entry 2, before the head of entry 3: the rest is gone. Up to entry 1 it is as it was; "
        "from entry 2 on it may differ.\n"
    )


@pytest.mark.parametrize("head", ["3", "x:" + "a" * 64, "3:" + "a" * 63, "3:" + "A" * 64, ""])
def test_what_is_no_head_is_said_at_once(capsys: pytest.CaptureFixture[str], head: str) -> None:
    with pytest.raises(SystemExit):
        sipdesk_audit("verify", "--head", head)
    assert "a head such as 1234:" in capsys.readouterr().err


def test_quickly_it_looks_only_at_what_came_after_the_last_head(
    ledger: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIPDESK_DATABASE_URL", str(ledger.url))
    with ledger.writing() as uow:
        uow.audit_heads.note(AuditHead(a.MONDAY.date(), 2, heads(ledger, 2)[1].partition(":")[2]))
    assert sipdesk_audit("verify", "--quick") == 0
    assert "3 entries (those after entry 2 were looked at)" in capsys.readouterr().out
    tamper(ledger, "UPDATE audit SET about = 'x' WHERE seq = 1")
    assert (sipdesk_audit("verify", "--quick"), sipdesk_audit("verify")) == (0, 1)


def test_a_past_that_no_longer_holds_what_the_database_itself_noted_is_found(
    ledger: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever rewrote the chain and forgot that."""
    monkeypatch.setenv("SIPDESK_DATABASE_URL", str(ledger.url))
    with ledger.writing() as uow:
        uow.audit_heads.note(AuditHead(a.MONDAY.date(), 3, heads(ledger, 3)[1].partition(":")[2]))
    rewrite(ledger, 2, {"about": "report:other"})
    assert sipdesk_audit("verify") == 1
    assert "The head is one that the database itself noted." in capsys.readouterr().err
