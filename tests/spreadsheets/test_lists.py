"""Lists of schools are read by the names of their columns; which schools are the trust's is said and never guessed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handbook.schools.imported_schools import ClosedSchool, ImportedSchool
from spreadsheets.schools import (
    CLOSED,
    NO_SCHOOLS,
    NOT_OURS,
    NOT_YET,
    Chosen,
    SchoolReading,
    read_links,
    read_schools,
    urns_in,
    urns_of_group,
)
from spreadsheets.unusable import UnusableFile
from tests.support import list_files as files

EVERY = Chosen(every=True)
HILDA = ImportedSchool("900001", "St Hilda’s Catholic Primary School", "Northbeck", "Fellshire")
SHARED = [one / "shared" / "data" for one in Path(__file__).parents if (one / "shared" / "data").is_dir()]
real = pytest.mark.skipif(not SHARED, reason="the DfE’s files are not kept beside the project")


def why_not(*args: Any) -> str:
    with pytest.raises(UnusableFile) as no:
        read_schools(*args)
    return no.value.reason


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_a_file_of_all_schools(tmp_path: Path, encoding: str) -> None:
    found = read_schools(files.gias(tmp_path / "g.csv", {}, encoding=encoding), EVERY)
    assert (found.schools, found.table.rows, found.notes) == ([HILDA], 1, [])


def test_which_schools_are_the_trusts_has_to_be_said(tmp_path: Path) -> None:
    path = files.gias(tmp_path / "g.csv", {})
    assert "Please say which are the trust’s: --diocese" in why_not(path, Chosen())
    own = files.table(tmp_path / "own.csv", ("urn", "NAME", "Local Authority"), ("900001", HILDA.name, "Fellshire"))
    assert read_schools(own, Chosen()).schools == [ImportedSchool("900001", HILDA.name, "", "Fellshire")]


def test_a_diocese_is_named_by_its_whole_name_or_code(tmp_path: Path) -> None:
    other = {"URN": "900002", "Diocese (code)": "CE92", "Diocese (name)": "Diocese of Wrenmouth"}
    path = files.gias(tmp_path / "g.csv", {}, other, other | {"URN": "900003"})
    for name in ("archdiocese of  Wrenmouth", "RC91"):
        found = read_schools(path, Chosen(diocese=name))
        assert ([one.urn for one in found.schools], found.skipped) == (["900001"], {NOT_OURS: 2})
    no = why_not(path, Chosen(diocese="Wrenmouth"))
    assert "There is “Archdiocese of Wrenmouth” (1), “Diocese of Wrenmouth” (2): please write the whole name." in no
    assert "There is" not in why_not(path, Chosen(diocese="Ely"))


@pytest.mark.parametrize(
    ("chosen", "urns"),
    [
        (Chosen(trust="THE LANTERN TRUST"), ["900002"]),
        (Chosen(trust="9123"), ["900002"]),
        (Chosen(where=(("phaseofeducation (name)", "primary"),)), ["900001", "900002"]),
        (Chosen(where=(("Phase", "Primary"), ("Town", "Northbeck")), urns=frozenset(("900001",))), []),
        (Chosen(urns=frozenset(("900001", "900002")), where=(("Town", "Southbeck"),)), ["900002"]),
    ],
)
def test_other_ways_to_say_it(tmp_path: Path, chosen: Chosen, urns: list[str]) -> None:
    second = {"URN": "900002", "Trusts (name)": "The Lantern Trust", "Trusts (code)": "9123", "Town": "Southbeck"}
    third = {"URN": "900003", "PhaseOfEducation (name)": "Secondary"}
    path = files.gias(tmp_path / "g.csv", {}, second, third)
    if urns:
        assert [one.urn for one in read_schools(path, chosen).schools] == urns
    else:
        assert "has none of the trust’s schools" in why_not(path, chosen)


def test_what_is_asked_for_and_not_there_is_said(tmp_path: Path) -> None:
    path = files.gias(tmp_path / "g.csv", {})
    few = read_schools(path, Chosen(urns=frozenset(("900001", "900002"))))
    assert few.notes == ["Asked for, and not in this file: URN 900002."]
    many = read_schools(path, Chosen(urns=frozenset(str(900001 + one) for one in range(12))))
    assert many.notes[0].endswith("900009 and 3 more.")


def test_what_is_no_open_school_is_left_out_with_its_reason(tmp_path: Path) -> None:
    closed = {"EstablishmentStatus (name)": "Closed", "CloseDate": "31-08-2026"}
    found = read_schools(
        files.gias(
            tmp_path / "g.csv",
            {"EstablishmentStatus (name)": "Open, but proposed to close"},
            {"URN": "900002", **closed, "Linked establishments": "900001 Successor, 900005 Successor"},
            {"URN": "900003", "EstablishmentStatus (name)": "Proposed to open"},
            {"URN": "20001", "EstablishmentName": "A children’s centre"},
        ),
        EVERY,
    )
    assert [one.urn for one in found.schools] == ["900001"]
    assert found.skipped == {CLOSED: 1, NOT_YET: 1, NO_SCHOOLS: 1}
    assert found.closed == [ClosedSchool("900002", date(2026, 8, 31), ("900001", "900005"))]


def faults_of(reading: SchoolReading) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.right) for one in reading.table.faults]


def test_a_row_that_cannot_be_taken_is_named_by_its_cell(tmp_path: Path) -> None:
    path = files.gias(tmp_path / "g.csv", {}, {"EstablishmentName": ""}, {"URN": "9OOOO2"}, {}, {"Town": "x" * 201})
    assert faults_of(read_schools(path, EVERY)) == [
        (3, "EstablishmentName (D)", "the school’s name"),
        (4, "URN (A)", "a URN of six digits, such as 104454"),
        (5, "URN (A)", "one row a school: row 2 has this URN already"),
        (6, "Town (M)", "at most 200 characters"),
    ]


def test_predecessors_by_the_row_or_by_a_file_of_links(tmp_path: Path) -> None:
    path = files.gias(tmp_path / "g.csv", {"Linked establishments": "900008 Predecessor, 900007 Predecessor"})
    assert read_schools(path, EVERY).schools[0].predecessors == ("900008", "900007")
    head = ("URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate")
    rows = [
        ("900001", "900006", "x", "Predecessor - merged"),
        ("900001", "900005", "y", "Successor"),
        ("900001", "9", "z", "Sixth form centre"),
    ]
    links = read_links(files.table(tmp_path / "links.csv", head, *rows))
    assert links == {"900001": (("900006",), ("900005",))}
    assert read_schools(path, EVERY, links).schools[0].predecessors == ("900006",)
    with pytest.raises(UnusableFile, match=r"Nothing was taken from bad\.csv"):
        read_links(files.table(tmp_path / "bad.csv", head, ("=1", "2", "", "Successor")))


def test_the_schools_of_a_group_and_a_list_of_urns(tmp_path: Path) -> None:
    head = ("Group UID", "Group name", "Companies House Number", "URN")
    path = files.table(
        tmp_path / "groups.csv", head, ("77", "Lantern", "00123456", "900001"), ("78", "x", "", "900002")
    )
    for name in ("lantern", "77", "00123456"):
        assert urns_of_group(path, name) == {"900001"}
    with pytest.raises(UnusableFile, match="has no school of the group “Lan”"):
        urns_of_group(path, "Lan")
    assert urns_in(path) == {"900001", "900002"}
    plain = tmp_path / "urns.txt"
    plain.write_text("900001\n\n900002\n", encoding="utf-8")
    assert urns_in(plain) == {"900001", "900002"}
    plain.write_text("none\n", encoding="utf-8")
    with pytest.raises(UnusableFile, match="has no URN of six digits"):
        urns_in(plain)


@real
def test_the_files_of_the_dfe() -> None:
    """The counts of SOURCES.md, and what can be counted in the files by other means."""
    spine = read_schools(SHARED[0] / "liverpool" / "schools_spine.csv", EVERY)
    assert (len(spine.schools), spine.table.faults) == (185, [])
    assert {one.local_authority for one in spine.schools} >= {"Liverpool", "St. Helens", "Wigan"}
    path = SHARED[0] / "gias" / "gias_results_2022-04-20_850_936_allstatus.csv"
    found = read_schools(path, EVERY)
    assert (found.table.rows, len(found.schools), found.skipped[CLOSED]) == (1096, 728, 368)
    assert (found.table.faults, len(found.closed)) == ([], 368)
    successor = {one.urn: one for one in found.schools if one.predecessors}
    assert all(before.isdecimal() for one in successor.values() for before in one.predecessors)
    assert len(read_schools(path, Chosen(diocese="Diocese of Portsmouth (rc)")).schools) == 14
    sample = read_schools(SHARED[0] / "gias" / "edubasealldata_2018-12_sample4.csv", EVERY)
    assert sample.table.rows == 4
    names = read_schools(SHARED[0] / "liverpool" / "schools_spine.csv", Chosen(where=(("LANAME", "Liverpool"),)))
    assert len(names.schools) == 45
