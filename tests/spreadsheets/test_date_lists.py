"""Term dates, INSET days and checks are read as people write them; a day that cannot be is named by its cell."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handbook.core.people import Role
from handbook.core.school_years import Session, Term
from handbook.schools.imported_dates import ImportedChecks, ImportedDates
from handbook.schools.trust_list import SchoolEntry
from handbook.visits.checks import DbsLevel
from spreadsheets.date_lists import NOT_OURS, DatesReading, read_checks, read_dates
from spreadsheets.unusable import UnusableFile
from tests.support import builders as a
from tests.support import list_files as files
from tests.support.lists import a_list

HEAD = ("Local authority", "URN", "Half term", "First day", "Last day", "Break from", "Break to")
LISTED = a_list()
SIP = a.a_person(Role.SIP)
SHARED = [one / "shared" / "data" for one in Path(__file__).parents if (one / "shared" / "data").is_dir()]


def read(path: Path, *rows: tuple[str, ...], name: str = "terms.csv") -> DatesReading:
    return read_dates(files.table(path / name, HEAD, *rows), LISTED)


def faults(reading: DatesReading) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.right) for one in reading.table.faults]


def test_half_terms_whole_terms_and_inset_days(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ("fellshire", "", "Autumn 1", "02/09/2026", "23-10-2026"),
        ("Fellshire", "", "Spring term", "5 January 2027", "2027-03-25", "15/02/2027", "19/02/2027"),
        ("", "900001", "Autumn", "07/09/2026", "11/12/2026"),
        ("", "900001", "INSET", "23/11/2026"),
        ("", "900001", "inset days", "04/01/2027", "05/01/2027"),
        ("Elsewhere", "", "Autumn 1", "02/09/2026", "23/10/2026"),
    )
    assert faults(reading) == []
    assert reading.dates == [
        ImportedDates("Fellshire", (Session(date(2026, 9, 2), date(2026, 10, 23), Term.AUTUMN),)),
        ImportedDates(
            "Fellshire",
            (
                Session(date(2027, 1, 5), date(2027, 2, 14), Term.SPRING),
                Session(date(2027, 2, 20), date(2027, 3, 25), Term.SPRING),
            ),
        ),
        ImportedDates("900001", (Session(date(2026, 9, 7), date(2026, 12, 11), Term.AUTUMN),)),
        ImportedDates("900001", closed=(date(2026, 11, 23),)),
        ImportedDates("900001", closed=(date(2027, 1, 4), date(2027, 1, 5))),
    ]
    assert reading.skipped == {NOT_OURS: 1}


def test_each_fault_is_named_by_its_cell(tmp_path: Path) -> None:
    day = "a day from 1900 on, such as 02/09/2026"
    reading = read(
        tmp_path,
        ("", "900404", "Autumn 1", "02/09/2026", "23/10/2026"),
        ("", "", "Autumn 1", "02/09/2026", "23/10/2026"),
        ("Fellshire", "", "Autum 1", "02/09/2026", "23/10/2026"),
        ("Fellshire", "", "Lent", "05/01/2027", "12/02/2027"),
        ("Fellshire", "", "Summer 1", "31/12/1899", "23/05/2027"),
        ("Fellshire", "", "Summer 1", "soon", "later"),
        ("Fellshire", "", "Summer 1", "12/04/2027"),
        ("Fellshire", "", "Summer 2", "20/07/2027", "01/06/2027"),
        ("Fellshire", "", "INSET", "01/06/2027"),
        ("", "900001", "INSET", "01/06/2027", "01/09/2027"),
        ("Fellshire", "", "Spring 1", "05/01/2028", "12/02/2028"),
        ("Fellshire", "", "Spring 2", "10/02/2028", "20/03/2028"),
        ("Fellshire", "", "Summer", "10/04/2028", "20/07/2028", "29/05/2028"),
    )
    assert faults(reading) == [
        (2, "URN (B)", "the URN of a school on the list"),
        (3, "Local authority (A)", "a local authority, or in the column URN a school"),
        (4, "Half term (C)", "Autumn"),
        (5, "Half term (C)", "one of: Autumn 1, Autumn 2, Spring 1, Spring 2, Summer 1, Summer 2, INSET"),
        (6, "First day (D)", day),
        (7, "First day (D)", day),
        (7, "Last day (E)", day),
        (8, "Last day (E)", day),
        (9, "Last day (E)", "a day from 20/07/2027 on, and 150 days at most"),
        (10, "URN (B)", "the URN of the school that is closed that day"),
        (11, "Last day (E)", "a day from 01/06/2027 on, and 14 days at most"),
        (13, "First day (D)", "days that are in no other row: row 12 has some of these"),
        (14, "Break from (F)", "the first and the last day of the break within the term"),
    ]


def test_days_of_a_workbook_are_read_as_days(tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    rows = [("Fellshire", None, "Autumn 1", date(2026, 9, 2), date(2026, 10, 23))]
    reading = read_dates(files.table(path, HEAD, *rows), LISTED)  # type: ignore[arg-type] - days, as Excel keeps them
    assert [one.sessions[0].last_on for one in reading.dates] == [date(2026, 10, 23)]


@pytest.mark.skipif(not SHARED, reason="term dates of councils are not kept beside the project")
@pytest.mark.parametrize(("name", "rows"), [("half_terms.csv", 66), ("term_dates.csv", 33)])
def test_term_dates_of_councils(name: str, rows: int) -> None:
    own = SchoolEntry(replace(a.a_school(), local_authority="Liverpool"))
    listed = replace(LISTED, schools={"900001": own}, authorities={})
    reading = read_dates(SHARED[0] / "terms" / name, listed)
    assert (reading.table.rows, reading.table.faults) == (rows, [])
    assert len(reading.dates) + reading.skipped[NOT_OURS] == rows
    assert {one.owner for one in reading.dates} == {"Liverpool"}


CHECKS = ("SIP", "Email", "Recruitment", "DBS check on", "DBS review by")


def test_checks_of_sips(tmp_path: Path) -> None:
    other = a.a_person(Role.HEADTEACHER)
    rows = (
        (SIP.name, SIP.email.upper(), "", "01/09/2026", "01/09/2029"),
        (SIP.name, SIP.email, "", "", ""),
        (other.name, other.email, "", "", ""),
        ("", "", "", "", ""),
    )
    reading = read_checks(files.table(tmp_path / "checks.csv", CHECKS, *rows), LISTED)
    assert reading.checks == [ImportedChecks(SIP.id, None, date(2026, 9, 1), date(2029, 9, 1))]
    assert [(one.row, one.right) for one in reading.table.faults] == [
        (3, "one row a person: row 2 has this address already"),
        (4, "the address of a School Improvement Partner on the list"),
    ]
    for row, column in (
        ((SIP.name, SIP.email, "", "01/09/2026", "01/08/2026"), "DBS review by (E)"),
        ((SIP.name, SIP.email, "01/01/1890", "", ""), "Recruitment (C)"),
    ):
        [fault] = read_checks(files.table(tmp_path / "c.csv", CHECKS, row), LISTED).table.faults
        assert fault.column == column


def test_level_and_checker_are_read_and_no_number_of_a_certificate(tmp_path: Path) -> None:
    head = ("Mail", "DBS", "Next review", "Level", "Seen by")
    row = (SIP.email, "01/09/2026", "01/09/2029")
    reading = read_checks(files.table(tmp_path / "c.csv", head, (*row, "Enhanced DBS", "T. Marlowe")), LISTED)
    level, day = DbsLevel.ENHANCED, date(2026, 9, 1)
    assert reading.checks == [ImportedChecks(SIP.id, None, day, date(2029, 9, 1), level, "T. Marlowe")]
    wrong = (SIP.email, "001234567890", "01/09/2029", "high", "no. 00123456")
    faults = read_checks(files.table(tmp_path / "w.csv", head, wrong), LISTED).table.faults
    assert [(one.column, one.value) for one in faults] == [
        ("DBS (B)", "a long number, not shown"),
        ("Level (D)", "high"),
        ("Seen by (E)", "no. 00123456"),
    ]
    for name in ("Certificate number", "DBS Number", "dbs no."):
        with pytest.raises(UnusableFile, match="keeps no certificates"):
            read_checks(files.table(tmp_path / "n.csv", (*head, name), (*row, "", "", "")), LISTED)
