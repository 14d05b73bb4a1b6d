"""Files as people really send them: from other programs, in other encodings, with letters that nobody sees, with days
written in other ways. What can be read without guessing is read; what cannot is named for what it is."""

import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from spreadsheets.date_lists import read_dates
from spreadsheets.people import read_people
from spreadsheets.reading_apart import read_sheet
from spreadsheets.schools import Chosen, read_schools
from spreadsheets.unusable import UnusableFile
from tests.support import list_files as files
from tests.support.lists import TEXTS, a_list

HEAD = ("URN", "Name", "Local authority")
ZOE = ("900003", "École St Zoë", "Fellshire")
PEOPLE = ("Name", "Mail", "Office", "Schools")
TERMS = ("Local authority", "Half term", "First day", "Last day")
EVERY = Chosen(every=True)


def text(path: Path, *rows: Sequence[str], encoding: str = "utf-8", between: str = ",", end: str = "\r\n") -> Path:
    path.write_bytes("".join(between.join(row) + end for row in rows).encode(encoding))
    return path


@pytest.mark.parametrize(
    "how",
    [
        {"encoding": "utf-16"},
        {"encoding": "utf-16", "between": "\t"},
        {"encoding": "utf-8-sig", "between": ";"},
        {"encoding": "cp1252", "between": "\t"},
        {"end": "\r"},
        {"end": "\n"},
    ],
)
def test_a_csv_in_whatever_way_a_program_writes_it(tmp_path: Path, how: dict[str, str]) -> None:
    found = read_schools(text(tmp_path / "s.csv", HEAD, ZOE, **how), EVERY)
    assert [(one.urn, one.name, one.local_authority) for one in found.schools] == [ZOE]


def test_letters_that_are_put_together_in_two_ways_are_one(tmp_path: Path) -> None:
    apart = [unicodedata.normalize("NFD", cell) for cell in ZOE]
    assert read_schools(text(tmp_path / "s.csv", HEAD, apart), EVERY).schools[0].name == "École St Zoë"


def test_what_nobody_sees_and_what_outlook_adds_belongs_to_no_address(tmp_path: Path) -> None:
    rows = [
        ("Ada\u00a0Bell\u200b", "\u00a0Ada@x.example\u200b ", "SIP\u00a0", "St Hilda's Catholic Primary School"),
        ("Bo Carr", '"Carr, Bo <bo@x.example>"', "head\u00ad", ""),
        ("Cy Dee", "mailto:cy@x.example", "DSO", ""),
    ]
    reading = read_people(text(tmp_path / "p.csv", PEOPLE, *rows), a_list())
    assert not reading.table.faults
    assert [(one.name, one.email) for _, one in reading.people] == [
        ("Ada Bell", "Ada@x.example"),
        ("Bo Carr", "bo@x.example"),
        ("Cy Dee", "cy@x.example"),
    ]
    assert reading.people[0][1].urns == ("900001",)


def packed(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return path


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (
            ("mimetype", "content.xml"),
            "is an OpenDocument file. Please save it as an Excel workbook (.xlsx), or as CSV",
        ),
        (("Index/Document.iwa",), "is a Numbers file. Please export it as an Excel workbook (.xlsx), or as CSV"),
        (("word/document.xml",), "is a Word document. Please copy its table into Excel, and save it as"),
        (("xl/workbook.bin",), "is a binary Excel workbook (.xlsb). Please save it as .xlsx, or as CSV"),
        (("edubasealldata20261130.csv",), "is a zip file. Please unpack it, and choose edubasealldata20261130.csv"),
        (("a.txt",), "is neither a CSV nor an Excel workbook"),
    ],
)
def test_a_file_of_another_program_is_named(tmp_path: Path, names: Sequence[str], words: str) -> None:
    with pytest.raises(UnusableFile) as no:
        read_schools(packed(tmp_path / "list.xlsx", *names), EVERY)
    assert words in no.value.reason


