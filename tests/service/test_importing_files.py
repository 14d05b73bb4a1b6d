"""What `sipdesk import` and `sipdesk template` write: templates, annotated copies, and rows that were skipped."""

import io
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from handbook.core.people import Role
from handbook.visits.checks import DbsLevel
from service import logs
from service.__main__ import main
from store.database import Database
from tests.service.test_importing import listed, said
from tests.store.filled import fill_roster
from tests.support import builders as a
from tests.support import list_files as files
from tests.support.databases import Databases

HEAD = ("URN", "Name", "Local authority")


@pytest.fixture(autouse=True)
def trust(sqlite_databases: Databases, monkeypatch: pytest.MonkeyPatch) -> Database:
    with sqlite_databases.ready() as url:
        monkeypatch.setattr(logs, "configure", lambda _level: None)
        monkeypatch.setenv("SIPDESK_DATABASE_URL", url)
        database = Database(url)
        fill_roster(database)
        return database


class Output(io.TextIOWrapper):
    """Where the output goes; `is_screen` says whether somebody looks at it."""

    def __init__(self, *, is_screen: bool) -> None:
        self.data = io.BytesIO()
        self._is_screen = is_screen
        super().__init__(self.data)

    def isatty(self) -> bool:
        return self._is_screen


def template(path: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Path:
    output = Output(is_screen=False)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", output)
        assert main(["template", *words]) == 0
    path.write_bytes(output.data.getvalue())
    return path


def test_the_bad_rows_are_skipped_put_right_and_imported(
    trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = files.table(tmp_path / "own.csv", HEAD, ("900002", "St Bede’s", "Fellshire"), ("9OOO3", "St Cuthbert’s", ""))
    bad, notes = tmp_path / "bad.xlsx", tmp_path / "notes.xlsx"
    told = said(capsys, "schools", path, "--apply", "--skip-bad-rows", bad, "--annotated", notes)
    assert "2 rows: 1 new, 0 changed, 0 as before, 0 left out, 1 with a fault." in told
    assert f"1 row was skipped: it is in {bad}, to be put right and imported." in told
    assert f"{notes} is your file with what is wrong beside each cell." in told
    assert set(listed(trust).schools) == {"900001", "900002"}
    book = load_workbook(bad)
    book.worksheets[0]["A2"].value = "900003"
    book.save(bad)
    assert "1 row: 1 new" in said(capsys, "schools", bad, "--apply")
    assert set(listed(trust).schools) == {"900001", "900002", "900003"}
    told = said(capsys, "schools", path, "--skip-bad-rows", bad, status=1)
    assert told == f"{bad} must be a new file whose name ends in .xlsx.\n"
    told = said(capsys, "schools", path, "--annotated", tmp_path / "notes.csv", status=1)
    assert "must be a new file" in told


def test_two_bad_rows_and_nobody_leaves_by_a_file_with_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = files.table(tmp_path / "own.csv", HEAD, ("900002", "B", ""), ("9", "C", ""), ("8", "D", ""))
    told = said(capsys, "schools", path, "--leavers", "--apply", "--skip-bad-rows", tmp_path / "b.xlsx", status=1)
    assert "2 rows were skipped: they are in" in told
    assert "Nobody can leave the list by a file with faults" in told


def test_a_template_filled_with_the_list_changes_nothing(
    trust: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = template(tmp_path / "schools.xlsx", monkeypatch, "schools", "--filled")
    assert "1 row: 0 new, 0 changed, 1 as before" in said(capsys, "schools", path)
    people = load_workbook(template(tmp_path / "people.xlsx", monkeypatch, "people", "--filled"))["People"]
    rows = {row[2]: row for row in people.iter_rows(min_row=2, values_only=True)}
    head, board = a.a_person(Role.HEADTEACHER), a.a_person(Role.BOARD_MEMBER)
    assert len(rows) == len(Role)
    assert rows["Headteacher"] == (head.name, head.email, "Headteacher", "900001", None, head.id)
    assert rows["Trust Board member"][3] is None
    assert board.name in rows["Trust Board member"]


def test_an_empty_template_needs_no_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIPDESK_DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    book = load_workbook(template(tmp_path / "people.xlsx", monkeypatch, "people"))
    assert book["People"].max_row == 1
    monkeypatch.setattr(sys, "stdout", Output(is_screen=True))
    assert main(["template", "people"]) == 1
    assert "sipdesk template people > people.xlsx" in capsys.readouterr().err


def test_agreements_on_paper_come_in_by_a_filled_template(
    trust: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = template(tmp_path / "agreements.xlsx", monkeypatch, "agreements", "--filled")
    book = load_workbook(path)
    sheet = book["Agreements"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=1, max_row=2)]
    head = a.a_person(Role.HEADTEACHER).name
    assert rows == [
        ["URN", "Agreement", "Text", "Signed by", "Signed on", "Reference"],
        ["900001", "Sharing agreement", None, head, None, None],
    ]
    for number in (2, 3):
        sheet.cell(number, 5).value, sheet.cell(number, 6).value = "02/09/2026", "Cabinet 2"
    book.save(path)
    told = said(capsys, "agreements", path)
    assert "2 rows: 2 new, 0 changed, 0 as before" in told
    assert "new: sharing agreement of St Hilda’s" in told
    assert "Each headteacher gets a copy in Teams" in told
    assert "Run it again with --apply" in told
    assert said(capsys, "agreements", path, "--apply").endswith("Imported.\n")
    told = said(capsys, "agreements", path, "--apply")
    assert "2 rows: 0 new, 0 changed, 2 as before" in told
    assert told.endswith("Nothing to change.\n")
    with trust.reading() as uow:
        assert uow.agreements.of_school("900001").allows_sharing


def test_terms_checks_and_training_come_in_and_their_filled_templates_change_nothing(
    trust: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    head = ("Authority", "School", "Term", "From", "To")
    rows = (("Fellshire", "", "Spring", "05/01/2027", "25/03/2027"), ("", "900001", "INSET", "23/11/2026"))
    said(capsys, "terms", files.table(tmp_path / "terms.csv", head, *rows), "--apply")
    sip = a.a_person(Role.SIP)
    head = ("Mail", "Recruitment", "DBS", "DBS review", "Level", "Checker")
    row = (sip.email, "01/07/2026", "02/07/2026", "02/07/2029", "enhanced", "T. Marlowe")
    said(capsys, "checks", files.table(tmp_path / "checks.csv", head, row), "--apply")
    blank = load_workbook(template(tmp_path / "training0.xlsx", monkeypatch, "training", "--filled"))["Training"]
    assert [cell.value for cell in blank[2]][1:3] == [sip.email, None]
    rows = ((sip.email, "Initial training", "20/08/2026"), (sip.email, "Performance management", "14/09/2026"))
    training = files.table(tmp_path / "training.csv", ("Mail", "Training", "Date"), *rows)
    assert "2 rows: 2 new, 0 changed" in said(capsys, "training", training, "--apply")
    found = listed(trust)
    assert [str(day) for day in found.schools["900001"].closed] == ["2026-11-23"]
    kept = found.people[sip.id].checks
    assert kept is not None
    assert str(kept.dbs_review_by) == "2029-07-02"
    assert (kept.dbs_level, kept.checked_by) == (DbsLevel.ENHANCED, "T. Marlowe")
    assert found.sips[sip.id].may_appraise(date(2026, 9, 14))
    for kind, rows_in_it, noun in (("terms", 4, "rows"), ("checks", 1, "row"), ("training", 2, "rows")):
        path = template(tmp_path / f"{kind}.xlsx", monkeypatch, kind, "--filled")
        told = said(capsys, kind, path, "--apply")
        assert f"{rows_in_it} {noun}: 0 new, 0 changed, {rows_in_it} as before" in told
    assert listed(trust) == found
