"""P2: by which framework a school and its SIP judge."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.reports.framework_choice import (
    ChooseFramework,
    SchoolFramework,
    chosen,
    chosen_otherwise,
    may_choose,
    schools_to_choose_for,
)
from handbook.reports.paper.frameworks import OFSTED_2024, OFSTED_2025
from handbook.reports.paper.proforma import Judgement
from tests.support import builders as a

NOVEMBER = date(2026, 11, 23)
NOBODYS = SchoolFramework("900001")


def test_until_somebody_chooses_it_is_that_of_the_day() -> None:
    assert NOBODYS.on(NOVEMBER) is OFSTED_2025
    assert NOBODYS.on(date(2025, 10, 1)) is OFSTED_2024


def test_it_is_chosen_once_and_may_be_changed() -> None:
    sip = a.a_person(Role.SIP)
    first = chosen(NOBODYS, a.a_school(), ChooseFramework("900001", "ofsted_2024"), sip, a.MONDAY)
    assert first.on(NOVEMBER) is OFSTED_2024
    assert (first.chosen_at, first.chosen_by_id) == (a.MONDAY, sip.id)
    assert (
        chosen(first, a.a_school(), ChooseFramework("900001", "ofsted_2025"), sip, a.MONDAY).on(NOVEMBER) is OFSTED_2025
    )


def test_a_framework_that_is_known_no_more_is_that_of_the_day() -> None:
    assert replace(NOBODYS, key="ofsted_1992").on(NOVEMBER) is OFSTED_2025


@pytest.mark.parametrize(
    ("key", "areas", "name"),
    [
        ("ofsted_2025", ("Quality of education", "Behaviour and attitudes"), OFSTED_2025.name),
        ("ofsted_2025", ("Inclusion", "Achievement"), ""),
        ("ofsted_2024", ("Inclusion", "Achievement"), OFSTED_2024.name),
        ("ofsted_2024", ("Early years",), ""),
        ("ofsted_2024", ("Overall effectiveness", "Quality of education"), OFSTED_2024.name),
        ("ofsted_2025", ("Singing",), ""),
        ("ofsted_2025", (), ""),
        ("", ("Quality of education",), ""),
    ],
)
def test_a_report_by_another_framework_than_was_chosen_is_told(key: str, areas: tuple[str, ...], name: str) -> None:
    judged = a.a_contents(judgements=tuple(Judgement(area, "Good", "Good") for area in areas))
    assert chosen_otherwise(replace(NOBODYS, key=key), judged) == name


@pytest.mark.parametrize("role", Role)
def test_headteacher_sip_and_trust_advisor_choose(role: Role) -> None:
    person, allowed = a.a_person(role), role in (Role.HEADTEACHER, Role.SIP, Role.TRUST_ADVISOR)
    assert may_choose(a.a_school(), person) is allowed
    assert schools_to_choose_for([a.a_school()], person) == ((a.a_school(),) if allowed else ())
    other = a.a_school(urn="900002", name="St Aelred’s", sip_id="another", headteacher_id="another")
    assert may_choose(other, person) is (role is Role.TRUST_ADVISOR)
    if not allowed:
        with pytest.raises(Refused, match="choose its framework"):
            chosen(NOBODYS, a.a_school(), ChooseFramework("900001", "ofsted_2024"), person, a.MONDAY)


@pytest.mark.parametrize(("key", "code"), [("", "missing"), ("csi_2022", "missing"), ("ofsted_1992", "missing")])
def test_only_one_of_ofsteds_is_chosen(key: str, code: str) -> None:
    with pytest.raises(Refused) as no:
        chosen(NOBODYS, a.a_school(), ChooseFramework("900001", key), a.a_person(Role.SIP), a.MONDAY)
    assert no.value.code == code


def test_a_school_that_is_not_on_the_list_has_none() -> None:
    with pytest.raises(Refused, match="choose its framework"):
        chosen(NOBODYS, None, ChooseFramework("900001", "ofsted_2024"), a.a_person(Role.TRUST_ADVISOR), a.MONDAY)


def test_schools_are_offered_by_name() -> None:
    two = [a.a_school(urn="900002", name="St Zita’s"), a.a_school()]
    assert schools_to_choose_for(two, a.a_person(Role.SIP)) == tuple(reversed(two))
