"""Files that cannot be taken: one clear sentence, the cells named, and nothing of them taken."""

import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from handbook.core.school_years import AcademicYear
from handbook.data.measures import Topic
from spreadsheets.figures import Reading, read_figures
from spreadsheets.layouts import SHEET_HEAD
from spreadsheets.row_places import Known
from spreadsheets.unusable import Fault, UnusableFile
from tests.support import figure_files as files

YEAR = AcademicYear(2018)
KNOWN = Known({"900001": "St Hilda’s, Northbeck"})
ATTENDANCE = "Attendance, % of sessions"


def read(path: Path, year: AcademicYear | None = YEAR) -> Reading:
    return read_figures(path, KNOWN, year, None)


def refused(path: Path, year: AcademicYear | None = YEAR) -> UnusableFile:
    with pytest.raises(UnusableFile) as no:
        read(path, year)
    assert no.value.reason.endswith((".", "?"))
    return no.value


def workbook(path: Path, *rows: list[object], number_format: str = "") -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Figures"
    for row in rows:
        sheet.append(row)
    if number_format:
        for cell in sheet[2]:
            cell.number_format = number_format
    book.save(path)
    return path


def sheet(path: Path, *rows: dict[str, object], more: tuple[str, ...] = (), **how: str) -> Path:
    header = [*SHEET_HEAD, ATTENDANCE, "Maths: average scaled score", *more]
    return workbook(path, [*header], *([row.get(name) for name in header] for row in rows), **how)


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def named(*data: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(b"".join(data))
        return path

    return make


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (named(b"\xef\xbb\xbf \r\n"), "is empty"),
        (named(b" <!DOCTYPE html><html><body>Sign in</body></html>"), "is a web page and not a CSV"),
        (named(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0" * 99), "old or password-protected Excel file"),
        (named("\ufeff <html>".encode("utf-16")), "a layout that I have not seen"),
        (named(b"%PDF-1.7 and so on"), "neither a CSV nor an Excel workbook"),
        (named(b"URN,\0\0\0"), "neither a CSV nor an Excel workbook"),
        (named(b"School,Writing Meet Std\nSt Hilda's,86\n"), "a layout that I have not seen"),
        (named(b"a\n" * 30, b"URN,PERCTOT\n900001,4\n"), "a layout that I have not seen"),
        (named(b"URN,PERCTOT,perctot \n900001,4,5\n"), "has the column “perctot” twice"),
        (named(b"URN,PERCTOT," + b"a," * 500_000, b"\n900001,4\n"), "more than 2,000 columns"),
        (named(b"URN," + b"a" * 2_000_000), "more than 2,000 columns"),
        (named(b'URN,PERCTOT\n900001,"' + b"a\n" * 200_000), "no sound CSV"),
        (named(b"PK\x03\x04 and no more"), "is damaged"),
        (lambda path: packed(path, {"word/document.xml": b"<w/>"}), "is a Word document"),
        (lambda path: packed(path, {"xl/workbook.xml": b"<broken"}), "is damaged"),
        (lambda path: packed(path, {"xl/workbook.xml": b"<w/>", "xl/vbaProject.bin": b"x"}), "has macros in it"),
        (
            lambda path: packed(path, {"xl/workbook.xml": b"<w/>", "xl/a.xml": b"0" * 9_000_000}),
            "is not packed the way",
        ),
        (
            lambda path: packed(path, {"xl/workbook.xml": b'<?xml?><!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'}),
            "not packed",
        ),
        (lambda path: packed(path, {f"xl/{n}": b"" for n in range(1_001)}), "is not packed the way"),
        (lambda path: workbook(path, ["URN", *range(2_100)]), "more than 2,000 columns"),
    ],
)
def test_what_cannot_be_a_file_of_figures_is_refused_in_a_sentence(
    make: Callable[[Path], Path], words: str, tmp_path: Path
) -> None:
    no = refused(make(tmp_path / "file.csv"))
    assert words in no.reason
    assert no.reason.startswith("file.csv ")
    assert no.lines == [no.reason]


def test_what_is_not_there_or_too_large_is_refused(tmp_path: Path) -> None:
    assert "cannot be read (No such file" in refused(tmp_path / "none.csv").reason
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    assert "larger than 200 MB" in refused(large).reason


def test_a_file_that_does_not_say_its_year_asks_for_it(tmp_path: Path) -> None:
    assert "--year 2024/25" in refused(files.ks2(tmp_path / "f.csv"), None).reason


def test_each_cell_that_cannot_be_taken_is_named_and_nothing_is_taken(tmp_path: Path) -> None:
    cells = {"PTREAD_EXP": "high", "PTMAT_EXP": "101%", "READPROG": "=A1", "TELIG": "30.5", "MAT_AVERAGE": "103%"}
    no = refused(files.ks2(tmp_path / "f.csv", files.school(**cells)))
    assert no.reason == "Nothing was taken from f.csv: 5 cells cannot be read."
    code = ", or a code of the DfE such as SUPP."
    percent = f"right would be a percentage from 0 to 100, such as 62.5{code}"
    assert set(no.lines[1:]) == {
        f"row 2, column TELIG (F): there is “30.5”; right would be a whole number of pupils{code}",
        f"row 2, column PTREAD_EXP (L): there is “high”; {percent}",
        f"row 2, column PTMAT_EXP (N): there is “101%”; {percent}",
        "row 2, column READPROG (P): there is “=A1”; right would be the figure itself: a formula is not taken.",
        f"row 2, column MAT_AVERAGE (Z): there is “103%”; right would be a scaled score from 80 to 120{code}",
    }


def test_a_school_twice_in_a_file_is_named(tmp_path: Path) -> None:
    (fault,) = refused(files.ks2(tmp_path / "f.csv", files.SCHOOL, files.school(PTRWM_EXP="62%"))).faults
    assert fault == Fault("", 3, "URN (D)", "900001", "one row a school and year: row 2 has it")


def test_of_many_faults_the_first_twenty_are_told(tmp_path: Path) -> None:
    rows = [{"URN": str(800_000 + one), "Year": "2024/25"} for one in range(25)]
    no = refused(sheet(tmp_path / "f.xlsx", *rows))
    assert (len(no.faults), len(no.lines), no.lines[-1]) == (25, 22, "and 5 more.")


def test_a_sheet_names_its_cells_by_sheet_row_and_column(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"URN": "900777", "Year": "2024/25"},
        {"URN": 900001, "Year": "last year"},
        {"URN": 900001, "Year": "2024/25", "As at": "32 March", ATTENDANCE: "=94+1"},
        {},
        {"URN": 900001, "Year": "2023/24", "Maths: average scaled score": True},
    ]
    no = refused(sheet(tmp_path / "f.xlsx", *rows))
    assert [fault.words.removeprefix("sheet “Figures”, ") for fault in no.faults] == [
        "row 2, column URN (A): there is “900777”; right would be the URN of a school on the service’s list, or its "
        "DfE number.",
        "row 3, column Year (D): there is “last year”; right would be an academic year such as 2024/25.",
        "row 4, column As at (E): there is “32 March”; right would be a day such as 12/12/2025.",
        "row 4, column Attendance, % of sessions (F): there is “=94+1”; right would be the figure itself: a formula is "
        "not taken.",
        "row 6, column Maths: average scaled score (G): there is “True”; right would be a scaled score from 80 to 120, "
        "or a code of the DfE such as SUPP.",
    ]
    no = refused(sheet(tmp_path / "g.xlsx", {"Year": "2024/25"}))
    assert "there is nothing; right would be the URN" in no.lines[1]


