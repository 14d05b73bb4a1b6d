"""`sipdesk record`: writes once, for whom it may, and never over anything."""

import zipfile
from pathlib import Path

import pytest

import service.logs
from service.__main__ import main
from store.database import Database
from tests.store.filled import fill_roster
from tests.support import builders as a


@pytest.fixture(autouse=True)
def trust(database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Database:
    monkeypatch.setattr(service.logs, "configure", lambda _level: None)
    for name, value in {
        "DATABASE_URL": database.url.render_as_string(hide_password=False),
        "LOCAL": "true",
        "ROSTER": str(tmp_path / "roster.json"),
        "TENANT_ID": "00000000-0000-4000-8000-00000000aaaa",
        "CONNECTOR_URL": "http://127.0.0.1:9/",
        "GRAPH_URL": "http://127.0.0.1:9/v1.0",
        "GRAPH_CREDENTIAL": "token",
        "GRAPH_TOKEN": "t" * 40,
        "SITE": "trust.example:/sites/SIP",
    }.items():
        monkeypatch.setenv(f"SIPDESK_{name}", value)
    fill_roster(database, schools=[a.a_school()])
    return database


def said(capsys: pytest.CaptureFixture[str], out: Path, *more: str, status: int = 0) -> str:
    assert main(["record", "900001", "--out", str(out), *more]) == status
    printed = capsys.readouterr()
    return printed.err if status else printed.out


def test_it_is_written_for_the_trust_advisor_and_stands_in_the_audit(
    trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "record.zip"
    printed = said(capsys, out)
    assert "holds the record of 900001 for Thea Marlowe (Trust Advisor)." in printed
    assert "Not in it:\n  Figures: the school has no signed data agreement." in printed
    assert "index.html" in zipfile.ZipFile(out).namelist()
    with trust.reading() as uow:
        assert uow.last_about("school:900001")
    assert "there already" in said(capsys, out, status=1)
    assert list(tmp_path.glob("*.part")) == []


def test_for_its_headteacher_and_for_nobody_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head, sip = a.a_person(a.Role.HEADTEACHER), a.a_person(a.Role.SIP)
    assert f"for {head.name}" in said(capsys, tmp_path / "a.zip", "--for", head.email.upper())
    assert "nobody else" in said(capsys, tmp_path / "b.zip", "--for", sip.email, status=1)
    assert "Nobody on the service’s list" in said(capsys, tmp_path / "b.zip", "--for", "x@y.example", status=1)
    assert not (tmp_path / "b.zip").exists()
    assert list(tmp_path.glob("*.part")) == []


def test_where_it_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "cannot be written" in said(capsys, tmp_path / "no folder" / "a.zip", status=1)
    (tmp_path / "a.zip.part").write_bytes(b"another is writing")
    assert "cannot be written" in said(capsys, tmp_path / "a.zip", status=1)
    assert (tmp_path / "a.zip.part").read_bytes() == b"another is writing"


def test_without_a_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIPDESK_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    assert "names no database" in said(capsys, tmp_path / "a.zip", status=2)
