"""`sipdesk correct`: noted beside the record that is named, or the records are listed."""

from pathlib import Path

import pytest

from service import logs
from service.__main__ import main
from store.database import Database
from tests.store.filled import fill_roster, open_report, sent
from tests.support import builders as a

HEAD = a.a_person(a.Role.HEADTEACHER)
SAYS = ("--wrong", "Head since 2019.", "--right", "Head since 2017.")


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
    return opened


def run(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(["correct", *words]) == status
    printed = capsys.readouterr()
    return printed.err if status else printed.out


def test_the_records_are_listed_and_one_is_corrected(trust: Database, capsys: pytest.CaptureFixture[str]) -> None:
    listed = run(capsys, HEAD.name)
    [line] = [one for one in listed.splitlines() if "report:" in one]
    about = line.split()[1]
    assert line.endswith("Reports of visits to schools")
    told = run(capsys, HEAD.name, "--record", about, *SAYS, "--asked-on", "2026-10-30")
    assert told.startswith(f"Noted beside {about}.")
    with trust.reading() as uow:
        [one] = uow.corrections.of(about)
        assert (one.person_id, one.name, one.wrong, one.right) == (HEAD.id, HEAD.name, SAYS[1], SAYS[3])
        assert f"{one.asked_on}" == "2026-10-30"
        assert uow.verify_audit().broken_at is None


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((HEAD.name, "--record", "case:c1", *SAYS), "A concern or complaint is corrected by a part"),
        ((HEAD.name, "--record", "report:none", *SAYS), "There is no report:none."),
        ((HEAD.name, "--record", "nothing:none", *SAYS), "A correction stands beside one of these:"),
        (("Nobody Atall", "--record", "REPORT", *SAYS), "Nobody is known as “Nobody Atall”."),
        ((HEAD.name, "--record", "REPORT"), "Please say both"),
    ],
)
def test_what_cannot_be_corrected_is_said(
    trust: Database, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], why: str
) -> None:
    with trust.reading() as uow:
        [report] = uow.reports.of_school("900001")
    assert why in run(capsys, *(f"report:{report.id}" if one == "REPORT" else one for one in words), status=1)


def test_nobody_and_nowhere(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert run(capsys, "Nobody Atall") == "None names them.\n"
    monkeypatch.setenv("SIPDESK_DATABASE_URL", f"sqlite:///{tmp_path}/empty.db")
    assert "names no database" in run(capsys, HEAD.name, status=2)
