"""Cover: who may name whom for whom, for which days; who may end it; under which ids somebody acts."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from handbook.cases.cover import (
    DEPUTIES,
    Cover,
    NameDeputy,
    check_of_other_schools,
    covers_cases,
    ended,
    is_named_already,
    may_be_covered,
    may_end,
    may_name_for,
    may_see,
    named,
    stands_in_for,
    takes_part,
)
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from tests.support import builders as a
from tests.support.covers import FIRST, LAST, a_cover, another

TODAY = a.MONDAY.date()
ADVISOR = a.a_person(Role.TRUST_ADVISOR)
ALLOWED = {
    (Role.SIP, Role.SIP),
    (Role.HEADTEACHER, Role.HEADTEACHER),
    (Role.HEADTEACHER, Role.SIP),
    (Role.DSO, Role.DSO),
    (Role.DIRECTOR, Role.DSO),
    (Role.CHAIR_OF_TRUST_BOARD, Role.BOARD_MEMBER),
    (Role.TRUST_ADVISOR, Role.SIP),
    (Role.TRUST_ADVISOR, Role.DSO),
    (Role.TRUST_ADVISOR, Role.DIRECTOR),
    (Role.TRUST_ADVISOR, Role.BOARD_MEMBER),
}


def name(
    person: Person, deputy: Person, by: Person | None = None, first_on: date = FIRST, last_on: date = LAST
) -> Cover:
    command = NameDeputy(person.id, deputy.id, first_on, last_on)
    return named(command, by or person, (person, deputy), (), a.MONDAY, "cover-1")


def refused(*args: object, **more: object) -> Refused:
    with pytest.raises(Refused) as caught:
        name(*args, **more)
    return caught.value


@pytest.mark.parametrize(("covered", "deputy"), list(product(Role, Role)))
def test_each_role_is_stood_in_for_by_these_alone(covered: Role, deputy: Role) -> None:
    person, other = a.a_person(covered), another(deputy)
    if (covered, deputy) in ALLOWED:
        assert name(person, other, ADVISOR) == Cover("cover-1", person.id, other.id, FIRST, LAST)
    else:
        no = refused(person, other, ADVISOR)
        assert no.code == ("missing" if may_be_covered(person) else "not_yours")
        assert "must be a" in no.reason or f"Nobody stands in for a {covered.words} here." == no.reason


@pytest.mark.parametrize(("by", "covered"), list(product(Role, Role)))
def test_people_name_for_themselves_and_the_trust_advisor_for_all(by: Role, covered: Role) -> None:
    person, somebody = another(covered), a.a_person(by)
    may = by is Role.TRUST_ADVISOR and covered in DEPUTIES
    assert may_name_for(somebody, person) is may
    assert may_name_for(person, person) is (covered in DEPUTIES and covered is not Role.HEADTEACHER)
    if may:
        deputy = a.a_person(DEPUTIES[covered][0])
        assert name(person, deputy, somebody).deputy_id == deputy.id
    elif covered in DEPUTIES:
        assert refused(person, a.a_person(DEPUTIES[covered][0]), somebody).code == "not_yours"


def test_the_sentence_says_who_it_must_be() -> None:
    assert refused(a.a_person(Role.DIRECTOR), a.a_person(Role.SIP)).reason == (
        "The person who stands in for Dermot Rooke must be a Diocesan Schools Officer. Please choose again."
    )
    assert refused(ADVISOR, a.a_person(Role.HEADTEACHER)).reason == (
        "The person who stands in for Thea Marlowe must be a School Improvement Partner, Diocesan Schools Officer, "
        "Director for Schools and Colleges or Trust Board member. Please choose again."
    )
    head = a.a_person(Role.HEADTEACHER)
    assert refused(head, another(Role.SIP)).reason == (
        "Only the Trust Advisor can name who stands in for a headteacher."
    )
    assert refused(head, a.a_person(Role.DSO), ADVISOR).reason.startswith(
        "The person who stands in for Hanna Tilling must be a headteacher or School Improvement Partner."
    )
    assert "for themselves" in refused(a.a_person(Role.SIP), a.a_person(Role.SIP)).reason


@pytest.mark.parametrize(
    ("first_on", "last_on", "words"),
    [
        (TODAY, TODAY, ""),
        (TODAY, TODAY + timedelta(days=1), ""),
        (TODAY - timedelta(days=1), TODAY, "Sunday 22 November 2026 has passed"),
        (LAST, FIRST, "The last day is before the first"),
    ],
)
def test_days_run_forward_from_today(first_on: date, last_on: date, words: str) -> None:
    people = a.a_person(Role.SIP), another(Role.SIP)
    if not words:
        assert name(*people, first_on=first_on, last_on=last_on).last_on == last_on
    else:
        no = refused(*people, first_on=first_on, last_on=last_on)
        assert (no.code, words in no.reason) == ("no_date", True)


@pytest.mark.parametrize(
    ("first", "last", "free"),
    [(-3, -1, True), (-3, 0, False), (1, 2, False), (0, 4, False), (4, 9, False), (5, 9, True), (-3, 9, False)],
)
def test_one_person_has_one_deputy_on_a_day(first: int, last: int, free: bool) -> None:
    """The other cover is of Monday to Friday."""
    person, deputy = a.a_person(Role.SIP), another(Role.SIP)
    command = NameDeputy(person.id, deputy.id, FIRST + timedelta(days=first), FIRST + timedelta(days=last))
    ended_one = replace(a_cover(), ended_at=a.MONDAY)
    made = named(command, person, (person, deputy), [ended_one], a.MONDAY, "cover-2")
    assert made.first_on == command.first_on
    if free:
        assert named(command, person, (person, deputy), [a_cover()], a.MONDAY, "cover-2") == made
    else:
        with pytest.raises(Refused, match="Somebody stands in for Samir Pell from Monday 7 December 2026") as caught:
            named(command, person, (person, deputy), [a_cover()], a.MONDAY, "cover-2")
        assert caught.value.code == "taken"


def test_the_same_said_twice_is_known() -> None:
    cover = a_cover()
    command = NameDeputy(cover.person_id, cover.deputy_id, FIRST, LAST)
    assert is_named_already(command, [cover])
    assert not is_named_already(replace(command, last_on=FIRST), [cover])
    assert not is_named_already(command, [replace(cover, ended_at=a.MONDAY)])


@pytest.mark.parametrize("role", Role)
def test_both_and_the_trust_advisor_see_it_and_may_end_it_before_it_is_over(role: Role) -> None:
    cover = a_cover()
    for person in (a.a_person(role), another(role)):
        concerned = role is Role.TRUST_ADVISOR or person.id in (cover.person_id, cover.deputy_id)
        assert may_see(cover, person) is concerned
        assert may_end(cover, person, LAST) is concerned
        assert not may_end(cover, person, LAST + timedelta(days=1))
        if concerned:
            assert ended(cover, person, a.MONDAY) == replace(cover, ended_at=a.MONDAY)
            for over in (replace(cover, ended_at=a.MONDAY), replace(cover, last_on=TODAY - timedelta(days=1))):
                with pytest.raises(Refused) as caught:
                    ended(over, person, a.MONDAY)
                assert caught.value.code == "stale"
        else:
            with pytest.raises(Refused, match="I cannot find that cover") as caught:
                ended(cover, person, a.MONDAY)
            assert caught.value.code == "unknown"


def test_somebody_acts_for_those_whom_they_stand_in_for_on_those_days_and_passes_nothing_on() -> None:
    person, deputy = a.a_person(Role.SIP), another(Role.SIP)
    onward = replace(a_cover(), id="cover-2", person_id=deputy.id, deputy_id="third")
    covers = [a_cover(), onward]
    both, third = frozenset((person.id, deputy.id)), replace(deputy, id="third")
    for day, ids in ((FIRST, both), (LAST, both), (FIRST - timedelta(days=1), {deputy.id}), (LAST, both)):
        assert stands_in_for(covers, deputy, day) == ids
    assert stands_in_for(covers, deputy, LAST + timedelta(days=1)) == {deputy.id}
    assert stands_in_for(covers, third, FIRST) == {"third", deputy.id}
    assert stands_in_for(covers, person, FIRST) == {person.id}
    assert stands_in_for([replace(a_cover(), ended_at=a.MONDAY)], deputy, FIRST) == {deputy.id}


def test_days_are_said_in_words() -> None:
    assert a_cover().words == "from Monday 7 December 2026 to Friday 11 December 2026"
    assert replace(a_cover(), last_on=FIRST).words == "on Monday 7 December 2026"


def test_whom_it_concerns_at_all() -> None:
    outside = {Role.CHAIR_OF_GOVERNORS, Role.LA_OFFICER}
    assert {role for role in Role if not takes_part(a.a_person(role))} == outside
    assert {role for role in Role if not may_be_covered(a.a_person(role))} == {*outside, Role.BOARD_MEMBER}
    for role, deputies in DEPUTIES.items():
        found = {one for one in Role if covers_cases(another(one), a.a_person(role))}
        assert found == (set() if role is Role.HEADTEACHER else set(deputies))


@pytest.mark.parametrize(("covered", "deputy"), [(Role.HEADTEACHER, Role.SIP), (Role.SIP, Role.HEADTEACHER)])
def test_sip_and_headteacher_of_one_school_never_stand_in_for_each_other(covered: Role, deputy: Role) -> None:
    school = a.a_school()
    with pytest.raises(Refused, match="are the SIP and the headteacher of St Hilda’s") as caught:
        check_of_other_schools(a.a_person(covered), a.a_person(deputy), [school])
    assert (caught.value.code, caught.value.rule) == ("not_yours", "W1")
    check_of_other_schools(a.a_person(covered), another(deputy), [school])
    check_of_other_schools(a.a_person(covered), a.a_person(deputy), [])
