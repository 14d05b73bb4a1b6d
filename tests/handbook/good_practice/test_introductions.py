"""W3: two schools are introduced only if both headteachers accept; nothing lapses without a word."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.good_practice.introduction import (
    MOVES,
    TURN,
    AnswerIntroduction,
    EndIntroduction,
    EndReason,
    Introduce,
    Introduction,
    IntroductionMove,
    IntroductionStatus,
    Schools,
    answered,
    ended,
    introduced,
    line_gone,
    may_answer,
    may_call_off,
    may_see,
    somebody_left,
    standing,
)
from handbook.good_practice.line import withdrawn
from handbook.good_practice.reminders import (
    lapsed,
    waits_for,
)
from tests.support import builders as a
from tests.support.builders import MONDAY
from tests.support.good_practice import (
    ADVISOR,
    AELRED,
    HEAD,
    HILDA,
    NEED,
    OFFER,
    OTHER_HEAD,
    SIP,
    STRANGER,
    a_line,
    an_introduction,
)

S = IntroductionStatus
BOTH: Schools = (HILDA, AELRED)
PAIR = Introduce(NEED.id, OFFER.id)
LATER = MONDAY + timedelta(days=3)


def yes(introduction: Introduction) -> AnswerIntroduction:
    return AnswerIntroduction(introduction.id, accepts=True)


def no(introduction: Introduction) -> AnswerIntroduction:
    return AnswerIntroduction(introduction.id, accepts=False)


def test_the_trust_advisor_proposes_what_two_lines_have_in_common() -> None:
    made = introduced(PAIR, (NEED, OFFER), BOTH, ADVISOR, MONDAY, "i-1")
    assert (made.status, made.topics, made.asked_by_id) == (S.ASKED, ("Reading",), ADVISOR.id)
    assert [side.headteacher_id for side in made.sides] == [HEAD.id, OTHER_HEAD.id]
    for person in (SIP, HEAD, OTHER_HEAD):
        with pytest.raises(Refused, match="I cannot find that line"):
            introduced(PAIR, (NEED, OFFER), BOTH, person, MONDAY, "i-1")


def test_no_school_is_introduced_to_itself_nor_a_headteacher_to_themselves() -> None:
    own = a_line(school=HILDA)
    with pytest.raises(Refused, match="one school or one headteacher"):
        introduced(Introduce(NEED.id, own.id), (NEED, own), (HILDA, HILDA), ADVISOR, MONDAY, "i-1")
    led = replace(AELRED, headteacher_id=HEAD.id)
    with pytest.raises(Refused, match="one school or one headteacher"):
        introduced(PAIR, (NEED, OFFER), (HILDA, led), ADVISOR, MONDAY, "i-1")


def test_it_takes_a_need_and_an_offer_that_stand() -> None:
    for lines in ((OFFER, NEED), (OFFER, OFFER), (NEED, NEED)):
        schools = tuple(HILDA if line is NEED else AELRED for line in lines)
        with pytest.raises(Refused, match="Please choose a need, and an offer"):
            introduced(PAIR, lines, schools, ADVISOR, MONDAY, "i-1")  # pyright: ignore[reportArgumentType] - two of them
    for lines, schools in (
        ((withdrawn(NEED, MONDAY), OFFER), BOTH),
        ((NEED, withdrawn(OFFER, MONDAY)), BOTH),
        ((NEED, OFFER), (None, AELRED)),
        ((NEED, OFFER), (HILDA, None)),
        ((NEED, OFFER), (replace(HILDA, headteacher_id=STRANGER.id), AELRED)),
    ):
        with pytest.raises(Refused, match="I cannot find that line"):
            introduced(PAIR, lines, schools, ADVISOR, MONDAY, "i-1")


def test_proposed_twice_it_is_one_and_who_would_rather_not_is_not_asked_again() -> None:
    for status in S:
        before = [an_introduction(status)]
        if status is S.DECLINED:
            with pytest.raises(Refused, match="Please look for another offer"):
                standing(PAIR, before)
        else:
            again = status in (S.LAPSED, S.ENDED)
            assert standing(PAIR, before) == (None if again else before[0])
    assert standing(Introduce(NEED.id, "900002.other"), [an_introduction(S.DECLINED)]) is None


def test_only_when_both_accept_they_are_introduced() -> None:
    one = answered(an_introduction(), yes(an_introduction()), BOTH, OTHER_HEAD, LATER)
    assert (one.status, one.offer.accepted_at, one.need.accepted_at, one.over_at) == (S.ONE_ACCEPTED, LATER, None, None)
    both = answered(one, yes(one), BOTH, HEAD, LATER)
    assert (both.status, both.over_at) == (S.INTRODUCED, LATER)
    assert all(side.accepted_at for side in both.sides)


def test_one_no_ends_it_whoever_accepted_before() -> None:
    for status, person, school in (
        (S.ASKED, HEAD, HILDA),
        (S.ASKED, OTHER_HEAD, AELRED),
        (S.ONE_ACCEPTED, OTHER_HEAD, AELRED),
    ):
        over = answered(an_introduction(status), no(an_introduction()), BOTH, person, LATER)
        assert (over.status, over.declined_by, over.over_at) == (S.DECLINED, school.urn, LATER)


def test_who_may_see_it_and_answer_it() -> None:
    for status in S:
        introduction = an_introduction(status)
        answers = {
            person.id for person in (ADVISOR, HEAD, OTHER_HEAD, STRANGER, SIP) if may_answer(introduction, BOTH, person)
        }
        waits = {side.headteacher_id for side in waits_for(introduction)}
        assert answers == waits
        assert may_call_off(introduction, ADVISOR) is introduction.is_open
        assert not may_call_off(introduction, HEAD)
        for role in Role:
            person = a.a_person(role)
            assert may_see(introduction, BOTH, person) is (role in (Role.TRUST_ADVISOR, Role.HEADTEACHER))
        assert may_see(introduction, BOTH, OTHER_HEAD)
        assert not may_see(introduction, BOTH, STRANGER)
        left: Schools = (replace(HILDA, headteacher_id=STRANGER.id), None)
        assert not any(may_see(introduction, left, person) for person in (HEAD, OTHER_HEAD, STRANGER))


def test_a_stranger_cannot_answer_and_nobody_answers_twice() -> None:
    for person in (STRANGER, ADVISOR, SIP):
        with pytest.raises(Refused, match="I cannot find that introduction"):
            answered(an_introduction(), yes(an_introduction()), BOTH, person, LATER)
    with pytest.raises(Refused, match="answered already"):
        answered(an_introduction(S.ONE_ACCEPTED), no(an_introduction()), BOTH, HEAD, LATER)


def test_where_the_other_headteacher_has_left_it_ends_and_nobody_is_named() -> None:
    """Also where the answer would have been the last."""
    one, left = an_introduction(S.ONE_ACCEPTED), replace(HILDA, headteacher_id=STRANGER.id)
    over = answered(one, yes(one), (left, AELRED), OTHER_HEAD, LATER)
    assert (over.status, over.ended, over.offer.accepted_at) == (S.ENDED, EndReason.LEFT, None)
    assert answered(one, yes(one), (None, AELRED), OTHER_HEAD, LATER).status is S.ENDED


def test_it_is_called_off_by_the_trust_advisor_and_ended_by_the_clock_where_somebody_left() -> None:
    left: Schools = (HILDA, replace(AELRED, headteacher_id=STRANGER.id))
    for status in S:
        introduction = an_introduction(status)
        off = EndIntroduction(introduction.id, EndReason.CALLED_OFF)
        gone = EndIntroduction(introduction.id, EndReason.LEFT)
        if not introduction.is_open:
            for command, person in ((off, ADVISOR), (gone, None)):
                with pytest.raises(Refused, match="is over"):
                    ended(introduction, command, left, person, LATER)
            continue
        assert ended(introduction, off, BOTH, ADVISOR, LATER).ended is EndReason.CALLED_OFF
        assert ended(introduction, gone, left, None, LATER).ended is EndReason.LEFT
        for command, schools in ((gone, BOTH), (off, left)):
            with pytest.raises(Refused, match="in office"):
                ended(introduction, command, schools, None, LATER)
        with pytest.raises(Refused, match="I cannot find that introduction"):
            ended(introduction, off, BOTH, HEAD, LATER)
    assert somebody_left(an_introduction(), left)
    assert not somebody_left(an_introduction(), BOTH)


def test_a_withdrawn_line_ends_what_is_open_and_leaves_alone_who_know_each_other() -> None:
    for status in S:
        introduction = an_introduction(status)
        left = line_gone(introduction, NEED.id, LATER)
        assert left.topics == ()
        assert left.status is (S.ENDED if introduction.is_open else status)
        assert (left.ended is EndReason.WITHDRAWN) is introduction.is_open
        assert line_gone(introduction, "900001.other", LATER) == introduction


def test_the_table_of_moves_says_all_that_happens() -> None:
    assert TURN.keys() == set(S)
    assert {status for status, _ in MOVES} == {S.ASKED, S.ONE_ACCEPTED}
    assert EndReason.NONE.words == ""
    assert all(reason.words for reason in EndReason if reason is not EndReason.NONE)


_ACTS = st.sampled_from(("yes", "no", "yes of the other", "no of the other", "call off", "lapse", "withdraw", "leave"))


@given(st.lists(_ACTS, max_size=8))
def test_whatever_happens_they_learn_of_each_other_only_when_both_said_yes(acts: list[str]) -> None:
    introduction, schools, said = an_introduction(), BOTH, set[str]()
    for act in acts:
        before = introduction
        try:
            if act.startswith(("yes", "no")):
                person = OTHER_HEAD if act.endswith("other") else HEAD
                introduction = answered(
                    introduction, AnswerIntroduction("i", accepts=act.startswith("yes")), schools, person, LATER
                )
                said |= {person.id} if act.startswith("yes") else set()
            elif act == "call off":
                introduction = ended(introduction, EndIntroduction("i", EndReason.CALLED_OFF), schools, ADVISOR, LATER)
            elif act == "lapse":
                introduction = lapsed(introduction, LATER)
            elif act == "withdraw":
                introduction = line_gone(introduction, NEED.id, LATER)
            else:
                schools = (replace(HILDA, headteacher_id=STRANGER.id), AELRED)
        except Refused:
            assert introduction == before
        if introduction.status is not before.status:
            assert introduction.status in {MOVES.get((before.status, move)) for move in IntroductionMove}
        if introduction.status is S.INTRODUCED:
            assert said == {HEAD.id, OTHER_HEAD.id}
        assert introduction.is_open is (introduction.over_at is None)
