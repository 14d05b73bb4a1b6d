"""E5, X4: what a reader of a case is told of how it stands; deputies; additions; and who is invited to a meeting."""

import pytest

from handbook.cases.answers import known_readers
from handbook.cases.case import Case, Deed, Stage, is_closed_for, parts_for, readers_of_part, review_for, stage_for
from handbook.cases.concern_support import may_be_invited
from handbook.cases.signing import Actor, ids_in
from handbook.core.refusal import Refused
from tests.support import case_builders as b
from tests.support import case_commands as c
from tests.support.builders import a_school
from tests.support.case_people import (
    ADVISOR,
    CHAIR,
    DIRECTOR,
    DSO,
    HEAD,
    LA_OFFICER,
    OTHER_ADVISOR,
    OTHER_CHAIR,
    OTHER_DSO,
    OTHER_HEAD,
    OTHER_SIP,
    REVIEW_ON,
    SCHOOL,
    SIP,
    WITHOUT_DSO,
    actor,
    deputy,
)
from tests.support.case_readers import read
from tests.support.case_stories import (
    about_the_advisor,
    all_the_way,
    another_chair,
    discussed,
    handed_over,
    met,
    new_headteacher,
    reached_under_another_advisor,
    to_the_chair,
    waiting,
)

S = Stage


@pytest.mark.parametrize(
    ("case", "somebody", "stage"),
    [
        (discussed(), OTHER_SIP, S.WITH_TRUST_ADVISOR),
        (met(), LA_OFFICER, S.WITH_DSO),
        (all_the_way(tell=False), HEAD, S.TALKED),
        (all_the_way(tell=False), SIP, S.WITH_TRUST_ADVISOR),
        (all_the_way(tell=False), DSO, S.WITH_DSO),
        (all_the_way(tell=True), HEAD, S.WITH_DIRECTOR),
        (waiting(tell=True), DSO, S.WITH_DSO),
        (waiting(tell=False), HEAD, S.TALKED),
        (reached_under_another_advisor(), OTHER_ADVISOR, S.WITH_DSO),
        (new_headteacher(), OTHER_HEAD, S.WITH_DSO),
        (to_the_chair(), SIP, S.TALKED_TO_SIP),
        (to_the_chair(), ADVISOR, S.WITH_CHAIR),
        (another_chair(), OTHER_CHAIR, S.WITH_CHAIR),
    ],
)
def test_how_far_it_has_come_as_far_as_somebody_knows(case: Case, somebody: object, stage: Stage) -> None:
    assert stage_for(case, [somebody.id]) is stage


def test_when_it_is_looked_at_again_as_far_as_somebody_knows() -> None:
    case = to_the_chair()
    assert review_for(case, [SIP.id]) == REVIEW_ON
    assert review_for(case, [ADVISOR.id]) == REVIEW_ON
    assert review_for(case, [CHAIR.id]) is None  # closed
    assert not is_closed_for(case, [SIP.id])
    assert review_for(discussed(), [OTHER_SIP.id]) is None


@pytest.mark.parametrize("somebody", [SIP, ADVISOR])
def test_whom_a_complaint_is_about_sees_no_step_in_which_they_take_no_part(somebody: object) -> None:
    """X4: not even through those for whom they stand in."""
    case = to_the_chair() if somebody == SIP else about_the_advisor()
    expected = {S.TALKED_TO_SIP} if somebody == SIP else set()
    for covered in ((), (ADVISOR, HEAD, CHAIR) if somebody == SIP else (SIP, HEAD, CHAIR)):
        ids = ids_in(case, Actor(somebody, covered))
        assert {part.stage for part in parts_for(case, ids)} == expected
        assert {part.by.person_id for part in parts_for(case, ids)} <= {SIP.id, HEAD.id}


def test_whoever_has_a_seat_stands_in_for_nobody_there() -> None:
    """E5, X4: one person does not take two steps."""
    case = b.a_concern(S.WITH_DIRECTOR)
    assert ids_in(case, Actor(DSO, (ADVISOR, DIRECTOR))) == {DSO.id}
    assert ids_in(case, Actor(OTHER_DSO, (ADVISOR, DIRECTOR))) == {OTHER_DSO.id, ADVISOR.id, DIRECTOR.id}


def test_a_deputy_reads_what_they_stand_in_for_as_long_as_they_do() -> None:
    case = c.waive_talk(b.a_concern(S.NOT_TALKED), deputy(ADVISOR))
    stand_in = deputy(ADVISOR)
    assert len(parts_for(case, ids_in(case, stand_in))) == 2
    assert parts_for(case, [stand_in.person.id]) == ()
    assert case.parts[-1].by.words == f"{stand_in.person.name} for {ADVISOR.name}"
    assert b.a_concern(S.TALK_WAIVED).parts[-1].by.words == ADVISOR.name


