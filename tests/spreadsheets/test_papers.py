"""A list of agreements signed on paper: each cell that cannot be taken is named with what would be right."""

from datetime import date
from pathlib import Path

from handbook.reports.agreements.paper_list import ImportedPaper
from handbook.reports.agreements.texts import AgreementKind
from handbook.schools.trust_list import SchoolEntry, TrustList
from spreadsheets.papers import PapersReading, TextsKnown, read_papers
from spreadsheets.reading_apart import read_sheet
from tests.support import builders as a
from tests.support import list_files as files
from tests.support.lists import a_list

HEAD = ("School", "Kind", "Version", "Signatory", "Date", "Kept at")
VERSIONS = {AgreementKind.SHARING: ("2026.1", "2026.2"), AgreementKind.DATA: ("data 2026.1",)}
TEXTS = TextsKnown(VERSIONS, date(2026, 11, 23))
GOOD = ("900001", "sharing", "2026.1", "Hanna Tilling", "02/09/2026", "Cabinet 2")


def read(tmp_path: Path, *rows: tuple[str, ...], known: TrustList | None = None) -> PapersReading:
    return read_papers(files.table(tmp_path / "papers.xlsx", HEAD, *rows), known or a_list(), TEXTS)


def test_a_paper_of_each_kind_by_urn_or_name(tmp_path: Path) -> None:
    found = read(
        tmp_path, GOOD, ("St Hilda's catholic primary school", "Data agreement", "", "H. Tilling", "3 Sep 2026", "Box")
    )
    assert found.table.faults == []
    assert [one for _, one in found.papers] == [
        ImportedPaper("900001", AgreementKind.SHARING, "2026.1", "Hanna Tilling", date(2026, 9, 2), "Cabinet 2"),
        ImportedPaper("900001", AgreementKind.DATA, "data 2026.1", "H. Tilling", date(2026, 9, 3), "Box"),
    ]


def changed(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(name, said) for name, said in zip(HEAD, GOOD, strict=True))


def test_it_is_known_by_its_header(tmp_path: Path) -> None:
    path = files.table(tmp_path / "papers.csv", HEAD, GOOD, changed(Kind="Lease"))
    found = read_sheet(path, a_list(), TEXTS)
    assert (found.kind, found.attempted, found.refused) == ("agreements", 2, 1)
    assert [one.reference for one in found.papers] == ["Cabinet 2"]


def test_each_fault_is_named_by_its_cell(tmp_path: Path) -> None:
    rows = [
        changed(School="900009"),
        changed(Kind="Sharing agrement"),
        changed(Kind="Lease"),
        changed(Version="2025.1"),
        changed(Signatory="Tilling"),
        changed(Date="09/23/2026"),
        changed(Date="24/11/2026"),
        changed(Date="31/12/1999"),
        changed(**{"Kept at": ""}),
        GOOD,
        GOOD,
    ]
    found = read(tmp_path, *rows)
    assert [(one.row, one.column, one.right) for one in found.table.faults] == [
        (2, "School (A)", "the URN of a school on the list"),
        (3, "Kind (B)", "Sharing agreement"),
        (4, "Kind (B)", "one of: Sharing agreement, Data agreement"),
        (5, "Version (C)", "the version of a text: 2026.1, 2026.2"),
        (6, "Signatory (D)", "first name and surname of who signed"),
        (7, "Date (E)", "the day before the month: 23/09/2026"),
        (8, "Date (E)", "a day that is past"),
        (9, "Date (E)", "a day from 01/01/2000 to today"),
        (10, "Kept at (F)", "where the paper is kept: a reference, or a place"),
        (12, "School (A)", "one row a school and agreement: row 11 is of both"),
    ]
    assert len(found.papers) == 1


def test_of_two_schools_of_one_name_none_is_guessed_at(tmp_path: Path) -> None:
    known = a_list()
    twin = SchoolEntry(a.a_school(urn="900002", town="Southbeck"))
    found = read(
        tmp_path,
        changed(School="St Hilda’s Catholic Primary School"),
        known=TrustList({**known.schools, "900002": twin}, known.people),
    )
    [fault] = found.table.faults
    assert fault.right.startswith("the URN, for several schools are called so: 900001 (St Hilda’s")
