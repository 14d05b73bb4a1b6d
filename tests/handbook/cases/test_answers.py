"""Which answers in a case move its day: those of whom it stands with (X4)."""

from datetime import UTC, date, datetime

import pytest

from handbook.cases.case import Stage
from handbook.core.refusal import Refused
from tests.support import case_builders as b
from tests.support import case_commands as c
from tests.support.case_people import (
    ADVISOR,
    HEAD,
    SIP,
    actor,
)

S = Stage


def test_an_answer_to_a_step_that_was_left_moves_no_day() -> None:
    """X4: neither whom it is about, nor who was passed by, puts off the day of those who have it now."""
    late = b.a_complaint(S.WITH_TRUST_ADVISOR)
    by_sip = c.acknowledge(late, actor(SIP), S.TALKED_TO_SIP, review_on=date(2027, 11, 1))
    assert (by_sip.review_on, by_sip.parts[-1].review_on) == (late.review_on, None)
    own = c.acknowledge(b.a_complaint(S.TALKED_TO_SIP), actor(SIP), S.TALKED_TO_SIP, review_on=date(2027, 11, 1))
    assert own.review_on == b.a_complaint(S.TALKED_TO_SIP).review_on
    later = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)
    with_chair = c.take_on_to_chair(b.a_complaint(S.WITH_TRUST_ADVISOR), now=later)
    for answer in (c.acknowledge, c.conclude):
        answered = answer(with_chair, actor(ADVISOR), S.WITH_TRUST_ADVISOR, review_on=date(2027, 11, 1), now=later)
        assert answered.review_on == with_chair.review_on


def test_the_talk_is_acknowledged_and_the_day_stays_the_sip_s() -> None:
    case = b.a_concern()
    after = c.acknowledge(case, actor(HEAD), S.TALKED, review_on=date(2027, 11, 1))
    assert after.review_on == case.review_on


def test_a_complaint_s_answer_has_a_day() -> None:
    """X2, X3: by when there is an answer, and then until when one can go on."""
    case = b.a_complaint(S.WITH_TRUST_ADVISOR)
    for answer in (c.acknowledge, c.conclude):
        with pytest.raises(Refused, match="Please give a review date"):
            answer(case, actor(ADVISOR), S.WITH_TRUST_ADVISOR, review_on=None)
    talked = c.conclude(b.a_complaint(S.TALKED_TO_SIP), actor(HEAD), S.TALKED_TO_SIP, review_on=None)
    assert talked.review_on == b.a_complaint(S.TALKED_TO_SIP).review_on
