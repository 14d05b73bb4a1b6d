"""A3: what both have confirmed begins on its day, is undone within some days, and ends where something has happened."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handbook.allocation.choices.choice import AllocationPolicy, EndReason
from handbook.allocation.choices.deploying import (
    DeployChoice,
    UndoChoice,
    deployed,
    held_up_told,
    is_due,
    may_deploy,
    set_to_start,
    starts_at_once,
    undo_by,
    undone,
    why_no_undo,
    with_sip,
)
from handbook.allocation.choices.ending import (
    asked_anew,
    called_off,
    ended,
    has_new_people,
    may_call_off,
    obstacle,
)
from handbook.allocation.choices.moves import OPEN, ChoiceStatus
from handbook.core.refusal import Refused
from tests.support.builders import MONDAY
from tests.support.sip_choices import (
    ADVISOR,
    CHAIR,
    HEAD,
    LATER,
    NEW_SIP,
    OTHER_HEAD,
    SCHOOL,
    SIP,
    STARTS,
    TODAY,
    a_choice,
    a_conflict,
    a_member,
    an_around,
    around_before,
)

S = ChoiceStatus
DEPLOY, UNDO = DeployChoice("choice-1", TODAY), UndoChoice("choice-1", " A mistake. ")
TIED = ("“Autumn 2026/27 SIP report” is open",)


def test_it_begins_on_the_day_that_the_trust_advisor_chose() -> None:
    now = set_to_start(a_choice(S.CONFIRMED), DEPLOY, an_around(), ADVISOR)
    assert (now.status, is_due(now, TODAY)) == (S.SCHEDULED, True)
    begun = deployed(now, an_around(), LATER)
    assert (begun.status, begun.deployed_at) == (S.DEPLOYED, LATER)
    later = set_to_start(now, replace(DEPLOY, starts_on=STARTS), an_around(), ADVISOR)
    assert (later.starts_on, is_due(later, TODAY), is_due(a_choice(), TODAY)) == (STARTS, False, False)
    assert with_sip(SCHOOL, NEW_SIP.id).sip_id == NEW_SIP.id
    assert [may_deploy(a_choice(status), ADVISOR) for status in (S.HEAD_CONFIRMED, S.CONFIRMED)] == [False, True]


@pytest.mark.parametrize(
    ("choice", "around", "starts", "says"),
    [
        (a_choice(S.HEAD_CONFIRMED), {}, TODAY, "have to confirm it first"),
        (a_choice(S.CONFIRMED, chair=None), {}, TODAY, "have to confirm it first"),
        (a_choice(S.CONFIRMED, head=None), {}, TODAY, "have to confirm it first"),
        (a_choice(S.CONFIRMED), {}, date(2026, 11, 22), "from today on"),
        (a_choice(S.CONFIRMED), {}, TODAY + timedelta(days=401), "from today on"),
        (a_choice(S.CONFIRMED), {"bar": a_conflict()}, TODAY, "close friend"),
        (a_choice(S.CONFIRMED), {"member": a_member(checked=False)}, TODAY, "no current DBS"),
        (a_choice(S.CONFIRMED), {}, date(2027, 9, 1), "no current DBS"),
        (a_choice(S.CONFIRMED), {"ties": TIED}, TODAY, "Not yet: “Autumn 2026/27 SIP report” is open"),
    ],
)
def test_what_cannot_begin(choice: object, around: dict[str, object], starts: date, says: str) -> None:
    with pytest.raises(Refused, match=says):
        set_to_start(choice, DeployChoice("choice-1", starts), replace(an_around(), **around), ADVISOR)  # type: ignore[arg-type]


def test_on_the_day_all_is_looked_at_once_more() -> None:
    due = a_choice(S.SCHEDULED, starts_on=TODAY)
    for choice, around, says in (
        (a_choice(S.SCHEDULED), {}, "has not come yet"),
        (replace(due, chair=None), {}, "have to confirm it first"),
        (due, {"bar": a_conflict()}, "close friend"),
        (due, {"member": a_member(checked=False)}, "no current DBS"),
        (due, {"ties": TIED}, "Not yet"),
        (due, {"school": replace(SCHOOL, headteacher_id="")}, "asked first"),
        (replace(due, chair_id=CHAIR.id), {}, "asked first"),
    ):
        with pytest.raises(Refused, match=says):
            deployed(choice, replace(an_around(), **around), MONDAY)
    told = held_up_told(due, an_around(ties=TIED), MONDAY)
    assert told.held_up_told_at == MONDAY
    for choice, around in ((told, an_around(ties=TIED)), (due, an_around()), (a_choice(), an_around(ties=TIED))):
        with pytest.raises(Refused, match="no longer needed"):
            held_up_told(choice, around, MONDAY)


def test_both_words_begin_it_at_once_where_the_trust_has_set_so() -> None:
    at_once = an_around(policy=AllocationPolicy(at_once=True))
    begun = starts_at_once(a_choice(S.CONFIRMED), at_once)
    assert (begun.status, begun.starts_on) == (S.SCHEDULED, TODAY)
    assert starts_at_once(a_choice(S.CONFIRMED), an_around()).status is S.CONFIRMED
    assert starts_at_once(a_choice(S.HEAD_CONFIRMED), at_once).status is S.HEAD_CONFIRMED


def test_it_is_undone_within_some_days_and_the_school_has_whom_it_had() -> None:
    begun = a_choice(S.DEPLOYED)
    over = undone(begun, UNDO, around_before(), ADVISOR, LATER)
    assert (over.status, over.reason, over.over_at) == (S.UNDONE, "A mistake.", LATER)
    assert undo_by(begun, around_before()) == date(2026, 12, 21)
    assert undo_by(a_choice(), an_around()) is None
    assert (why_no_undo(begun, around_before(), ADVISOR), why_no_undo(begun, around_before(), HEAD)) == ("", None)
    assert why_no_undo(begun, replace(around_before(), today=date(2026, 12, 22)), ADVISOR) is None
    assert why_no_undo(a_choice(), an_around(), ADVISOR) is None
    tied = replace(around_before(), ties=("the spring report is open",))
    assert why_no_undo(begun, tied, ADVISOR) == "Not yet: the spring report is open. That is finished first."
    nobody = replace(begun, before_id="")
    assert undone(nobody, UNDO, around_before(bar=a_conflict()), ADVISOR, LATER).status is S.UNDONE
    for choice, changes, reason, says in (
        (begun, {}, " ", "write why"),
        (begun, {}, "x" * 1001, "shorten"),
        (begun, {"today": date(2026, 12, 22)}, "x", "could be undone until Monday 21 December 2026"),
        (begun, {"school": None}, "x", "names another SIP"),
        (begun, {"school": SCHOOL}, "x", "names another SIP"),
        (begun, {"member": a_member(SIP, checked=False)}, "x", "no current DBS"),
        (begun, {"ties": TIED}, "x", "Not yet"),
        (a_choice(S.CONFIRMED), {}, "x", "nothing to undo"),
    ):
        with pytest.raises(Refused, match=says):
            undone(choice, UndoChoice("choice-1", reason), replace(around_before(), **changes), ADVISOR, LATER)


@pytest.mark.parametrize(
    ("around", "reason"),
    [
        ({}, EndReason.NONE),
        ({"school": None}, EndReason.CLOSED),
        ({"member": None}, EndReason.SIP_LEFT),
        ({"member": a_member(checked=False)}, EndReason.CHECKS),
        ({"bar": a_conflict()}, EndReason.CONFLICT),
        ({"school": replace(SCHOOL, sip_id="")}, EndReason.LISTED),
    ],
)
@pytest.mark.parametrize("status", OPEN)
def test_what_ends_a_proposal_while_it_is_open(
    around: dict[str, object], reason: EndReason, status: ChoiceStatus
) -> None:
    choice, beside = a_choice(status), replace(an_around(), **around)
    assert obstacle(choice, beside) is reason
    if reason is EndReason.NONE:
        with pytest.raises(Refused, match="Nothing ends"):
            ended(choice, beside, MONDAY)
        return
    over = ended(choice, beside, MONDAY)
    assert (over.status, over.ended, bool(over.ended.words)) == (S.ENDED, reason, True)
    assert obstacle(a_choice(S.DEPLOYED), beside) is EndReason.NONE


def test_checks_are_held_against_the_day_on_which_it_begins() -> None:
    assert obstacle(a_choice(S.SCHEDULED, starts_on=date(2027, 9, 1)), an_around()) is EndReason.CHECKS
    assert EndReason.NONE.words == ""


def test_the_trust_advisor_calls_it_off() -> None:
    assert called_off(a_choice(S.SCHEDULED), ADVISOR, MONDAY).ended is EndReason.CALLED_OFF
    assert [may_call_off(a_choice(), one) for one in (ADVISOR, HEAD)] == [True, False]
    with pytest.raises(Refused, match="This is over"):
        called_off(a_choice(S.DEPLOYED), ADVISOR, MONDAY)


def test_a_new_headteacher_or_a_chair_who_left_is_asked_anew() -> None:
    new_head = an_around(school=replace(SCHOOL, headteacher_id=OTHER_HEAD.id))
    nobody = an_around(school=replace(SCHOOL, headteacher_id=""))
    expected = {S.PROPOSED: S.PROPOSED, S.HEAD_CONFIRMED: S.PROPOSED}
    for status in OPEN:
        anew = asked_anew(a_choice(status, reminders=2), new_head, LATER)
        assert anew.status is expected.get(status, S.CHAIR_CONFIRMED)
        assert (anew.head, anew.headteacher_id, anew.reminders, anew.starts_on) == (None, OTHER_HEAD.id, 0, None)
        assert not has_new_people(a_choice(status), nobody)
    chair_left = {S.CHAIR_CONFIRMED: S.PROPOSED, S.CONFIRMED: S.HEAD_CONFIRMED, S.SCHEDULED: S.HEAD_CONFIRMED}
    for status in OPEN:
        anew = asked_anew(a_choice(status, chair_id=CHAIR.id), an_around(), LATER)
        assert anew.status is chair_left.get(status, status)
        assert (anew.chair, anew.chair_id) == (None, "")
    assert not has_new_people(a_choice(chair_id=CHAIR.id), an_around(chair=CHAIR))
    for choice, around in (
        (a_choice(), an_around()),
        (a_choice(), an_around(school=None)),
        (a_choice(S.DEPLOYED), new_head),
    ):
        with pytest.raises(Refused, match="same people"):
            asked_anew(choice, around, LATER)
    both = asked_anew(a_choice(S.CONFIRMED, chair_id=CHAIR.id), new_head, LATER)
    assert (both.status, HEAD.id != both.headteacher_id) == (S.PROPOSED, True)
