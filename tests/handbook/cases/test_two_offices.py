"""Somebody in two offices, in a case and standing in: judged by what they are to the case and to the school."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.cases.case import Seat, Stage
from handbook.cases.cover import Cover, covers_cases, may_name_for, stands_in_as
from handbook.cases.signing import Actor, ids_in, seats_in
from handbook.cases.standing_in import in_place_of
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from tests.support import case_builders as b
from tests.support import case_commands as c
from tests.support.case_people import ADVISOR, CHAIR, HEAD, OTHER_HEAD, OTHER_SIP, SCHOOL, SIP, actor

BOTH = replace(HEAD, also=(Role.SIP,))
SIP_TOO = replace(OTHER_HEAD, also=(Role.SIP,))
TODAY = date(2026, 12, 7)


@pytest.mark.parametrize("person", [HEAD, SIP, ADVISOR, CHAIR, OTHER_SIP, OTHER_HEAD])
@pytest.mark.parametrize("also", [Role.SIP, Role.HEADTEACHER, Role.BOARD_MEMBER])
def test_another_office_opens_and_closes_nothing_in_a_case(person: Person, also: Role) -> None:
    more = replace(person, also=(also,))
    for case in (
        b.a_concern(Stage.WITH_DSO),
        b.a_complaint(Stage.TALKED_TO_SIP),
        b.a_complaint(Stage.WITH_TRUST_ADVISOR),
    ):
        assert ids_in(case, actor(more)) == ids_in(case, actor(person))
        assert seats_in(case, actor(more)) == seats_in(case, actor(person))


def test_who_leads_the_school_stands_in_for_nobody_in_its_cases() -> None:
    """E5: as a SIP they may stand in for the Trust Advisor, and would read what their SIP has not told them yet."""
    untold = b.a_concern(Stage.NOT_TALKED)
    assert ids_in(untold, Actor(BOTH, (ADVISOR,))) == {HEAD.id, ADVISOR.id}
    assert ids_in(untold, Actor(BOTH, (ADVISOR,), frozenset((SCHOOL.urn,)))) == {HEAD.id}
    assert ids_in(untold, Actor(BOTH, (ADVISOR,), frozenset(("900009",)))) == {HEAD.id, ADVISOR.id}
    with pytest.raises(Refused, match="Only the School Improvement Partner of St Hilda’s"):
        c.raise_concern(Actor(BOTH, (SIP,), frozenset((SCHOOL.urn,))))


def test_a_sip_whom_a_complaint_is_about_answers_it_in_no_other_office() -> None:
    """X4: also as a Trust Board member who stands in for its Chair."""
    case = c.take_on_to_chair(b.answer(b.a_complaint(Stage.WITH_TRUST_ADVISOR), Stage.WITH_TRUST_ADVISOR, ADVISOR))
    member = replace(SIP, also=(Role.BOARD_MEMBER,))
    assert seats_in(case, Actor(member, (CHAIR, ADVISOR))) <= {Seat.SIP}
    assert Seat.CHAIR in seats_in(case, Actor(replace(OTHER_SIP, also=(Role.BOARD_MEMBER,)), (CHAIR,)))


def test_for_a_headteacher_nobody_stands_in_in_cases_whatever_else_they_are() -> None:
    concern, complaint = b.a_concern(Stage.WITH_DSO), b.a_complaint(Stage.TALKED_TO_SIP)
    for case in (concern, complaint):
        assert ids_in(case, Actor(OTHER_SIP, (BOTH,))) == {OTHER_SIP.id}
    assert covers_cases(OTHER_SIP, SIP_TOO)
    assert not covers_cases(OTHER_HEAD, SIP_TOO)
    assert not covers_cases(OTHER_SIP, HEAD)


def test_a_sip_s_place_is_handed_to_nobody_who_leads_the_school() -> None:
    waived = b.a_concern(Stage.WITH_TRUST_ADVISOR, talked=False, tell=False)
    assert Seat.HEADTEACHER not in waived.seats
    with pytest.raises(Refused, match=f"{HEAD.name} leads St Hilda’s"):
        c.hand_over(waived, to=BOTH)
    assert c.hand_over(waived, to=SIP_TOO).seats[Seat.SIP] == SIP_TOO.id


def test_who_is_no_sip_stands_in_for_the_headship_alone() -> None:
    cover = Cover("cover-1", SIP_TOO.id, OTHER_SIP.id, TODAY, TODAY)
    head = replace(HEAD, id="acting")
    assert stands_in_as(OTHER_SIP, SIP_TOO) == (Role.HEADTEACHER, Role.SIP)
    assert stands_in_as(head, SIP_TOO) == (Role.HEADTEACHER,)
    for deputy, as_sip in ((OTHER_SIP, SIP_TOO.id), (head, "")):
        covers = [replace(cover, deputy_id=deputy.id)]
        led = in_place_of(covers, deputy, TODAY, sip_id=SIP.id, headteacher_id=SIP_TOO.id)
        supported = in_place_of(covers, deputy, TODAY, sip_id=SIP_TOO.id, headteacher_id=HEAD.id)
        assert (led, supported) == (SIP_TOO.id, as_sip)


def test_only_the_trust_advisor_records_who_stands_in_for_somebody_who_leads_a_school() -> None:
    assert may_name_for(ADVISOR, SIP_TOO)
    assert not may_name_for(SIP_TOO, SIP_TOO)
    assert may_name_for(OTHER_SIP, OTHER_SIP)
