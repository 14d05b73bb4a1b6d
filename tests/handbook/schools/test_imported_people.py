"""What a file says of people: whose account is meant, and which schools they serve then (M1)."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.core.people import DirectoryAccount, Person, Role
from handbook.schools.imported_people import ImportedPerson, NoAccount, account_of, nobody_of, wanted_people
from handbook.schools.trust_list import HOLDERS, PersonEntry, SchoolEntry, TrustList
from handbook.visits.checks import SipChecks
from tests.support import builders as a
from tests.support.lists import a_list

OTHER = SchoolEntry(a.a_school(urn="900002", name="St Bede’s", sip_id="", headteacher_id=""))
LISTED = replace(a_list(), schools={**a_list().schools, "900002": OTHER})
HEAD, SIP = a.a_person(Role.HEADTEACHER), a.a_person(Role.SIP)
ONE = DirectoryAccount("id-1", "One", "one@x.example", enabled=True, sign_in="one@y.example")
TWO = DirectoryAccount("id-2", "Two", "one@x.example", enabled=True)


def test_whose_account_is_meant() -> None:
    row = ImportedPerson("One", "one@x.example", Role.SIP)
    assert row.asked_as == "one@x.example"
    assert account_of(row, [ONE]) is ONE
    assert account_of(row, []) == NoAccount("an address that an account in Microsoft Entra has")
    assert account_of(row, [TWO, ONE]) == NoAccount(
        "in the column Account, which of these it is: id-2 or one@y.example", in_account=True
    )
    chosen = replace(row, account="one@y.example")
    assert chosen.asked_as == "one@y.example"
    said = account_of(chosen, [])
    assert isinstance(said, NoAccount)
    assert said.in_account


def said(
    person: Person, *urns: str, role: Role | None = None, silent: bool = False
) -> dict[str, tuple[ImportedPerson, str]]:
    one = ImportedPerson(person.name, person.email, role or person.role, None if silent else urns)
    return {person.id: (one, person.email)}


def test_a_file_that_says_what_the_list_says_changes_nothing() -> None:
    assert wanted_people(LISTED, said(HEAD, "900001")) == TrustList({}, {HEAD.id: LISTED.people[HEAD.id]})
    assert wanted_people(LISTED, said(HEAD, silent=True)).schools == {}


def test_schools_follow_whom_the_file_names() -> None:
    found = wanted_people(LISTED, said(SIP, "900002"))
    assert {urn: one.school.sip_id for urn, one in found.schools.items()} == {"900001": "", "900002": SIP.id}
    new = replace(HEAD, id="new", name="New Head")
    found = wanted_people(LISTED, said(new, "900001", "900002"))
    assert {one.school.headteacher_id for one in found.schools.values()} == {"new"}
    assert found.people == {"new": PersonEntry(new)}


def test_who_has_another_office_serves_no_longer_in_the_first() -> None:
    found = wanted_people(LISTED, said(HEAD, "900002", role=Role.SIP))
    assert found.schools["900001"].school.headteacher_id == ""
    assert found.schools["900002"].school.sip_id == HEAD.id
    board = wanted_people(LISTED, said(HEAD, "900002", role=Role.BOARD_MEMBER))
    assert board.schools["900001"].school.headteacher_id == ""
    assert "900002" not in board.schools


def test_the_checks_of_a_sip_stay_and_go_with_the_office() -> None:
    checks = SipChecks(SIP.id, date(2026, 9, 1))
    listed = replace(LISTED, people={SIP.id: PersonEntry(SIP, checks)})
    assert wanted_people(listed, said(SIP, silent=True)).people[SIP.id].checks == checks
    assert wanted_people(listed, said(SIP, role=Role.DSO)).people[SIP.id].checks is None


@pytest.mark.parametrize("role", HOLDERS)
def test_a_school_names_nobody_who_is_gone(role: Role) -> None:
    person = a.a_person(role)
    left = nobody_of(LISTED.schools, [person.id])
    assert all(getattr(one.school, HOLDERS[role]) == "" for one in left.values())
    assert "900001" in left
    assert nobody_of(LISTED.schools, ["", "stranger"]) == {}
