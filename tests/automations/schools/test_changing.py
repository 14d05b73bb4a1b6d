"""The list is changed by whoever keeps it, as it was shown, or not at all (M1)."""

from dataclasses import replace

import pytest

from automations.schools.changing import ChangeList, ReadListFile
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.schools.trust_list import ListChanges, PersonEntry, SchoolEntry, TrustList
from tests.automations.office import ADVISOR, HEAD, SIP, Office
from tests.support import builders as a

BEDE = SchoolEntry(School("900002", "St Bede’s", "Northbeck", "Fellshire", "", "", "", ""))


def listed(office: Office) -> TrustList:
    with office.database.reading() as uow:
        return uow.roster.listed()


def command(office: Office, **changes: object) -> ChangeList:
    return ChangeList("schools", "f" * 64, listed(office).revision, ListChanges(**changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("person", [None, ADVISOR])
async def test_it_is_changed_with_one_entry_in_the_audit(small_office: Office, person: Person | None) -> None:
    office = small_office
    before = listed(office)
    change = command(office, schools={"900002": BEDE})
    await office.bus.decide(change, person.id if person else "service", "command")
    assert listed(office) == replace(before, schools={**before.schools, "900002": BEDE}, revision=before.revision + 1)
    [entry] = [one for one in office.entries() if one.action == "list_changed"]
    assert entry.about == "list"
    assert (entry.detail["schools"], entry.detail["people"], entry.detail["leaving"]) == (1, 0, 0)
    with pytest.raises(Refused, match="The list was changed meanwhile"):
        await office.bus.decide(change, "service", "command")


async def test_others_cannot_change_it(small_office: Office) -> None:
    with pytest.raises(Refused, match="Only the Trust Advisor"):
        await small_office.bus.decide(command(small_office, schools={"900002": BEDE}), SIP.id, "teams")
    assert "900002" not in listed(small_office).schools


async def test_a_list_that_would_not_be_sound_is_not_written(small_office: Office) -> None:
    with pytest.raises(Refused, match="would have no Trust Advisor"):
        await small_office.bus.decide(command(small_office, people={ADVISOR.id: None}))
    assert ADVISOR.id in listed(small_office).people


async def test_what_the_list_said_before_is_kept(small_office: Office) -> None:
    office = small_office
    office.now = a.MONDAY.replace(year=2027)
    school = listed(office).schools["900001"]
    new = PersonEntry(Person("new", "New Head", "new@x.example", Role.HEADTEACHER))
    moved = replace(school, school=replace(school.school, headteacher_id="new"))
    change = command(office, schools={"900001": moved}, people={"new": new, HEAD.id: None})
    await office.bus.decide(change)
    with office.database.reading() as uow:
        assert uow.roster.person(HEAD.id) is None
        known = uow.roster.known(HEAD.id)
        assert known == replace(HEAD, email="")
        assert uow.roster.school_as_it_was("900001", a.MONDAY).headteacher_id == HEAD.id
        assert uow.roster.school("900001") == moved.school


async def test_a_file_of_the_whole_list_is_taken_until_the_list_is_changed_otherwise(small_office: Office) -> None:
    office = small_office
    before = listed(office)
    await office.bus.decide(ReadListFile("a" * 64, before))
    assert listed(office) == before
    wanted = replace(before, schools={**before.schools, "900002": BEDE})
    await office.bus.decide(ReadListFile("b" * 64, wanted))
    assert listed(office).schools == wanted.schools
    await office.bus.decide(ReadListFile("c" * 64, before))
    assert listed(office).schools == before.schools
    await office.bus.decide(command(office, schools={"900002": BEDE}))
    await office.bus.decide(ReadListFile("d" * 64, before))
    assert listed(office).schools == wanted.schools
    about_list = [one.action for one in office.entries() if one.about == "list"]
    assert about_list == ["list_read", "list_read", "list_changed"]