def test_a_file_of_another_kind_reads_well(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile) as no:
        read_schools(text(tmp_path / "p.csv", PEOPLE), EVERY)
    assert no.value.reason.startswith("p.csv is not a list of schools: no row has the columns “URN”, “Name” and “Local")
    with pytest.raises(UnusableFile, match=r"s\.csv has a header, and no rows under it\."):
        read_schools(text(tmp_path / "s.csv", HEAD, ("", "", "")), EVERY)


def faults_of(path: Path) -> list[str]:
    return [fault.right for fault in read_schools(path, EVERY).table.faults]


def test_a_missing_quotation_mark_swallows_no_row(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text('URN,Name,Local authority\n900003,"St A,Fellshire\n900004,St B",Fellshire\n', encoding="utf-8")
    assert faults_of(path) == ['what is in one cell: a quotation mark (") is missing or too many']
    path.write_text('URN,Name,Local authority\n900003,"St A,Fellshire\n900004,St B,Fellshire\n', encoding="utf-8")
    with pytest.raises(UnusableFile, match="quotation mark"):
        read_schools(path, EVERY)
    path.write_text('URN,Name,Local authority\n900003,"St A\nof Fellshire",\n', encoding="utf-8")
    assert read_schools(path, EVERY).schools[0].name == "St A of Fellshire"


def test_letters_that_the_file_has_lost_are_named(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_bytes(b"URN,Name,Local authority\n900003,St Zo\x81 \xe9,Fellshire\n")
    assert faults_of(path) == ["the letters that the file has lost: please save it as “CSV UTF-8”"]


def book(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], epoch: datetime | None = None) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    if epoch:
        made.epoch = epoch  # type: ignore[attr-defined]
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def test_another_sheet_is_named_where_it_says_the_same_or_something_else(tmp_path: Path) -> None:
    rows = [HEAD, ZOE]
    known = a_list()
    path = book(tmp_path / "s.xlsx", {"2026": rows, "2025": rows, "Staff": [("Trust",), PEOPLE, ("A", "a@x.example")]})
    reading = read_schools(path, EVERY)
    assert [one.right for one in reading.table.faults] == ["one row a school: sheet “2026”, row 2 has this URN already"]
    told = "The sheet “Staff” looks like a list of people and was not read: please import it on its own."
    assert reading.notes == [told]
    assert read_sheet(path, known, TEXTS).notes == (told,)


def dates(path: Path) -> list[tuple[int, str]]:
    return [(one.row, one.right) for one in read_dates(path, a_list()).table.faults]


def test_a_day_is_read_in_both_of_excels_calendars_and_as_programs_write_it(tmp_path: Path) -> None:
    rows = [TERMS, ("Fellshire", "Spring", date(2028, 1, 4), date(2028, 2, 29))]
    for epoch in (None, CALENDAR_MAC_1904):
        found = read_dates(book(tmp_path / "t.xlsx", {"T": rows}, epoch), a_list()).dates[0].sessions[0]
        assert (found.first_on, found.last_on) == (date(2028, 1, 4), date(2028, 2, 29))
    row = ("Fellshire", "Spring", "2028-01-04T00:00:00", "2028-02-29 00:00:00.000")
    found = read_dates(text(tmp_path / "t.csv", TERMS, row), a_list()).dates[0].sessions[0]
    assert (found.first_on, found.last_on) == (date(2028, 1, 4), date(2028, 2, 29))


def test_a_day_that_cannot_be_told_is_named_with_what_is_wrong_in_it(tmp_path: Path) -> None:
    rows = [
        ("Fellshire", "Spring", said, "25/03/2027")
        for said in ("44200", "02/23/2027", "23/02/27", "29/02/2027", "31 April 2027", "23/02/1899", "soon")
    ]
    assert dates(files.table(tmp_path / "t.csv", TERMS, *rows)) == [
        (2, "the day itself, such as 02/09/2026: this is the number in which Excel keeps one"),
        (3, "the day before the month: 23/02/2027"),
        (4, "a year of four digits, such as 23/02/2027"),
        (5, "a day that there is: February 2027 has 28"),
        (6, "a day that there is: April 2027 has 30"),
        (7, "a day from 1900 on, such as 02/09/2026"),
        (8, "a day from 1900 on, such as 02/09/2026"),
    ]
