"""Whether a SIP may be given schools and may visit on a day (C1, T1), and may appraise (PM1)."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.core.refusal import Refused
from handbook.sip_team.record import SipRecord, Training, TrainingTopic
from handbook.sip_team.standing import (
    TeamMember,
    check_may_appraise,
    check_may_be_allocated,
    may_be_allocated,
    why_not_allocated,
)
from handbook.visits.checks import check_may_visit
from tests.support.visits import CHECKS, SIP

TRAINED = SipRecord(SIP.id, initial_training_on=date(2026, 8, 20))
MEMBER = TeamMember(SIP, CHECKS, TRAINED)
DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("one", "on", "rule", "words"),
    [
        (MEMBER, DAY, "", ""),
        (MEMBER, date(2026, 8, 20), "", ""),
        (MEMBER, date(2026, 8, 19), "T1", "has the initial training on Thursday 20 August 2026"),
        (replace(MEMBER, checks=None), DAY, "C1", "no current DBS and recruitment checks"),
        (MEMBER, date(2027, 9, 1), "C1", "no current DBS and recruitment checks"),
        (replace(MEMBER, record=SipRecord(SIP.id)), DAY, "T1", "no initial training on record"),
    ],
)
def test_who_may_be_given_a_school_from_a_day_on(one: TeamMember, on: date, rule: str, words: str) -> None:
    assert may_be_allocated(one, on) is not bool(rule)
    assert words in why_not_allocated(one, on)
    assert bool(why_not_allocated(one, on)) is bool(rule)
    if rule:
        with pytest.raises(Refused) as no:
            check_may_be_allocated(one, on)
        assert (no.value.rule, no.value.reason) == (rule, why_not_allocated(one, on))


def test_a_visit_waits_for_the_training_where_that_has_a_day() -> None:
    """A SIP who serves schools has been given them: a training that nobody noted is asked for, and stops no visit."""
    check_may_visit(CHECKS, SIP, DAY)
    check_may_visit(CHECKS, SIP, DAY, DAY)
    with pytest.raises(Refused, match="makes no visits before it") as no:
        check_may_visit(CHECKS, SIP, DAY, date(2026, 12, 2))
    assert no.value.rule == "T1"


def test_an_appraisal_is_done_by_whoever_was_trained_for_it_by_then() -> None:
    data = Training(TrainingTopic.DATA, date(2026, 9, 1))
    trained = Training(TrainingTopic.PERFORMANCE_MANAGEMENT, date(2026, 9, 14))
    member = replace(MEMBER, record=replace(TRAINED, trainings=(data, trained)))
    check_may_appraise(member, date(2026, 9, 14))
    for one, on in ((member, date(2026, 9, 13)), (replace(member, record=replace(TRAINED, trainings=(data,))), DAY)):
        with pytest.raises(Refused, match="not trained in performance management") as no:
            check_may_appraise(one, on)
        assert no.value.rule == "PM1"