def test_a_column_that_the_sheet_does_not_know_is_named_with_what_may_be_meant(tmp_path: Path) -> None:
    no = refused(sheet(tmp_path / "f.xlsx", more=("Attendence, % of sessions",)))
    assert no.reason == (
        "f.xlsx has a column “Attendence, % of sessions” that the EBIU sheet does not know. "
        "Is “Attendance, % of sessions” meant?"
    )
    assert refused(sheet(tmp_path / "f.xlsx", more=("Phonics",))).reason.endswith("does not know.")


def test_numbers_and_days_of_excel_are_what_excel_shows(tmp_path: Path) -> None:
    row = {"URN": 900001, "Year": "2024/25", "As at": datetime(2025, 12, 12), ATTENDANCE: 94.6}  # noqa: DTZ001 - Excel's
    (found,) = read(sheet(tmp_path / "f.xlsx", row)).sets
    assert (found.as_at, str(found.figure(Topic.ATTENDANCE).value)) == (date(2025, 12, 12), "94.6")
    header = [*SHEET_HEAD, ATTENDANCE]
    path = workbook(tmp_path / "g.xlsx", header, [None, None, None, None, None, 0.946], number_format="0.0%")
    assert refused(path).faults[0].column == "URN (A)"
    path = workbook(tmp_path / "h.xlsx", header, ["900001", None, None, "2024/25", None, 0.946], number_format="0.0%")
    (found,) = read(path).sets
    assert str(found.figure(Topic.ATTENDANCE).value) == "94.6"


