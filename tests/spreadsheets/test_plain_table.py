"""Workbooks that are written: whatever stands in a cell is words, and is never reckoned."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from handbook.core.school_years import AcademicYear
from spreadsheets.plain_table import plain_table
from spreadsheets.template import SHEET, write_template

EVIL = ("=1+1", "+44 151", "-", "@SUM(A1)", '=HYPERLINK("http://x.example")', "\t=1", "\r=1", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize("words", EVIL)
def test_what_looks_like_a_formula_stays_what_was_written(words: str) -> None:
    sheet = load_workbook(
        BytesIO(plain_table("List", ("School", "Words"), [("St Hilda’s", words)], (20, 40)))
    ).worksheets[0]
    cell = sheet["B2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert str(cell.value).strip() == words.strip()
    assert sheet["A2"].quotePrefix is False


def test_it_opens_with_a_header_that_stays_and_takes_any_text() -> None:
    long, unseen = "x" * 10_000, "a\x00b\x0bc\ud800d"
    data = plain_table("Celebration events", ("School", "Words"), [(long, unseen), ("", "ö ’ 😀\nsecond")], (20, 40))
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    assert (sheet.title, sheet.freeze_panes, sheet["A1"].font.b) == ("Celebration events", "A2", True)
    assert (sheet["A2"].value, sheet["B2"].value, sheet["B3"].value) == (long, "abcd", "ö ’ 😀\nsecond")


def test_money_is_a_number_in_pounds_and_what_stands_beside_it_is_not() -> None:
    data = plain_table("Money", ("School", "Fee"), [("=1+1", Decimal("2500.00")), ("", "")], (20, 12))
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["B2"].number_format) == (2500, "n", "£#,##0.00")
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_the_template_takes_no_schools_name_for_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, [("900001", "3413602", "=1+1"), ("900002", "", "St Aelred’s")], AcademicYear(2026))
    sheet = load_workbook(path)[SHEET]
    assert [(cell.value, cell.data_type) for cell in sheet["C"][1:]] == [("=1+1", "s"), ("St Aelred’s", "s")]
    assert [cell.value for cell in sheet[2]][:4] == ["900001", "341/3602", "=1+1", "2026/27"]
