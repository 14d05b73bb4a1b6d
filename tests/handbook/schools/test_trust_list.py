"""The list, who may change it, and what it may not come to (M1)."""

from dataclasses import replace

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.schools.trust_list import (
    HOLDERS,
    ListChanges,
    PersonEntry,
    SchoolEntry,
    TrustList,
    applied,
    check_list_is_sound,
    check_may_change,
    difference,
    without,
)
from tests.support import builders as a
from tests.support.lists import AUTUMN, a_list

LISTED = a_list()
SCHOOL = LISTED.schools["900001"]


def test_what_is_not_mentioned_is_left_as_it_is() -> None:
    other = SchoolEntry(a.a_school(urn="900002", name="St Bede’s"))
    named = SchoolEntry(replace(SCHOOL.school, name="St Hild’s"))
    changes = difference(LISTED, TrustList({"900001": named, "900002": other}))
    assert changes == ListChanges({"900001": named, "900002": other})
    assert applied(LISTED, changes) == replace(LISTED, schools={"900001": named, "900002": other})
    assert not difference(LISTED, LISTED)
    assert difference(LISTED, TrustList(authorities={"Fellshire": (), "Wrenshire": (AUTUMN,)})).authorities == {
        "Fellshire": (),
        "Wrenshire": (AUTUMN,),
    }


def test_all_leave_whom_the_whole_list_does_not_mention() -> None:
    changes = without(LISTED, TrustList())
    assert set(changes.schools) == {"900001"}
    assert set(changes.people) == set(LISTED.people)
    assert applied(LISTED, changes) == TrustList(revision=1)


@pytest.mark.parametrize("role", Role)
def test_who_may_change_it(role: Role) -> None:
    person = a.a_person(role)
    check_may_change(None, "")
    check_may_change(person, person.id)
    if role is Role.TRUST_ADVISOR:
        check_may_change(person, "")
    else:
        with pytest.raises(Refused, match="Only the Trust Advisor can change the list"):
            check_may_change(person, "")


def test_it_does_not_lose_its_trust_advisor() -> None:
    advisor = a.a_person(Role.TRUST_ADVISOR)
    alone = applied(LISTED, ListChanges(people={advisor.id: None}))
    check_list_is_sound(TrustList(), alone)
    with pytest.raises(Refused, match="would have no Trust Advisor"):
        check_list_is_sound(LISTED, alone)


@pytest.mark.parametrize("role", HOLDERS)
def test_a_school_is_served_by_nobody_who_has_not_that_office(role: Role) -> None:
    person = a.a_person(role)
    entry = PersonEntry(replace(person, role=Role.BOARD_MEMBER))
    for changes in (ListChanges(people={person.id: None}), ListChanges(people={person.id: entry})):
        with pytest.raises(Refused, match=f"would have a {role.words} who is not one"):
            check_list_is_sound(LISTED, applied(LISTED, changes))
    nobody = replace(SCHOOL, school=replace(SCHOOL.school, **{HOLDERS[role]: ""}))
    check_list_is_sound(LISTED, applied(LISTED, ListChanges({"900001": nobody}, {person.id: None})))