def test_a_workbook_without_styles_as_some_programs_write_it_is_read(tmp_path: Path) -> None:
    good = sheet(tmp_path / "good.xlsx", {"URN": "900001", "Year": "2024/25", ATTENDANCE: 94})
    with zipfile.ZipFile(good) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["xl/styles.xml"] = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    assert len(read(packed(tmp_path / "f.xlsx", parts)).sets) == 1


def test_two_sheets_of_one_workbook_may_not_differ(tmp_path: Path) -> None:
    book = Workbook()
    for sheet_, value in ((book.worksheets[0], 94), (book.create_sheet("Second"), 95)):
        sheet_.append([*SHEET_HEAD, ATTENDANCE])
        sheet_.append(["900001", None, "St Hilda’s", "2024/25", None, value])
    book.save(tmp_path / "f.xlsx")
    no = refused(tmp_path / "f.xlsx")
    assert no.reason == ("f.xlsx says two different things of St Hilda’s in 2024/25. Please leave one out.")


def test_in_todays_file_too_cells_are_named(tmp_path: Path) -> None:
    header = ["time_period", "geographic_level", "school_urn", "subject", "expected_standard_pupil_percent"]
    rows = [["2024", "School", "900001", "Maths", "70"], ["202425", "School", "900001", "Maths", "many"],
            ["202425", "School", "900001", "Maths", "70"], ["202425", "School", "900001", "Maths", "71"],
            ["202425", "School", "900001", "Reading"]]  # fmt: skip
    no = refused(files.written(tmp_path / "f.csv", [header, *rows]))
    assert [(fault.row, fault.column, fault.value) for fault in no.faults] == [
        (2, "time_period (A)", "2024"),
        (3, "expected_standard_pupil_percent (E)", "many"),
        (5, "expected_standard_pupil_percent (E)", "71"),
    ]


def test_how_much_is_read_is_told_up_to_the_end(tmp_path: Path) -> None:
    for path in (files.ks2(tmp_path / "f.csv"), sheet(tmp_path / "f.xlsx")):
        heard: list[float] = []
        read_figures(path, KNOWN, YEAR, None, heard.append)
        assert heard == sorted(heard)
        assert heard[-1] == 1.0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000), st.binary(min_size=0, max_size=12))
def test_whatever_is_in_a_workbook_it_is_read_or_refused_in_a_sentence(tmp_path: Path, at: int, put: bytes) -> None:
    """Some bytes of one of its parts are others."""
    good = sheet(tmp_path / "good.xlsx", {"URN": "900001", "Year": "2024/25", ATTENDANCE: 94.6})
    with zipfile.ZipFile(good) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = list(parts)[at % len(parts)]
    place = at % max(len(parts[name]), 1)
    parts[name] = parts[name][:place] + put + parts[name][place + len(put) :]
    with suppress(UnusableFile):
        read(packed(tmp_path / "bad.xlsx", parts))
