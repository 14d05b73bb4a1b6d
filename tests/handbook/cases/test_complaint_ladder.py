"""X1-X4: who may do what to a complaint where it stands, and what becomes of it. The tables below say it once more, in
the handbook's words, beside `MOVES`. It is the headteacher's: nobody else takes it further."""

from datetime import timedelta
from functools import partial

import pytest

from handbook.cases import complaint_escalation as ladder
from handbook.cases.answers import may_close, may_mind
from handbook.cases.audience import minder
from handbook.cases.case import Case, Ladder, Seat, Stage
from handbook.cases.complaint_escalation import MOVES, TURN, ComplaintMove
from handbook.cases.complaint_steps import About
from handbook.core.refusal import Refused
from tests.support import case_builders as b
from tests.support import case_commands as c
from tests.support.case_people import (
    ADVISOR,
    CHAIR,
    HEAD,
    LATE,
    NOW,
    OTHER_HEAD,
    OTHER_SIP,
    SCHOOL,
    SIP,
    TODAY,
    actor,
    deputy,
)
from tests.support.case_tables import Action, Table, outcome

S = Stage

WITH_ADVISOR = b.a_complaint(S.WITH_TRUST_ADVISOR)
TAKEN_ON_LATE = c.take_on_to_chair(WITH_ADVISOR, now=LATE)
ANSWERED = b.answer(WITH_ADVISOR, S.WITH_TRUST_ADVISOR, ADVISOR)
WITH_CHAIR = b.a_complaint(S.WITH_CHAIR)
BY_CHAIR = b.answer(WITH_CHAIR, S.WITH_CHAIR, CHAIR)
STANDINGS = {
    "prepared": b.a_complaint(S.PREPARING),
    "talked": b.a_complaint(S.TALKED_TO_SIP),
    "taken on": WITH_ADVISOR,
    "acknowledged": c.acknowledge(WITH_ADVISOR, actor(ADVISOR), S.WITH_TRUST_ADVISOR),
    "answered": ANSWERED,
    "at once": b.a_complaint(S.WITH_TRUST_ADVISOR, talked=False),
    "of the service": b.a_complaint(S.WITH_TRUST_ADVISOR, About.SERVICE),
    "with the chair": WITH_CHAIR,
    "with the chair, unanswered": TAKEN_ON_LATE,
    "of the advisor": b.a_complaint(S.WITH_CHAIR, About.TRUST_ADVISOR),
    "answered by the chair": BY_CHAIR,
    "closed at step 1": c.close(b.a_complaint(S.TALKED_TO_SIP), actor(HEAD)),
    "closed at step 2": c.close(WITH_ADVISOR, actor(HEAD)),
    "closed at step 3": c.close(BY_CHAIR, actor(CHAIR)),
}
READERS = {
    "prepared": "headteacher",
    "talked": "headteacher, sip",
    "taken on": "headteacher, sip, trust advisor",
    "acknowledged": "headteacher, sip, trust advisor",
    "answered": "headteacher, sip, trust advisor",
    "at once": "headteacher, trust advisor",
    "of the service": "headteacher, trust advisor",
    "with the chair": "headteacher, sip, trust advisor, chair",
    "with the chair, unanswered": "headteacher, sip, trust advisor, chair",
    "of the advisor": "headteacher, chair",
    "answered by the chair": "headteacher, sip, trust advisor, chair",
    "closed at step 1": "headteacher, sip",
    "closed at step 2": "headteacher, sip, trust advisor",
    "closed at step 3": "headteacher, sip, trust advisor, chair",
}
AT_STEP_1 = {"talked": S.TALKED_TO_SIP}
UNACKNOWLEDGED = {
    "taken on": S.WITH_TRUST_ADVISOR,
    "at once": S.WITH_TRUST_ADVISOR,
    "of the service": S.WITH_TRUST_ADVISOR,
}
UNANSWERED = {**UNACKNOWLEDGED, "acknowledged": S.WITH_TRUST_ADVISOR}
AT_STEP_2 = {**UNANSWERED, "answered": S.WITH_TRUST_ADVISOR}
UNANSWERED_BY_CHAIR = dict.fromkeys(("with the chair", "with the chair, unanswered", "of the advisor"), S.WITH_CHAIR)
AT_STEP_3 = {**UNANSWERED_BY_CHAIR, "answered by the chair": S.WITH_CHAIR}
OPEN = {"prepared": S.PREPARING, **AT_STEP_1, **AT_STEP_2, **AT_STEP_3}
CLOSED = {
    "closed at step 1": S.TALKED_TO_SIP,
    "closed at step 2": S.WITH_TRUST_ADVISOR,
    "closed at step 3": S.WITH_CHAIR,
}
WHEREVER = {**OPEN, **CLOSED}
TALKED = {name: WHEREVER[name] for name in READERS if "sip" in READERS[name]}
STEP_2_UNANSWERED = {**UNANSWERED, "with the chair, unanswered": S.WITH_CHAIR}

