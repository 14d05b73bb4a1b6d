"""What an import would do is known before anybody says yes to it (M1)."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from automations.schools.preview import (
    Preview,
    asked_of_directory,
    preview_checks,
    preview_dates,
    preview_list,
    preview_people,
    preview_schools,
)
from handbook.core.people import DirectoryAccount, Role
from handbook.core.refusal import Refused
from handbook.schools.outcome import RowOutcome, Tally
from handbook.schools.trust_list import ListChanges, SchoolEntry, TrustList, applied
from spreadsheets.date_lists import read_checks, read_dates
from spreadsheets.people import read_people
from spreadsheets.schools import Chosen, read_schools
from tests.support import builders as a
from tests.support import list_files as files
from tests.support.lists import a_list

LISTED = a_list()
HEAD, SIP, ADVISOR = a.a_person(Role.HEADTEACHER), a.a_person(Role.SIP), a.a_person(Role.TRUST_ADVISOR)
OF_PEOPLE = ("Mail", "Name", "Office", "Schools", "Account")


def schools(path: Path, *rows: files.Cells, known: TrustList = LISTED) -> Preview:
    return preview_schools(read_schools(files.gias(path / "gias.csv", *rows), Chosen(every=True)), known)


def people(
    path: Path, *rows: Sequence[str], known: TrustList = LISTED, accounts: Sequence[DirectoryAccount] | None = None
) -> Preview:
    reading = read_people(files.table(path / "people.csv", OF_PEOPLE, *rows), known)
    listed = [DirectoryAccount(one.id, one.name, one.email, enabled=True) for one in map(a.a_person, Role)]
    there = listed if accounts is None else accounts
    asked = asked_of_directory(reading)
    found = {name: [one for one in there if name in (one.email, one.id, one.sign_in)] for name in asked}
    return preview_people(reading, known, found)


def test_each_row_comes_to_one_thing(tmp_path: Path) -> None:
    found = schools(
        tmp_path,
        {"EstablishmentName": a.a_school().name},
        {"URN": "900002", "EstablishmentName": "St Bede’s"},
        {"URN": "900003", "EstablishmentStatus (name)": "Closed"},
        {"URN": "9000"},
        {"URN": "900002"},
    )
    assert found.tally.words == "5 rows: 1 new, 0 changed, 1 as before, 1 left out, 2 with a fault."
    assert set(found.changes.schools) == {"900002"}
    assert [fault.row for fault in found.faults] == [5, 6]
    assert found.lacks(found.changes)[0].startswith("1 school has no headteacher")
    assert found.lines(found.changes) == ["new: St Bede’s, Northbeck (URN 900002)"]
    assert found.absent == ()


def test_a_school_that_closed_and_came_again_is_told(tmp_path: Path) -> None:
    closed = {"EstablishmentStatus (name)": "Closed", "CloseDate": "31-08-2026"}
    new = {"URN": "900009", "EstablishmentName": "St Hilda’s Academy"}
    links = "Linked establishments"
    found = schools(
        tmp_path,
        closed | {links: "900009 Successor"},
        new | {links: "900008 Predecessor, 900001 Predecessor"},
    )
    assert found.absent == (
        "St Hilda’s Catholic Primary School, Northbeck (URN 900001): closed on 31/08/2026, now St Hilda’s Academy (URN "
        "900009)",
    )
    assert "has a new URN, 900009" in found.notes[0]
    left = applied(LISTED, found.with_leavers())
    assert {urn: one.school.headteacher_id for urn, one in left.schools.items()} == {"900009": HEAD.id}


def test_people_are_who_the_directory_knows(tmp_path: Path) -> None:
    found = people(
        tmp_path,
        (HEAD.email, HEAD.name, "Head teacher", "900001"),
        (SIP.email, "Samir Elstow-Pell", "SIP", "900001"),
        ("nobody@x.example", "Nobody", "SIP"),
    )
    assert found.tally.words == "3 rows: 0 new, 1 changed, 1 as before, 0 left out, 1 with a fault."
    [fault] = found.faults
    assert (fault.row, fault.column, fault.right) == (
        4,
        "Mail (A)",
        "an address that an account in Microsoft Entra has",
    )
    assert f"{ADVISOR.name}, Trust Advisor" in found.absent
    with pytest.raises(Refused, match="Nobody can leave the list by a file with faults"):
        found.check_leavers(sure=True)


def test_who_serves_another_school_is_changed(tmp_path: Path) -> None:
    bede = SchoolEntry(a.a_school(urn="900002", name="St Bede’s", sip_id=""))
    known = replace(LISTED, schools={**LISTED.schools, "900002": bede})
    found = people(tmp_path, (SIP.email, SIP.name, "SIP", "900001; 900002"), known=known)
    assert found.tally.of(RowOutcome.CHANGED) == 1
    assert found.lines(found.changes) == [
        f"changed: St Bede’s, Northbeck (URN 900002): School Improvement Partner nobody → {SIP.name}"
    ]


def test_two_accounts_of_one_address_are_named_and_one_is_chosen_in_the_row(tmp_path: Path) -> None:
    two = [
        DirectoryAccount("id-1", "Head", "head@x.example", enabled=True, sign_in="head@trust.example"),
        DirectoryAccount("id-2", "Guest", "head@x.example", enabled=False, sign_in="head_x#ext#@trust.example"),
    ]
    row = ("head@x.example", "New Head", "Headteacher", "900001")
    [fault] = people(tmp_path, row, accounts=two).faults
    assert fault.column == "Account (E)"
    assert fault.right == (
        "in the column Account, which of these it is: head@trust.example or head_x#ext#@trust.example"
    )
    chosen = people(tmp_path, (*row, "head_x#ext#@trust.example"), accounts=two)
    assert set(chosen.changes.people) == {"id-2"}
    assert chosen.notes == ("The account of New Head is closed: they cannot sign in.",)
    [fault] = people(tmp_path, (*row, "wrong@trust.example"), accounts=two).faults
    assert fault.right == "the sign-in name or object id of an account in Microsoft Entra"
    [fault] = people(tmp_path, row, ("", "Twin", "SIP", "", "head@trust.example"), accounts=two[:1]).faults
    assert fault.right.endswith("New Head (row 2 is of the same account, head@trust.example)")


def test_who_leaves_serves_nowhere_and_a_share_of_the_list_asks_for_another_word(tmp_path: Path) -> None:
    rows = [
        (person.email, person.name, person.role.words)
        for person in map(a.a_person, Role)
        if person.role is not Role.HEADTEACHER
    ]
    found = people(tmp_path, *rows)
    assert found.absent == (f"{HEAD.name}, headteacher",)
    changes = found.with_leavers()
    assert changes.people[HEAD.id] is None
    assert applied(LISTED, changes).schools["900001"].school.headteacher_id == ""
    with pytest.raises(Refused, match=r"1 of 9 people would leave, which is more than 10%"):
        found.check_leavers(sure=False)
    found.check_leavers(sure=True)


def test_a_file_of_the_whole_list(tmp_path: Path) -> None:
    wanted = replace(
        LISTED, schools={"900002": SchoolEntry(a.a_school(urn="900002"))}, people={HEAD.id: LISTED.people[HEAD.id]}
    )
    found = preview_list(wanted, LISTED)
    assert found.tally.words == "3 rows: 1 new, 0 changed, 2 as before, 0 left out, 0 with a fault."
    assert f"{a.a_school().full_name} (URN 900001)" in found.absent
    assert len(found.absent_people) == len(Role) - 1
    assert Preview("list", LISTED, ListChanges(), Tally(0)).with_leavers() == ListChanges()


def test_term_dates_and_checks(tmp_path: Path) -> None:
    terms = files.table(
        tmp_path / "terms.csv",
        ("Local authority", "URN", "Half term", "First day", "Last day"),
        ("Fellshire", "", "Autumn", "02/09/2026", "18/12/2026"),
        ("Fellshire", "", "Spring", "05/01/2027", "25/03/2027"),
        ("", "900001", "INSET", "23/11/2026"),
        ("Elsewhere", "", "Spring", "05/01/2027", "25/03/2027"),
        ("Fellshire", "", "Lent", "05/04/2027", "25/04/2027"),
    )
    found = preview_dates(read_dates(terms, LISTED), LISTED)
    assert found.tally.words == "5 rows: 2 new, 0 changed, 1 as before, 1 left out, 1 with a fault."
    assert found.lines(found.changes) == [
        f"changed: {a.a_school().full_name} (URN 900001): closed on 23/11/2026",
        "term dates of Fellshire",
    ]
    assert found.absent == ()
    head = ("Mail", "DBS check on", "DBS review by")
    checks = files.table(tmp_path / "c.csv", head, (SIP.email, "01/09/2026", "01/09/2029"))
    found = preview_checks(read_checks(checks, LISTED), LISTED)
    assert found.lines(found.changes) == [f"changed: {SIP.name}, School Improvement Partner: checks"]
    assert found.tally.of(RowOutcome.CHANGED) == 1
