"""A copy of somebody's own file says what is wrong in it; the rows that were not taken can be put right and sent again;
and neither turns a word into a formula."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from spreadsheets import annotated
from spreadsheets.annotated import TO_PUT_RIGHT, write_annotated, write_refused
from spreadsheets.people import PeopleReading, read_people
from spreadsheets.unusable import UnusableFile
from tests.support import list_files as files
from tests.support.lists import a_list

HEAD = ("Mail", "Office", "Name")
BAD = ("b@x.example", "Hed", "@SUM(1)")
EVIL = ("c@x.example", "SIP", '=HYPERLINK("http://x.example")')
GOOD = ("a@x.example", "SIP", "A")


def read(path: Path) -> PeopleReading:
    return read_people(path, a_list())


def cells(path: Path, sheet: str = "") -> list[list[Any]]:
    book = load_workbook(path)
    return [list(row) for row in (book[sheet] if sheet else book.worksheets[0]).iter_rows()]


def in_yellow(path: Path) -> dict[str, str]:
    return {
        cell.coordinate: cell.comment.text
        for row in cells(path)
        for cell in row
        if cell.comment and cell.fill.fgColor.rgb == "00FFFF99"
    }


def test_a_workbook_keeps_all_else(tmp_path: Path) -> None:
    path, target = tmp_path / "people.xlsx", tmp_path / "out.xlsx"
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Our people"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEAD))
    sheet.append(list(HEAD))
    for row in (GOOD, BAD, EVIL):
        sheet.append(list(row))
    sheet.column_dimensions["A"].width = 44
    book.create_sheet("Notes").append(["mine"])
    book.save(path)
    write_annotated(read(path).table, target)
    assert in_yellow(target) == {
        "B4": "Right would be Headteacher.",
        "C5": "Right would be the value itself: a formula is not taken.",
    }
    found = cells(target)
    assert [row[3].value for row in found] == [
        None,
        TO_PUT_RIGHT,
        None,
        "Office (B): right would be Headteacher.",
        "Name (C): right would be the value itself: a formula is not taken.",
    ]
    kept = load_workbook(target)
    assert (kept.worksheets[0].column_dimensions["A"].width, kept["Notes"]["A1"].value) == (44, "mine")


def test_a_csv_becomes_a_workbook_in_which_words_stay_words(tmp_path: Path) -> None:
    path, target = files.table(tmp_path / "people.csv", HEAD, GOOD, BAD, EVIL), tmp_path / "out.xlsx"
    write_annotated(read(path).table, target)
    assert set(in_yellow(target)) == {"B3", "C4"}
    found = cells(target)
    assert [cell.value for cell in found[3]][:3] == list(EVIL)
    assert {cell.data_type for row in found for cell in row if cell.value} == {"s"}
    assert (found[3][2].quotePrefix, found[2][2].quotePrefix, found[2][0].quotePrefix) == (True, True, False)
    short = files.table(tmp_path / "short.csv", (*HEAD, "Schools"), ("", "SIP", "A"))
    write_annotated(read(short).table, tmp_path / "short.xlsx")
    assert in_yellow(tmp_path / "short.xlsx") == {"A2": "Right would be an e-mail address."}


def test_what_is_missing_as_a_column_is_said_at_the_end_of_the_row(tmp_path: Path) -> None:
    for name in ("p.xlsx", "p.csv"):
        path = files.table(tmp_path / name, HEAD[:2], GOOD[:2])
        write_annotated(read(path).table, tmp_path / f"{name}.xlsx")
        assert cells(tmp_path / f"{name}.xlsx")[1][2].value == "Name: right would be the person’s name."


@pytest.mark.parametrize("name", ["people.csv", "people.xlsx"])
def test_rows_that_were_skipped_are_put_right_and_sent_again(tmp_path: Path, name: str) -> None:
    path, target = files.table(tmp_path / name, HEAD, GOOD, BAD, ("d@x.example", "Wizard", "D")), tmp_path / "bad.xlsx"
    assert write_refused(read(path).table, target) == 2
    found = cells(target)
    assert [cell.value for cell in found[0]] == [*HEAD, TO_PUT_RIGHT]
    assert [cell.value for cell in found[1]] == [*BAD, "Office (B): right would be Headteacher."]
    book = load_workbook(target)
    for row in (2, 3):
        book.worksheets[0].cell(row, 2).value = "SIP"
    book.save(target)
    again = read(target)
    assert (again.table.faults, again.notes, len(again.people)) == ([], [], 2)


def test_rows_of_several_sheets_stand_on_several_sheets(tmp_path: Path) -> None:
    path, target = tmp_path / "people.xlsx", tmp_path / "bad.xlsx"
    book = Workbook()
    for sheet, row in ((book.worksheets[0], BAD), (book.create_sheet("Good"), GOOD), (book.create_sheet("More"), EVIL)):
        sheet.append(list(HEAD))
        sheet.append(list(row))
    book.save(path)
    assert write_refused(read(path).table, target) == 2
    assert load_workbook(target).sheetnames == ["Sheet", "More"]


def test_a_very_large_workbook_is_not_opened_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = files.table(tmp_path / "people.xlsx", HEAD, BAD)
    monkeypatch.setattr(annotated, "_LARGEST", 10)
    with pytest.raises(UnusableFile, match="is too large to be annotated"):
        write_annotated(read(path).table, tmp_path / "out.xlsx")