ACTIONS: dict[str, Action] = {
    "record the talk": c.talk_to_sip,
    "take to the advisor": c.take_on_to_advisor,
    "take to the chair": c.take_on_to_chair,
    **{f"acknowledge {stage}": partial(c.acknowledge, stage=stage) for stage in S},
    **{f"conclude {stage}": partial(c.conclude, stage=stage) for stage in S},
    "add": c.add,
    "set a review": c.set_review,
    "close": c.close,
    "record a concern's talk": c.talk,
    "take a concern to the advisor": c.take_to_advisor,
    "take a concern to the dso": c.take_to_dso,
    "hand over": c.hand_over,
    "put on an agenda": c.place_on_agenda,
}
ALLOWED = {
    "record the talk": {"headteacher": {"prepared": S.TALKED_TO_SIP}},
    "take to the advisor": {"headteacher": {"prepared": S.WITH_TRUST_ADVISOR, "talked": S.WITH_TRUST_ADVISOR}},
    "take to the chair": {"headteacher": {"answered": S.WITH_CHAIR}},
    # the subject is not to tell by a refusal that it went on, or ended: their step is theirs to answer until they have
    "acknowledge talked_to_sip": {"sip": TALKED},
    "acknowledge with_trust_advisor": {
        "trust advisor": {name: stage for name, stage in STEP_2_UNANSWERED.items() if name != "acknowledged"}
    },
    "acknowledge with_chair": {"chair": UNANSWERED_BY_CHAIR},
    "conclude talked_to_sip": {"headteacher": {name: TALKED[name] for name in TALKED if name not in CLOSED}},
    "conclude with_trust_advisor": {"trust advisor": STEP_2_UNANSWERED},
    "conclude with_chair": {"chair": UNANSWERED_BY_CHAIR},
    "add": dict.fromkeys(("headteacher", "sip", "trust advisor", "chair"), WHEREVER),
    "set a review": {
        "headteacher": {"prepared": S.PREPARING, **AT_STEP_1, "answered": S.WITH_TRUST_ADVISOR},
        "trust advisor": UNANSWERED,
        "chair": AT_STEP_3,
    },
    "close": {
        "headteacher": OPEN,
        "trust advisor": {},  # once it is answered and the headteacher has let the day pass: see below
        "chair": {"answered by the chair": S.WITH_CHAIR},
    },
    # of the other ladder
    "record a concern's talk": {"sip": {}},
    "take a concern to the advisor": {"sip": {}},
    "take a concern to the dso": {"trust advisor": {}},
    "hand over": {"trust advisor": {}},
    "put on an agenda": {"trust advisor": {}},
}
ANSWERS = frozenset(name for name in ACTIONS if name.startswith(("acknowledge", "conclude")))
TABLE = Table(STANDINGS, READERS, ACTIONS, ALLOWED, ANSWERS, frozenset(("set a review", "close")))


@pytest.mark.parametrize("action", ACTIONS)
def test_who_may_do_what_and_when(action: str) -> None:
    TABLE.check(action)


def test_nothing_is_left_out_of_the_tables() -> None:
    assert {case.stage for case in STANDINGS.values()} == set(TURN)
    assert {case.ladder for case in STANDINGS.values()} == {Ladder.COMPLAINT}
    assert STANDINGS.keys() == READERS.keys() == WHEREVER.keys()
    assert ALLOWED.keys() <= ACTIONS.keys()
    assert {move for _, move in MOVES} == set(ComplaintMove)


OF_MOVE: dict[ComplaintMove, Action] = {
    ComplaintMove.RECORD_TALK: c.talk_to_sip,
    ComplaintMove.TAKE_TO_TRUST_ADVISOR: c.take_on_to_advisor,
    ComplaintMove.TAKE_TO_CHAIR: c.take_on_to_chair,
}


