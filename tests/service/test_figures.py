"""`sipdesk figures`, on both databases: it says what it would do, does it when asked to, and twice changes nothing."""

import argparse
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

import service.logs
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.data.figures import FigureSet
from handbook.data.measures import Topic
from service import command_line, figures, keeping_figures
from service.__main__ import main
from store.database import Database
from tests.store.filled import fill_roster
from tests.support import builders as a
from tests.support import figure_files as files


@pytest.fixture(autouse=True)
def trust(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setattr(service.logs, "configure", lambda _level: None)
    monkeypatch.setenv("SIPDESK_DATABASE_URL", database.url.render_as_string(hide_password=False))
    fill_roster(database, schools=[a.a_school(), a.a_school(urn="900002", name="St Cuthbert’s", town="Southbeck")])
    return database


def kept(database: Database) -> dict[tuple[str, int], FigureSet]:
    with database.reading() as uow:
        found = uow.figures.of_places(["900001", "900002", "la:999", "england", "england_state_funded"])
    return {(one.place, one.year.starts_in): one for one in found}


def entries(database: Database) -> int:
    with database.reading() as uow:
        return uow.verify_audit().entries


def said(capsys: pytest.CaptureFixture[str], *words: object, status: int = 0) -> str:
    assert main(["figures", *map(str, words)]) == status
    printed = capsys.readouterr()
    return printed.err if status else printed.out


def test_it_first_only_says_what_it_would_do(
    trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = files.ks2(tmp_path / "2018-19_ks2final.csv", files.SCHOOL, files.school(URN="900777", ESTAB="3999"))
    lines = said(capsys, path).splitlines()
    assert lines == [
        "2018-19_ks2final.csv: the DfE’s key stage 2 file, one row a school, 2018/19.",
        "5 rows. Taken: 1 schools on the list, 3 other places.",
        "1 schools that are not on the service’s list.",
        "New: 4. Changed: 0. As before: 0.",
        *lines[4:8],
        "Not in this file: 1 of the schools on the list.",
        "St Cuthbert’s, Southbeck (URN 900002)",
        "Nothing was written. Run it again with --apply to import this.",
    ]
    assert lines[4] == (
        "  new: St Hilda’s Catholic Primary School, Northbeck, 2018/19, the DfE’s key stage 2 results: 25 figures, 0 "
        "without, with their reasons"
    )
    assert kept(trust) == {}


def test_taken_in_twice_it_changes_nothing_the_second_time(
    trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = files.ks2(tmp_path / "f.csv")
    assert said(capsys, path, "--year", "2018/19", "--apply").endswith("Imported.\n")
    found = kept(trust)
    assert [place for place, _ in found] == ["900001", "england", "england_state_funded", "la:999"]
    assert found["900001", 2018].figure(Topic.COMBINED).value == Decimal(61)
    before = entries(trust)
    assert said(capsys, path, "--year", "2018/19", "--apply").endswith("Nothing to change.\n")
    assert (kept(trust), entries(trust)) == (found, before)
    files.ks2(path, files.school(PTRWM_EXP="62%"))
    assert "  changed: St Hilda’s" in said(capsys, path, "--year", "201819", "--apply")
    assert kept(trust)["900001", 2018].figure(Topic.COMBINED).value == Decimal(62)
    assert entries(trust) == before + 1


def test_a_number_that_one_file_had_finds_the_school_in_another(
    trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = files.ks2(tmp_path / "2017-18.csv", files.school(URN="800001"))
    assert "has no school on the service’s list" in said(capsys, older, "--apply", status=1)
    said(capsys, files.ks2(tmp_path / "2018-19.csv"), "--apply")
    assert "found by its DfE number, 999/3301" in said(capsys, older, "--apply")
    assert kept(trust)["900001", 2017].urn_then == "800001"


def test_one_bad_cell_and_nothing_is_taken(trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = files.ks2(tmp_path / "2018-19.csv", files.SCHOOL, files.school(URN="900002", PTRWM_EXP="many"))
    lines = said(capsys, path, "--apply", status=1).splitlines()
    assert lines[0] == "Nothing was taken from 2018-19.csv: 1 cell cannot be read."
    assert "row 3, column PTRWM_EXP" in lines[1]
    assert kept(trust) == {}


def test_where_the_year_stands_nowhere_it_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("f.csv", "2017-18_and_2018-19.csv", "2018-20.csv"):
        assert "--year" in said(capsys, files.ks2(tmp_path / name), status=1)


def test_the_template_has_the_schools_and_can_be_taken_in(
    trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, files.ks2(tmp_path / "2018-19.csv"), "--apply")
    path = tmp_path / "sheet.xlsx"
    assert said(capsys, path, "--template") == f"{path} is an EBIU sheet for 2 schools.\n"
    book = load_workbook(path)
    sheet = book["Figures"]
    assert [sheet.cell(3, column).value for column in (1, 2)] == ["900001", "999/3301"]
    sheet.cell(3, 4).value = "2020/21"
    sheet.cell(3, [cell.value for cell in sheet[1]].index("Attendance, % of sessions") + 1).value = 94.6
    book.save(path)
    said(capsys, path, "--apply")
    assert kept(trust)["900001", 2020].figure(Topic.ATTENDANCE).value == Decimal("94.6")


def test_the_day_it_was_made_up_to_is_kept(trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = files.ks2(tmp_path / "2018-19.csv")
    said(capsys, path, "--as-at", "31/07/2019", "--apply")
    assert str(kept(trust)["900001", 2018].as_at) == "2019-07-31"
    for wrong in (["--as-at", "soon"], ["--year", "soon"]):
        with pytest.raises(SystemExit):
            main(["figures", str(path), *wrong])
        assert "such as" in capsys.readouterr().err


def test_without_a_ledger_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIPDESK_DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    assert "names no database" in said(capsys, tmp_path / "f.csv", status=2)
    assert not (tmp_path / "none.db").exists()


def test_what_the_handbook_refuses_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As when the list of schools changes between reading and writing."""

    def refuse(*_: object) -> None:
        raise Refused("unknown", "The list of schools has changed since.")

    monkeypatch.setattr(keeping_figures, "keep", refuse)
    path = files.ks2(tmp_path / "2018-19.csv")
    assert said(capsys, path, "--apply", status=1) == "The list of schools has changed since.\n"


def test_many_schools_are_told_in_part_and_a_bar_is_drawn_where_somebody_looks_on(
    trust: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_roster(trust, schools=[a.a_school(urn=str(900001 + one)) for one in range(30)])
    rows = [files.school(URN=str(900001 + one), ESTAB=str(3301 + one)) for one in range(30)]
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(["figures", str(files.ks2(tmp_path / "2018-19.csv", *rows))]) == 0
    printed = capsys.readouterr()
    assert "  and 13 more\n" in printed.out
    assert printed.err.endswith("[####################] 100%\n")


def test_years_of_a_files_name() -> None:
    assert figures._year_in("england_ks2final_202425_revised.csv") == AcademicYear(2024)
    assert command_line._day("2025-07-31").year == 2025
    with pytest.raises(argparse.ArgumentTypeError):
        command_line._year("25")
