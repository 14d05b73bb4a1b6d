"""`sipdesk import membership`: shown, brought in by the trust's figures, all of it or nothing, and the same in chat."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from handbook.core.school_years import AcademicYear
from handbook.membership.membership import Membership, RefundStatus
from service import logs
from service.__main__ import main
from store.database import Database
from tests.service.test_importing_files import template
from tests.store.filled import fill_roster
from tests.support import list_files as files
from tests.support.databases import Databases

HEAD = ("URN", "School year", "Whose SIP", "Name of the SIP", "Reports received", "Fee paid on", "Fee reference")
OWN = ("900001", "2025/26", "Own", "Ned Farrow", "Autumn", "02/09/2025", "BACS 1")


@pytest.fixture(autouse=True)
def trust(sqlite_databases: Databases, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Database:
    with sqlite_databases.ready() as url:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(logs, "configure", str)
        monkeypatch.setenv("SIPDESK_DATABASE_URL", url)
        monkeypatch.setenv("SIPDESK_MEMBERSHIP_FEE", "2600")
        database = Database(url)
        fill_roster(database)
        return database


def found(trust: Database) -> Membership | None:
    with trust.reading() as uow:
        return uow.memberships.find("900001", AcademicYear(2025))


def test_it_is_shown_brought_in_and_a_second_time_nothing(
    trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = files.table(tmp_path / "membership.csv", HEAD, OWN)
    assert main(["import", "membership", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "1 rows: 1 new" in shown or "1 row: 1 new" in shown
    assert "new: membership of St Hilda’s Catholic Primary School, Northbeck (URN 900001), 2025/26: SIP: the" in shown
    assert "Nothing was written" in shown
    assert found(trust) is None
    assert main(["import", "membership", str(path), "--apply"]) == 0
    membership = found(trust)
    assert membership is not None
    assert membership.refund is RefundStatus.DUE
    assert membership.fee is not None
    assert membership.fee.amount.words == "£2,600.00 + £520.00 VAT = £3,120.00"
    capsys.readouterr()
    assert main(["import", "membership", str(path), "--apply"]) == 0
    assert "Nothing to change." in capsys.readouterr().out


def test_what_cannot_be_is_annotated_and_nothing_is_half_done(
    trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, row = (*HEAD, "Refund paid on", "Refund reference"), ("900001", "2024/25", "Own", "", "", "", "")
    path = files.table(tmp_path / "membership.csv", head, OWN, (*row, "01/09/2025", "BACS 2"))
    notes = tmp_path / "notes.xlsx"
    assert main(["import", "membership", str(path), "--apply", "--annotated", str(notes)]) == 1
    assert "right would be empty until the refund is due" in capsys.readouterr().err
    assert found(trust) is None
    sheet = load_workbook(notes).worksheets[0]
    assert "until the refund is due" in str(sheet["J3"].value)
    bad = tmp_path / "bad.xlsx"
    assert main(["import", "membership", str(path), "--apply", "--skip-bad-rows", str(bad)]) == 0
    assert found(trust) is not None


def test_a_file_without_a_row_that_can_be_taken(trust: Database, tmp_path: Path) -> None:
    path = files.table(tmp_path / "membership.csv", HEAD, ("900009", *OWN[1:]))
    assert main(["import", "membership", str(path)]) == 1
    assert found(trust) is None


def test_its_template_has_the_choices_and_the_year_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = load_workbook(template(tmp_path / "empty.xlsx", monkeypatch, "membership"))
    assert [cell.value for cell in empty["Choices"]["A"]] == ["Whose SIP", "Trust", "Local authority", "Own"]
    filled = template(tmp_path / "filled.xlsx", monkeypatch, "membership", "--filled")
    rows = [[cell.value for cell in row[:4]] for row in load_workbook(filled).worksheets[0].iter_rows(min_row=2)]
    [[urn, school, year, whose]] = rows
    assert (urn, whose) == ("900001", "Trust")
    assert "St Hilda" in str(school)
    assert str(year).startswith("20")
    assert main(["import", "membership", str(filled)]) == 0
    assert "as it was taken to be" in capsys.readouterr().out
