"""A3: headteacher and Chair of Governors both confirm a SIP, or one of them declines with a reason."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.allocation.choices.choice import ProposeSip, can_serve, may_see, part_of, proposed
from handbook.allocation.choices.confirming import (
    ConfirmChoice,
    DeclineChoice,
    NameChair,
    RecordChairsWord,
    chair_named,
    chair_recorded,
    confirmed,
    declined,
    may_confirm,
    may_decline,
    may_record_chair,
)
from handbook.allocation.choices.moves import ChoiceStatus
from handbook.allocation.conflicts.conflict import ConflictKind
from handbook.core.people import Role
from handbook.core.refusal import Refused
from tests.support.builders import MONDAY
from tests.support.sip_choices import (
    ADVISOR,
    CHAIR,
    CHAIRS_NAME,
    HEAD,
    NEW_SIP,
    SCHOOL,
    SIP,
    TODAY,
    a_choice,
    a_conflict,
    a_member,
    an_around,
    by_chair,
    by_head,
)

S = ChoiceStatus
PROPOSE = ProposeSip(SCHOOL.urn, NEW_SIP.id)
CONFIRM, RECORD = ConfirmChoice("choice-1", 1), RecordChairsWord("choice-1", 1, f" {CHAIRS_NAME} ", TODAY)
DECLINE = DeclineChoice("choice-1", 1, " Too far away. ", is_conflict=False)
IN_TEAMS = an_around(chair=CHAIR)


@pytest.mark.parametrize(
    ("around", "says"),
    [
        ({"school": None}, "no longer on the list"),
        ({"member": None}, "no longer a SIP"),
        ({"member": a_member(checked=False)}, "no current DBS"),
        ({"member": a_member(initial_training_on=None)}, "no initial training"),
        ({"member": a_member(own_urn=SCHOOL.urn)}, "works at this school"),
        ({"member": a_member(HEAD)}, "works at this school"),
        ({"bar": a_conflict(ConflictKind.OWN_SCHOOL)}, "works at this school"),
        ({"bar": a_conflict()}, r"has family or a close friend there \(declared by the SIP\)"),
        ({"school": replace(SCHOOL, sip_id=NEW_SIP.id)}, "has this SIP already"),
        ({"school": replace(SCHOOL, headteacher_id="")}, "no headteacher on the list"),
    ],
)
def test_who_cannot_be_proposed(around: dict[str, object], says: str) -> None:
    beside = replace(an_around(), **around)
    with pytest.raises(Refused, match=says):
        proposed(PROPOSE, beside, ADVISOR, MONDAY, "choice-1")
    assert can_serve(beside, TODAY) is ("already" in says or "no headteacher" in says)


def test_only_the_trust_advisor_proposes() -> None:
    with pytest.raises(Refused, match="Only the Trust Advisor"):
        proposed(PROPOSE, an_around(), HEAD, MONDAY, "choice-1")
    assert (a_choice().status, a_choice().before_id) == (S.PROPOSED, SIP.id)


def test_both_confirm_in_either_order_and_neither_twice() -> None:
    assert by_head(a_choice()).status is S.HEAD_CONFIRMED
    assert by_chair(a_choice()).status is S.CHAIR_CONFIRMED
    both = by_chair(by_head(a_choice()))
    assert (both.status, by_head(by_chair(a_choice())).status) == (S.CONFIRMED, S.CONFIRMED)
    assert both.head is not None
    assert both.chair is not None
    assert (both.head.name, both.chair.name, both.chair.by_id) == (HEAD.name, CHAIRS_NAME, HEAD.id)
    assert (may_confirm(a_choice(), an_around(), HEAD), may_confirm(both, an_around(), HEAD)) == (True, False)
    for act, says in (
        (lambda: confirmed(both, CONFIRM, an_around(), HEAD, MONDAY), "answered already"),
        (lambda: chair_recorded(both, RECORD, an_around(), HEAD, MONDAY), "on record already"),
        (lambda: confirmed(a_choice(), replace(CONFIRM, revision=2), an_around(), HEAD, MONDAY), "changed meanwhile"),
        (lambda: confirmed(a_choice(), CONFIRM, an_around(), ADVISOR, MONDAY), "cannot find"),
        (lambda: confirmed(a_choice(), CONFIRM, an_around(), CHAIR, MONDAY), "cannot find"),
    ):
        with pytest.raises(Refused, match=says):
            act()


def test_a_chair_in_teams_answers_for_themselves() -> None:
    named = chair_named(a_choice(), NameChair("choice-1", CHAIR.id), an_around(), HEAD, CHAIR)
    assert part_of(named, IN_TEAMS, CHAIR) is Role.CHAIR_OF_GOVERNORS
    by_them = confirmed(named, CONFIRM, IN_TEAMS, CHAIR, MONDAY)
    assert by_them.chair is not None
    assert (by_them.status, by_them.chair.by_id) == (S.CHAIR_CONFIRMED, CHAIR.id)
    assert part_of(named, an_around(), CHAIR) is None  # who is on the list no more
    for person, chair, says in (
        (ADVISOR, CHAIR, "cannot find"),
        (HEAD, None, "choose the Chair"),
        (HEAD, HEAD, "choose the Chair"),
    ):
        with pytest.raises(Refused, match=says):
            chair_named(a_choice(), NameChair("choice-1", "x"), an_around(), person, chair)
    with pytest.raises(Refused, match="Only the headteacher can record"):
        chair_recorded(named, RECORD, IN_TEAMS, CHAIR, MONDAY)
    assert [may_record_chair(named, IN_TEAMS, one) for one in (HEAD, CHAIR)] == [True, False]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": "Constance"}, "full name"),
        ({"name": "x " * 60}, "full name"),
        ({"name": HEAD.name.upper()}, "your own name"),
        ({"on": date(2026, 11, 22)}, "since the proposal"),
        ({"on": date(2026, 11, 24)}, "since the proposal"),
        ({"revision": 4}, "changed meanwhile"),
    ],
)
def test_what_is_no_word_of_a_chair(changes: dict[str, object], says: str) -> None:
    with pytest.raises(Refused, match=says):
        chair_recorded(a_choice(), replace(RECORD, **changes), an_around(), HEAD, MONDAY)


def test_either_declines_with_a_reason_until_it_has_begun() -> None:
    named = a_choice(chair_id=CHAIR.id)
    for choice, command, person, by in (
        (a_choice(), DECLINE, HEAD, Role.HEADTEACHER),
        (a_choice(S.SCHEDULED), DECLINE, HEAD, Role.HEADTEACHER),
        (a_choice(), replace(DECLINE, of_chair=True), HEAD, Role.CHAIR_OF_GOVERNORS),
        (named, replace(DECLINE, of_chair=True), CHAIR, Role.CHAIR_OF_GOVERNORS),
    ):
        assert may_decline(choice, IN_TEAMS, person)
        over = declined(choice, command, IN_TEAMS, person, MONDAY)
        assert (over.status, over.reason, over.declined_by) == (S.DECLINED, "Too far away.", by.value)
    for choice, command, person, says in (
        (a_choice(), replace(DECLINE, reason=" "), HEAD, "write why"),
        (a_choice(), replace(DECLINE, reason="x" * 1001), HEAD, "shorten"),
        (a_choice(), DECLINE, SIP, "cannot find"),
        (a_choice(S.DEPLOYED), DECLINE, HEAD, "This is over"),
    ):
        with pytest.raises(Refused, match=says):
            declined(choice, command, an_around(), person, MONDAY)


def test_who_sees_a_proposal() -> None:
    people = (ADVISOR, HEAD, CHAIR, SIP, NEW_SIP)
    assert [may_see(a_choice(), an_around(), one) for one in people] == [True, True, False, False, False]
    assert [may_see(a_choice(S.DEPLOYED), an_around(), one) for one in people] == [True, True, False, True, True]
    assert may_see(a_choice(chair_id=CHAIR.id), IN_TEAMS, CHAIR)
    assert part_of(a_choice(), an_around(school=None), HEAD) is None
