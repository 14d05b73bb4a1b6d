"""What each command about a case asks for: texts, days, a yes or a no. What is missing is said in one sentence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from handbook.cases.answers import AddToCase, added
from handbook.cases.case import Case, Deed, Stage, Words
from handbook.cases.complaint_steps import About, Complain, TakeOnToTrustAdvisor, complained, taken_on_to_trust_advisor
from handbook.cases.concern_steps import (
    RaiseConcern,
    TakeToDso,
    TakeToTrustAdvisor,
    raised,
    taken_to_dso,
    taken_to_trust_advisor,
)
from handbook.cases.concern_support import ArrangeSupport, PutOnAgenda, put_on_agenda, support_arranged
from handbook.core.refusal import Refused
from tests.support import case_builders as b
from tests.support import case_commands as c
from tests.support.case_people import (
    ADVISOR,
    CHAIR,
    HEAD,
    NOW,
    REVIEW_ON,
    SCHOOL,
    SIP,
    TALKED_ON,
    TODAY,
    UNTIL,
    actor,
    some_words,
)

S = Stage
LONG = "Every pupil reads to somebody each day, and the staff keep a note of it in the same book."
NOTHING = Words()
EMPTY: dict[str, Callable[[], Case]] = {
    "the facts: what you have seen": lambda: raised(
        RaiseConcern(SCHOOL.urn, NOTHING, REVIEW_ON, None, "Away."), SCHOOL, actor(SIP), ADVISOR, NOW, "case-1"
    ),
    "why it was not possible to talk": lambda: raised(
        RaiseConcern(SCHOOL.urn, some_words(None, "x"), REVIEW_ON), SCHOOL, actor(SIP), ADVISOR, NOW, "case-1"
    ),
    "what was said, and what the headteacher answered": lambda: raised(
        RaiseConcern(SCHOOL.urn, Words("Said."), REVIEW_ON, TALKED_ON), SCHOOL, actor(SIP), ADVISOR, NOW, "case-1"
    ),
    "which actions were agreed": lambda: raised(
        RaiseConcern(SCHOOL.urn, Words("Said.", response="Heard."), REVIEW_ON, TALKED_ON),
        SCHOOL,
        actor(SIP),
        ADVISOR,
        NOW,
        "case-1",
    ),
    "why this is significant": lambda: taken_to_trust_advisor(
        b.a_concern(), TakeToTrustAdvisor("case-1", 1, Words("Facts."), " ", REVIEW_ON), actor(SIP), ADVISOR, NOW
    ),
    "the support for the headteacher": lambda: taken_to_dso(
        b.a_concern(S.WITH_TRUST_ADVISOR),
        TakeToDso("case-1", 1, Words("Facts."), REVIEW_ON, True),
        SCHOOL,
        actor(ADVISOR),
        NOW,
    ),
    "why the headteacher is not told": lambda: taken_to_dso(
        b.a_concern(S.WITH_TRUST_ADVISOR),
        TakeToDso("case-1", 1, Words("Facts.", action="Coaching."), REVIEW_ON, False, " "),
        SCHOOL,
        actor(ADVISOR),
        NOW,
    ),
    "which support was arranged": lambda: support_arranged(
        b.a_concern(S.WITH_DSO), ArrangeSupport("case-1", 1, "", "The hub", UNTIL, REVIEW_ON), actor(ADVISOR), NOW
    ),
    "who it was arranged with": lambda: support_arranged(
        b.a_concern(S.WITH_DSO), ArrangeSupport("case-1", 1, "Coaching.", " ", UNTIL, REVIEW_ON), actor(ADVISOR), NOW
    ),
    "what those who attend will read": lambda: put_on_agenda(
        b.a_concern(S.WITH_DSO), PutOnAgenda("case-1", 1, "meeting-1", " "), (), actor(ADVISOR), NOW
    ),
    "what you add": lambda: added(b.a_concern(), AddToCase("case-1", 1, 1, NOTHING), actor(SIP), NOW),
    "what happened, and when": lambda: complained(
        Complain(SCHOOL.urn, About.SIP, NOTHING, "Why.", REVIEW_ON), SCHOOL, actor(HEAD), ADVISOR, CHAIR, NOW, "case-1"
    ),
    "what you would like to be different": lambda: complained(
        Complain(SCHOOL.urn, About.TRUST_ADVISOR, Words("It."), "", REVIEW_ON),
        SCHOOL,
        actor(HEAD),
        ADVISOR,
        CHAIR,
        NOW,
        "case-1",
    ),
    "why talking to the SIP is not appropriate": lambda: complained(
        Complain(SCHOOL.urn, About.SERVICE, some_words(None, "x"), " ", REVIEW_ON),
        SCHOOL,
        actor(HEAD),
        ADVISOR,
        CHAIR,
        NOW,
        "case-1",
    ),
}


@pytest.mark.parametrize("asked_for", EMPTY)
def test_what_is_missing_is_asked_for_in_one_sentence(asked_for: str) -> None:
    with pytest.raises(Refused, match=f"Please write {asked_for}") as caught:
        EMPTY[asked_for]()
    assert caught.value.code == "missing"


COPIES: dict[str, Callable[[], Case]] = {
    "to the Trust Advisor": lambda: taken_to_trust_advisor(
        b.a_concern(),
        TakeToTrustAdvisor("case-1", 1, b.a_concern().parts[0].words, "It is.", REVIEW_ON),
        actor(SIP),
        ADVISOR,
        NOW,
    ),
    "to the DSO": lambda: taken_to_dso(
        b.a_concern(S.WITH_TRUST_ADVISOR),
        TakeToDso("case-1", 1, b.a_concern(S.WITH_TRUST_ADVISOR).parts[1].words, REVIEW_ON, True),
        SCHOOL,
        actor(ADVISOR),
        NOW,
    ),
    "on to the Trust Advisor": lambda: taken_on_to_trust_advisor(
        b.a_complaint(S.TALKED_TO_SIP),
        TakeOnToTrustAdvisor("case-1", 1, b.a_complaint(S.TALKED_TO_SIP).parts[1].words, "It was.", REVIEW_ON),
        actor(HEAD),
        ADVISOR,
        NOW,
    ),
    "to an agenda": lambda: put_on_agenda(
        b.a_concern(S.WITH_TRUST_ADVISOR),
        PutOnAgenda("case-1", 1, "meeting-1", b.a_concern().parts[0].words.facts),
        (),
        actor(ADVISOR),
        NOW,
    ),
}


@pytest.mark.parametrize("way", COPIES)
def test_each_step_is_written_for_its_reader(way: str) -> None:
    with pytest.raises(Refused, match="Please write it again"):
        COPIES[way]()


def test_the_same_words_may_stand_on_the_agenda_of_the_next_meeting() -> None:
    case = b.a_concern(S.WITH_TRUST_ADVISOR)
    for meeting in ("meeting-1", "meeting-2"):
        case = put_on_agenda(case, PutOnAgenda("case-1", 1, meeting, LONG), (), actor(ADVISOR), NOW)
    assert [part.meeting_id for part in case.parts if part.deed is Deed.ON_AGENDA] == ["meeting-1", "meeting-2"]


@pytest.mark.parametrize("until", [None, TODAY])
def test_support_runs_until_a_day_to_come(until: date | None) -> None:
    command = ArrangeSupport("case-1", 1, "Coaching.", "The hub", until, REVIEW_ON)
    with pytest.raises(Refused, match="until which the support runs"):
        support_arranged(b.a_concern(S.WITH_DSO), command, actor(ADVISOR), NOW)


@pytest.mark.parametrize("on", [TODAY, date(2026, 11, 28), date(2026, 11, 20)])
def test_partners_meet_on_a_working_day_to_come(on: date) -> None:
    """O1: the morning of today has passed, the 28th is a Saturday."""
    with pytest.raises(Refused, match="is not a working day in the future"):
        c.set_meeting(b.a_concern(S.WITH_DSO), half_day=replace(c.MEETING, on=on))


def test_whether_the_headteacher_is_told_is_not_left_open() -> None:
    """E1."""
    taken = c.take_to_advisor(b.a_concern())
    for step in (
        lambda: c.acknowledge(taken, actor(ADVISOR), S.WITH_TRUST_ADVISOR, tell=None),
        lambda: c.take_to_dso(b.a_concern(S.WITH_TRUST_ADVISOR), tell=None),
        lambda: c.take_to_director(b.a_concern(S.WITH_DSO), tell=None),
    ):
        with pytest.raises(Refused, match="say whether the headteacher is told"):
            step()
