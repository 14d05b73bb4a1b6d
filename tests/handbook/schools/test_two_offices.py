"""Somebody with two offices on the list: a serving headteacher who is a SIP, never of their own school (R1, W1)."""

from dataclasses import replace

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.schools.change_words import change_lines
from handbook.schools.imported_people import ImportedPerson, joined, wanted_people, with_listed
from handbook.schools.trust_list import PersonEntry, SchoolEntry, applied, check_list_is_sound, difference
from tests.support import builders as a
from tests.support.lists import a_list

OTHER = SchoolEntry(a.a_school(urn="900002", name="St Bede’s", sip_id="", headteacher_id=""))
LISTED = replace(a_list(), schools={**a_list().schools, "900002": OTHER})
HEAD = a.a_person(Role.HEADTEACHER)
LEADS = ImportedPerson("Hilary", HEAD.email, Role.HEADTEACHER, ("900001",))
SUPPORTS = ImportedPerson("Hilary", HEAD.email, Role.SIP, ("900002",))


def test_two_rows_are_one_person_who_serves_other_schools_in_each_office() -> None:
    for first, second in ((LEADS, SUPPORTS), (SUPPORTS, LEADS)):
        both = joined(first, second)
        assert isinstance(both, ImportedPerson)
        changes = difference(LISTED, wanted_people(LISTED, {HEAD.id: (both, HEAD.email)}))
        after = applied(LISTED, changes)
        assert after.people[HEAD.id].person.offices == (Role.SIP, Role.HEADTEACHER)
        assert after.schools["900001"].school.headteacher_id == HEAD.id
        assert after.schools["900002"].school.sip_id == HEAD.id
        check_list_is_sound(LISTED, after)
        words = "office headteacher → School Improvement Partner and headteacher"
        assert any(words in line for line in change_lines(LISTED, changes))
        assert not difference(after, wanted_people(after, {HEAD.id: (both, HEAD.email)}))


def test_an_office_that_the_file_names_no_more_ends_with_its_schools() -> None:
    both = joined(LEADS, SUPPORTS)
    assert isinstance(both, ImportedPerson)
    held = applied(LISTED, difference(LISTED, wanted_people(LISTED, {HEAD.id: (both, HEAD.email)})))
    after = applied(held, difference(held, wanted_people(held, {HEAD.id: (LEADS, HEAD.email)})))
    assert after.people[HEAD.id].person.offices == (Role.HEADTEACHER,)
    assert after.schools["900002"].school.sip_id == ""
    assert after.schools["900001"].school.headteacher_id == HEAD.id


@pytest.mark.parametrize(
    ("other", "right"),
    [
        (replace(LEADS, urns=("900002",)), "one row for each office of a person: there is one already for headteacher"),
        (replace(SUPPORTS, name="Hal"), "the name that another row of this person has, Hilary"),
        (replace(SUPPORTS, role=Role.DSO), "one office: somebody who is Diocesan Schools Officer can have no other"),
    ],
)
def test_two_rows_that_cannot_be_one_person_say_what_would_be_right(other: ImportedPerson, right: str) -> None:
    assert joined(LEADS, other) == right


def test_schools_that_have_left_the_list_are_passed_over_in_each_office() -> None:
    both = joined(LEADS, replace(SUPPORTS, urns=None))
    assert isinstance(both, ImportedPerson)
    assert with_listed(both, {"900002"}).served == {Role.HEADTEACHER: (), Role.SIP: None}


def test_nobody_is_the_sip_of_the_school_that_they_lead() -> None:
    own = replace(LISTED.schools["900001"].school, sip_id=HEAD.id)
    people = {**LISTED.people, HEAD.id: PersonEntry(replace(HEAD, also=(Role.SIP,)))}
    with pytest.raises(Refused, match=f"{HEAD.name} leads St Hilda’s Catholic Primary School, Northbeck, so") as no:
        check_list_is_sound(LISTED, replace(LISTED, people=people, schools={"900001": SchoolEntry(own)}))
    assert no.value.code == "own_school"
    nobody = replace(own, sip_id="", headteacher_id="")
    check_list_is_sound(LISTED, replace(LISTED, people=people, schools={"900001": SchoolEntry(nobody)}))


def test_offices_that_stand_alone_are_refused_by_name() -> None:
    people = {**LISTED.people, HEAD.id: PersonEntry(replace(HEAD, also=(Role.DSO,)))}
    with pytest.raises(Refused, match=f"{HEAD.name} cannot have another office beside that of Diocesan Schools Off"):
        check_list_is_sound(LISTED, replace(LISTED, people=people))