@pytest.mark.parametrize("standing", STANDINGS)
def test_a_button_is_drawn_for_whom_the_click_is_accepted(standing: str) -> None:
    case = STANDINGS[standing]
    for somebody in (*map(actor, (HEAD, SIP, ADVISOR, CHAIR, OTHER_SIP)), deputy(HEAD), deputy(CHAIR)):
        for move, action in OF_MOVE.items():
            assert ladder.may(case, somebody, move, TODAY) is isinstance(outcome(case, action, somebody), Case), move
        assert may_mind(case, somebody) is isinstance(outcome(case, c.set_review, somebody), Case)
        assert may_close(case, somebody, NOW) is isinstance(outcome(case, c.close, somebody), Case)


@pytest.mark.parametrize("standing", ["taken on", "acknowledged", "at once", "of the service"])
def test_an_answer_that_does_not_come_by_its_day_lets_the_headteacher_go_on(standing: str) -> None:
    """X3: until then the Trust Advisor has that day."""
    case = STANDINGS[standing]
    for still in (NOW, LATE - timedelta(days=1)):
        with pytest.raises(Refused, match="has until Monday 7 December 2026 to answer"):
            c.take_on_to_chair(case, now=still)
    assert c.take_on_to_chair(case, now=LATE).stage is S.WITH_CHAIR


def test_who_is_late_cannot_put_the_day_off() -> None:
    """X3: another day of the Trust Advisor's own does not hold the headteacher."""
    later = c.set_review(STANDINGS["acknowledged"], actor(ADVISOR), review_on=(LATE + timedelta(days=60)).date())
    assert c.take_on_to_chair(later, now=LATE).stage is S.WITH_CHAIR


def test_the_trust_advisor_closes_what_is_answered_once_the_headteacher_has_let_the_day_pass() -> None:
    """X3: the headteacher has time to go on."""
    late = partial(c.close, now=LATE)
    assert isinstance(outcome(ANSWERED, late, actor(ADVISOR)), Case)
    assert outcome(WITH_ADVISOR, late, actor(ADVISOR)) == outcome(ANSWERED, c.close, actor(ADVISOR))
    assert isinstance(outcome(ANSWERED, late, actor(HEAD)), Case)
    assert may_close(ANSWERED, actor(ADVISOR), LATE)


def test_who_is_chased_is_who_can_act() -> None:
    minders = {standing: minder(case) for standing, case in STANDINGS.items() if standing in OPEN}
    assert minders == {
        "prepared": Seat.HEADTEACHER,
        "talked": Seat.HEADTEACHER,
        **dict.fromkeys(UNANSWERED, Seat.TRUST_ADVISOR),
        "answered": Seat.HEADTEACHER,
        **dict.fromkeys(AT_STEP_3, Seat.CHAIR),
    }


@pytest.mark.parametrize("begin", [c.prepare_talk, c.complain])
@pytest.mark.parametrize("somebody", [actor(OTHER_HEAD), actor(SIP), actor(ADVISOR), actor(CHAIR), deputy(HEAD)])
def test_only_the_school_s_headteacher_begins_one(begin: Action, somebody: object) -> None:
    """X1: it is their own, so nobody begins one in their name."""
    with pytest.raises(Refused, match=f"Only the headteacher of {SCHOOL.name} can do that") as caught:
        begin(by=somebody)
    assert caught.value.code == "not_yours"


@pytest.mark.parametrize(
    ("about", "stage", "subject", "seat"),
    [
        (About.SIP, S.WITH_TRUST_ADVISOR, SIP.id, Seat.TRUST_ADVISOR),
        (About.SERVICE, S.WITH_TRUST_ADVISOR, "", Seat.TRUST_ADVISOR),
        (About.TRUST_ADVISOR, S.WITH_CHAIR, ADVISOR.id, Seat.CHAIR),
    ],
)
def test_where_one_begins_that_is_taken_up_at_once(about: About, stage: Stage, subject: str, seat: Seat) -> None:
    """X2, X4: a Trust Advisor who is complained about is passed by."""
    case = c.complain(about)
    assert (case.stage, case.subject_id, set(case.seats)) == (stage, subject, {Seat.HEADTEACHER, seat})
    assert case.review_on
