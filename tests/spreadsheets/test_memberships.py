"""M1-M3: a list of memberships is read: in any order of columns, with people's own words, each fault once."""

from datetime import date
from pathlib import Path

from handbook.core.school_years import AcademicYear, Term
from handbook.membership.imported import ImportedMembership
from handbook.membership.membership import Provision
from handbook.schools.trust_list import SchoolEntry, TrustList
from spreadsheets.memberships import read_memberships
from spreadsheets.reading_apart import read_sheet
from tests.support import builders as a
from tests.support import list_files as files
from tests.support.lists import TEXTS

KNOWN = TrustList({"900001": SchoolEntry(a.a_school()), "900002": SchoolEntry(a.a_school(urn="900002"))})
HEAD = ("Fee paid", "Reference", "SIP", "School", "URN", "Academic year", "External SIP", "Joined", "Reports")
TWO = {
    "whole": (
        "20/11/2026",
        "BACS 1",
        "LA SIP",
        "St H",
        "900001",
        "2026/2027",
        "Ned",
        "1 October 2026",
        "Autumn, spring",
    ),
    "little": ("", "", "", "", "900002", "2026-27"),
}


def test_columns_in_any_order_and_peoples_own_words(tmp_path: Path) -> None:
    path = files.table(tmp_path / "membership.csv", HEAD, *TWO.values())
    reading = read_memberships(path, KNOWN)
    assert reading.table.faults == []
    assert [one for _, one in reading.memberships] == [
        ImportedMembership(
            "900001",
            AcademicYear(2026),
            Provision.AUTHORITY,
            "Ned",
            date(2026, 10, 1),
            (Term.AUTUMN, Term.SPRING),
            date(2026, 11, 20),
            "BACS 1",
        ),
        ImportedMembership("900002", AcademicYear(2026)),
    ]
    apart = read_sheet(path, KNOWN, TEXTS)
    assert (apart.kind, apart.attempted, apart.memberships[1][0]) == ("membership", 2, "row 3")


def test_each_fault_is_named_by_its_cell(tmp_path: Path) -> None:
    head = ("URN", "School year", "Whose SIP", "Joined on", "Reports received", "Fee paid on", "Fee reference")
    head = (*head, "Refund paid on", "Refund reference", "Name of the SIP")
    bad = (
        ("900009", "2026/27", "Own"),
        ("900001", "2026/28", "Own"),
        ("900001", "1899/00", "Own"),
        ("900001", "2026/27", "diocese"),
        ("900001", "2026/27", "Own", "31/02/2026"),
        ("900001", "2026/27", "Own", "", "Autumn; Winter"),
        ("900001", "2026/27", "Own", "", "", "20/11/2026"),
        ("900001", "2026/27", "Own", "", "", "", "BACS 1"),
        ("900001", "2026/27", "Own", "", "", "", "", "-2000", "BACS 2"),
        ("900001", "2026/27", "Own", "", "", "20/11/2026", "x" * 61),
        ("900001", "2026/27", "Own"),
        ("900001", "2026/27", "Trust"),
    )
    reading = read_memberships(files.table(tmp_path / "membership.csv", head, *bad), KNOWN)
    assert [(one.row, one.column.partition(" (")[0]) for one in reading.table.faults] == [
        (2, "URN"),
        (3, "School year"),
        (4, "School year"),
        (5, "Whose SIP"),
        (6, "Joined on"),
        (7, "Reports received"),
        (8, "Fee reference"),
        (9, "Fee paid on"),
        (10, "Refund paid on"),
        (11, "Fee reference"),
        (13, "URN"),
    ]
    assert len(reading.memberships) == 1
