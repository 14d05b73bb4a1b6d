"""Lists of people: whatever is wrong in a row is named by its cell, with what would be right."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from handbook.core.people import Role
from handbook.schools.imported_people import ImportedPerson
from handbook.schools.trust_list import SchoolEntry
from spreadsheets.people import PeopleReading, read_people
from spreadsheets.unusable import UnusableFile
from tests.support import builders as a
from tests.support import list_files as files
from tests.support.lists import a_list

BEDE = SchoolEntry(a.a_school(urn="900002", name="St Bede’s", town="Southbeck", local_authority="Wrenshire"))
TWIN = SchoolEntry(a.a_school(urn="900003", name="St Bede’s", town="Westbeck", local_authority="Wrenshire"))
LISTED = replace(a_list(), schools={**a_list().schools, "900002": BEDE, "900003": TWIN})
HEAD = ("Name", "Mail", "Office", "Schools", "Local authority", "Account")


def read(path: Path, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> PeopleReading:
    return read_people(files.table(path / "people.xlsx", head, *rows), LISTED)


def taken(reading: PeopleReading) -> list[ImportedPerson]:
    assert reading.table.faults == []
    return [one for _, one in reading.people]


def test_columns_are_known_in_any_order_and_case_and_by_what_people_call_them(tmp_path: Path) -> None:
    head = ("JOB TITLE", "e-mail", "surname", "Given Name", "urn", "Telephone")
    [one] = taken(read(tmp_path, ("Executive Headteacher", "a@x.example", "Tilling", "Hanna", "900001"), head=head))
    assert one == ImportedPerson("Hanna Tilling", "a@x.example", Role.HEADTEACHER, ("900001",))


@pytest.mark.parametrize(
    ("said", "urns"),
    [
        ("900001;900002", ("900001", "900002")),
        ("900001, 900002 900001", ("900001", "900002")),
        ("St Bede’s, Southbeck", ("900002",)),
        ("st hilda’s catholic primary school; St Bede’s, Westbeck", ("900001", "900003")),
    ],
)
def test_schools_by_number_or_by_name(tmp_path: Path, said: str, urns: tuple[str, ...]) -> None:
    [one] = taken(read(tmp_path, ("A", "a@x.example", "SIP", said)))
    assert one.urns == urns


def test_an_officer_may_serve_all_schools_of_an_authority(tmp_path: Path) -> None:
    officer, board = taken(
        read(
            tmp_path,
            ("A", "a@x.example", "LA officer", "", "wrenshire"),
            ("B", "b@x.example", "Trustee", "900001", "Wrenshire"),
        )
    )
    assert officer.urns == ("900002", "900003")
    assert board.urns is None


def test_what_looks_like_a_slip_in_the_header_is_said(tmp_path: Path) -> None:
    reading = read(tmp_path, ("A", "a@x.example", "SIP", "900001"), head=("Name", "Mail", "Office", "Scools"))
    assert reading.notes == ["The column “Scools” was not read. Is “Schools” meant?"]


PLANTED = (
    ("", "a01@x.example", "SIP"),
    ("Two", "a02 at x.example", "SIP"),
    ("Three", "", "SIP"),
    ("Four", "a04@x.example", "Hedteacher"),
    ("Five", "a05@x.example", "Wizard"),
    ("Six", "a06@x.example", ""),
    ("Seven", "a07@x.example", "SIP", "900404"),
    ("Eight", "a08@x.example", "SIP", "St Bede’s"),
    ("Nine", "a09@x.example", "SIP", "St Hildas Catholic Primary Scool"),
    ("Ten", "a10@x.example", "SIP", "900001; 12"),
    ("Eleven", "a11@x.example", "DSO", "", "Atlantis"),
    ("Twelve", "a12@x.example", "Headteacher", "900001"),
    ("Thirteen", "a12@x.example", "Headteacher", "900002"),
    ("Fourteen", "a14@x.example", "Headteacher", "900001"),
    ("Fifteen", "a15@x.example,b@x.example", "SIP"),
    ("=1+1", "a16@x.example", "SIP"),
    ("x" * 201, "a17@x.example", "SIP"),
    ("Eighteen", "a18@x.example", "LA officer", "", "Wrenshire"),
    ("Nineteen", "a19@x.example", "LA officer", "900003"),
    ("Twenty", "a20@localhost", "SIP"),
    ("Merged", "a21@x.example", "SIP"),
    ("Last", "a22@x.example", "Board memeber"),
    ("Account", "not an address", "SIP", "", "", "acc@x.example"),
)


def test_twenty_one_planted_faults_are_twenty_one_named(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Staff"
    sheet.append(["Our people, September"])
    sheet.merge_cells("A1:F1")
    sheet.append(list(HEAD))
    for row in PLANTED:
        sheet.append(list(row))
    sheet.merge_cells("C23:D23")
    for _ in range(1_000):
        sheet.append(["", " "])
    book.save(path)
    reading = read_people(path, LISTED)
    found = [(one.row, one.column, one.right) for one in reading.table.faults]
    schools = "URNs of schools on the list"
    address = "an e-mail address, such as a.name@school.example"
    assert found == [
        (3, "Name (A)", "the person’s name"),
        (4, "Mail (B)", address),
        (5, "Mail (B)", "an e-mail address"),
        (6, "Office (C)", "Headteacher"),
        (7, "Office (C)", f"one of: {OFFICES}"),
        (8, "Office (C)", f"one of: {OFFICES}"),
        (9, "Schools (D)", f"{schools}, and “900404” is none"),
        (
            10,
            "Schools (D)",
            "the URN, for several schools are called “St Bede’s”: 900002 (St Bede’s, Southbeck) or 900003 (St Bede’s, "
            "Westbeck)",
        ),
        (11, "Schools (D)", f"{schools}, such as 900001 for “St Hildas Catholic Primary Scool”"),
        (12, "Schools (D)", f"{schools}, and “12” is none"),
        (13, "Local authority (E)", "the local authority of a school on the list"),
        (15, "Mail (B)", "one row for each office of a person: row 14 has this one already"),
        (
            16,
            "Schools (D)",
            "one headteacher a school: row 14 has St Hilda’s Catholic Primary School, Northbeck already",
        ),
        (17, "Mail (B)", address),
        (18, "Name (A)", "the value itself: a formula is not taken"),
        (19, "Name (A)", "at most 200 characters"),
        (21, "Schools (D)", "one local authority officer a school: row 20 has St Bede’s, Westbeck already"),
        (22, "Mail (B)", address),
        (23, "Office (C)", "a cell of its own: merged cells are not taken"),
        (23, "Schools (D)", "a cell of its own: merged cells are not taken"),
        (24, "Office (C)", "Trust Board member"),
        (25, "Mail (B)", address),
    ]
    assert len({one.row for one in reading.table.faults}) == 21
    assert {one.sheet for one in reading.table.faults} == {"Staff"}
    assert (reading.table.rows, reading.table.blank) == (23, 1_000)
    assert [one.name for _, one in reading.people] == ["Twelve", "Eighteen"]


OFFICES = (
    "Headteacher, School Improvement Partner, Diocesan Schools Officer, Local authority officer, Chair of Governors, "
    "Trust Advisor, Director for Schools and Colleges, Trust Board member, Chair of the Trust Board"
)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("p.csv", b"<html><body>Sign in</body></html>", "is a web page and not a CSV"),
        ("p.csv", b"", "is empty"),
        ("p.xlsx", b"PK\x03\x04 no workbook", "is damaged"),
        ("p.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old or password-protected Excel file"),
        ("p.csv", "Name,Mail,Office\n".encode("utf-16"), "has a header, and no rows under it"),
        ("p.pdf", b"%PDF-1.7", "is neither a CSV nor an Excel workbook"),
        ("p.csv", b"a,b\n1,2\n", "no row has the columns “Mail” and “Office”."),
        ("p.csv", b"Mail,E-mail,Office\n", "two columns for one thing: “Mail” and “E-mail”"),
    ],
)
def test_a_file_of_another_kind_is_said_to_be_one(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnusableFile) as no:
        read_people(path, LISTED)
    assert words in no.value.reason


def test_a_list_of_schools_is_told_from_one_of_people(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match=r"It looks like a list of schools: sipdesk import schools\."):
        read_people(files.gias(tmp_path / "g.csv", {}), LISTED)


def test_two_offices_stand_in_two_rows_or_in_one_cell(tmp_path: Path) -> None:
    """In one cell nothing says which schools are served in which office."""
    rows = [("A", "a@x.example", "Headteacher", "900001"), ("A", "A@x.example", "SIP", "900002")]
    first, second = taken(read(tmp_path, *rows))
    assert [one.served for one in (first, second)] == [{Role.HEADTEACHER: ("900001",)}, {Role.SIP: ("900002",)}]
    for cell in ("Headteacher; SIP", "sip / head", "SIP and Headteacher"):
        [one] = taken(read(tmp_path, ("A", "a@x.example", cell)))
        assert one.served == {Role.HEADTEACHER: None, Role.SIP: None}
    for cell, schools, right in (
        ("SIP; Headteacher", "900001", "a row for each office, with the schools that they serve in it"),
        ("SIP; DSO", "", "one office: somebody who is Diocesan Schools Officer can have no other"),
        ("SIP; Wizzard", "", f"one of: {OFFICES}"),
    ):
        [fault] = read(tmp_path, ("A", "a@x.example", cell, schools)).table.faults
        assert (fault.column, fault.right) == ("Office (C)", right)