# Additions


@pytest.mark.parametrize(
    ("case", "somebody", "place"),
    [
        (b.a_concern(S.WITH_TRUST_ADVISOR), ADVISOR, 1),  # the talk: the headteacher need not know who reads it
        (to_the_chair(), ADVISOR, 1),  # so the SIP of a complaint
        (to_the_chair(), CHAIR, 1),
        (handed_over(), OTHER_SIP, 1),
        (waiting(tell=True), DSO, 1),
        (all_the_way(tell=False), DSO, 4),  # support, which the SIP reads
        (all_the_way(tell=False), DIRECTOR, 5),  # the closing, which all read
        (all_the_way(tell=False), HEAD, 2),
    ],
)
def test_nobody_shows_themselves_to_readers_who_need_not_know_of_them(case: Case, somebody: object, place: int) -> None:
    with pytest.raises(Refused, match="written for you or by you") as caught:
        c.add(case, actor(somebody), place=place)
    assert caught.value.code == "not_now"


def test_who_closed_it_can_correct_that() -> None:
    after = c.add(all_the_way(tell=False), actor(ADVISOR))
    assert read(after)[-1] == ("added", {"sip", "head", "advisor", "dso", "director"})
    again = c.add(after, actor(ADVISOR))
    assert again.parts[-1].adds_to == after.parts[-1].adds_to == len(after.parts) - 1
    with pytest.raises(Refused, match="written for you or by you"):
        c.add(again, actor(DIRECTOR), place=len(parts_for(again, [DIRECTOR.id])))


@pytest.mark.parametrize("place", [-1, 0, 5, 99])
def test_an_addition_is_to_a_part_that_its_author_can_read(place: int) -> None:
    with pytest.raises(Refused, match="choose which part"):
        c.add(b.a_concern(S.WITH_DSO), actor(HEAD), place=place)


def test_an_author_is_told_of_all_whom_they_know_to_be_readers_and_of_no_others() -> None:
    """The headteacher adds to the talk: that the Trust Advisor reads it too is the SIP's to know."""
    case = c.add(b.a_concern(S.WITH_TRUST_ADVISOR, tell=False), actor(HEAD))
    newest = case.parts[-1]
    assert set(known_readers(case, newest, frozenset((HEAD.id,)))) == {HEAD.id, SIP.id}
    assert set(known_readers(case, newest, frozenset((SIP.id,)))) == {HEAD.id, SIP.id, ADVISOR.id}
    assert readers_of_part(case, newest.number) == {HEAD.id, SIP.id, ADVISOR.id}
    assert set(newest.readers) == {HEAD.id, SIP.id}


# Meetings


def test_who_can_be_invited_is_who_knows_that_it_came_so_far() -> None:
    """O1: a headteacher of whom it is recorded that they are not told is not told by an invitation, and the DSO not by
    a list that it came to the Director."""
    untold, told = b.a_concern(S.WITH_DIRECTOR, tell=False), b.a_concern(S.WITH_DIRECTOR)
    assert may_be_invited(untold, SCHOOL, actor(ADVISOR)) == (SIP.id, DIRECTOR.id, LA_OFFICER.id)
    assert may_be_invited(untold, SCHOOL, actor(DSO)) == (SIP.id, LA_OFFICER.id)
    assert may_be_invited(told, SCHOOL, deputy(ADVISOR)) == (SIP.id, DIRECTOR.id, HEAD.id, LA_OFFICER.id)
    only_of_step_2 = c.take_to_dso(b.a_concern(S.WITH_TRUST_ADVISOR), tell=False)
    assert HEAD.id not in may_be_invited(only_of_step_2, SCHOOL, actor(ADVISOR))
    assert "" not in may_be_invited(told, a_school(la_officer_id=""), actor(ADVISOR))


@pytest.mark.parametrize("invited", [(OTHER_SIP.id,), (SIP.id, "nobody"), ("",), (DIRECTOR.id,)])
def test_nobody_else_is_invited(invited: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match="invite people of this case"):
        c.set_meeting(b.a_concern(S.WITH_DIRECTOR), actor(DSO), invited=invited)


def test_a_school_without_a_dso_tells_the_headteacher_nothing_before_there_is_a_step() -> None:
    assert [part.deed for part in b.a_concern(S.WITHOUT_DSO).parts][-1] is Deed.TAKEN_ON
    with pytest.raises(Refused, match="say whether the headteacher is told"):
        c.take_to_dso(b.a_concern(S.WITH_TRUST_ADVISOR), tell=None, school=WITHOUT_DSO)
