"""The EBIU sheet that is written can be filled in and read."""

from pathlib import Path

from openpyxl import load_workbook

from handbook.core.school_years import AcademicYear
from spreadsheets.figures import read_figures
from spreadsheets.layouts import SHEET_HEAD, SHEET_MEASURES
from spreadsheets.row_places import Known
from spreadsheets.template import write_template

SCHOOLS = [("900001", "9993301", "St Hilda’s, Northbeck"), ("900002", "", "St Cuthbert’s, Southbeck")]


def test_it_has_a_line_a_school_and_a_column_a_figure_and_says_how_to_fill_it_in(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    write_template(path, SCHOOLS, AcademicYear(2025))
    book = load_workbook(path)
    assert book.sheetnames == ["Figures", "How to fill it in"]
    head, *lines = [[cell.value for cell in row] for row in book["Figures"].iter_rows()]
    assert head == [*SHEET_HEAD, *(measure.words for measure in SHEET_MEASURES)]
    assert [line[:4] for line in lines] == [
        ["900001", "999/3301", "St Hilda’s, Northbeck", "2025/26"],
        ["900002", None, "St Cuthbert’s, Southbeck", "2025/26"],
    ]
    said = " ".join(str(row[0].value) for row in book["How to fill it in"].iter_rows())
    assert "fewer than 6 are not shown" in said
    assert "SUPP, C, NE, LOWCOV" in said


def test_what_is_filled_in_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    write_template(path, SCHOOLS, AcademicYear(2025))
    book = load_workbook(path)
    sheet = book["Figures"]
    for place, measure in enumerate(SHEET_MEASURES, start=len(SHEET_HEAD) + 1):
        sheet.cell(2, place).value = 90
        assert sheet.cell(2, place).number_format == ("0" if "cohort" in measure.words else "0.0")
    for place, measure in enumerate(SHEET_MEASURES, start=len(SHEET_HEAD) + 1):
        sheet.cell(2, place).value = "SUPP" if "progress" in measure.words or "points" in measure.words else 90
    book.save(path)
    first, second = read_figures(path, Known({urn: name for urn, _, name in SCHOOLS}), None, None).sets
    assert len(first.figures) == len(SHEET_MEASURES)
    assert second.figures == {}
