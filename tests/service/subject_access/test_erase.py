"""`sipdesk erase`: what may go goes, once it was looked at and a reason was given; the rest stays, with the reason."""

from pathlib import Path

import pytest

from handbook.subject_access.erasure import RULES
from service import logs
from service.__main__ import main
from store.database import Database
from store.tables import METADATA
from tests.store.filled import fill_roster, open_report, sent
from tests.support import builders as a

HEAD, SIP = a.a_person(a.Role.HEADTEACHER), a.a_person(a.Role.SIP)


def _leave_logs(_level: str) -> None:
    """The tests' own."""


@pytest.fixture(autouse=True)
def trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setattr(logs, "configure", _leave_logs)
    monkeypatch.setenv("SIPDESK_DATABASE_URL", f"sqlite:///{tmp_path}/sipdesk.db")
    opened = Database(f"sqlite:///{tmp_path}/sipdesk.db")
    opened.migrate()
    fill_roster(opened)
    open_report(opened, sent(a.a_dossier().report))
    with opened.writing() as uow:
        uow.drafts.keep(HEAD.id, "a form", {"words": "mine"}, a.MONDAY)
        uow.drafts.keep(SIP.id, "a form", {"words": f"for {HEAD.email}"}, a.MONDAY)
    return opened


def run(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(["erase", *words]) == status
    printed = capsys.readouterr()
    return printed.err if status else printed.out


def drafts(trust: Database, person_id: str) -> int:
    with trust.reading() as uow:
        return len(uow.drafts.of(person_id))


def test_looking_changes_nothing(trust: Database, capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, HEAD.name, "--dry-run")
    assert "Nothing was changed." in told
    assert "can go  Words typed and not yet sent: 1 record\n" in told
    assert "stays   Reports of visits to schools: 1 record. Why: it records how the trust did its public task" in told
    assert drafts(trust, HEAD.id) == 1
    with trust.reading() as uow:
        assert uow.last_about(f"person:{HEAD.id}") is None


def test_theirs_goes_anothers_stays_and_the_audit_says_so(trust: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--reason WORDS" in run(capsys, HEAD.name, status=1)
    assert "--reason WORDS" in run(capsys, HEAD.name, "--reason", " ", status=1)
    told = run(capsys, HEAD.name, "--reason", "their letter of 1 March")
    assert "erased  Words typed and not yet sent: 1 record\n" in told
    assert "stays   Words typed and not yet sent: 1 record." in told  # another's, with their address in it
    assert (drafts(trust, HEAD.id), drafts(trust, SIP.id)) == (0, 1)
    with trust.reading() as uow:
        last = uow.last_about(f"person:{HEAD.id}")
        assert uow.verify_audit().broken_at is None
    assert last is not None
    assert last[0] == "erased"


def test_nobody_and_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Nothing is held about “Nobody Atall”" in run(capsys, "Nobody Atall", "--dry-run", status=1)
    monkeypatch.setenv("SIPDESK_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    assert "names no database" in run(capsys, HEAD.id, "--dry-run", status=2)


def test_the_columns_are_there() -> None:
    for table, rule in RULES.items():
        if rule.column:
            assert rule.column in {one.name for one in METADATA.tables[table].c}
