"""E1-E5, O1: who may do what to a concern where it stands, and what becomes of it. The tables below say it once more,
in the handbook's words, beside `MOVES` and `WHO`."""

from collections.abc import Callable
from functools import partial
from itertools import product

import pytest

from handbook.cases import concern_escalation as ladder
from handbook.cases.answers import may_close, may_mind, to_acknowledge, to_conclude
from handbook.cases.audience import minder
from handbook.cases.case import Case, Ladder, Seat, Stage
from handbook.cases.concern_escalation import MOVES, TURN, WHO, ConcernMove, keeper_of
from handbook.cases.signing import Actor, seats_in
from handbook.core.refusal import Refused
from tests.support import case_builders as b
from tests.support import case_commands as c
from tests.support.case_people import (
    ADVISOR,
    DIRECTOR,
    DSO,
    HEAD,
    NOW,
    OTHER_SIP,
    SCHOOL,
    SIP,
    WITHOUT_DSO,
    actor,
    deputy,
)
from tests.support.case_tables import Action, Table, outcome

S = Stage


def met(case: Case) -> Case:
    """A partnership meeting is set."""
    return c.set_meeting(case)


STANDINGS = {
    "not talked": b.a_concern(S.NOT_TALKED),
    "to talk": b.a_concern(S.TO_TALK),
    "waived": b.a_concern(S.TALK_WAIVED),
    "talked": b.a_concern(S.TALKED),
    "taken on": c.take_to_advisor(b.a_concern(S.TALKED)),
    "with the advisor": b.a_concern(S.WITH_TRUST_ADVISOR),
    "without dso": b.a_concern(S.WITHOUT_DSO),
    "with the dso": met(b.a_concern(S.WITH_DSO)),
    "with the director": met(b.a_concern(S.WITH_DIRECTOR)),
    "closed at step 1": c.close(b.a_concern(S.TALKED), actor(SIP)),
    "closed at step 4": c.close(met(b.a_concern(S.WITH_DIRECTOR)), actor(ADVISOR)),
}
READERS = {
    "not talked": "sip, trust advisor",
    "to talk": "sip, trust advisor",
    "waived": "sip, trust advisor",
    "talked": "sip, headteacher",
    "taken on": "sip, headteacher, trust advisor",
    "with the advisor": "sip, headteacher, trust advisor",
    "without dso": "sip, headteacher, trust advisor",
    "with the dso": "sip, headteacher, trust advisor, dso",
    "with the director": "sip, headteacher, trust advisor, dso, director",
    "closed at step 1": "sip, headteacher",
    "closed at step 4": "sip, headteacher, trust advisor, dso, director",
}
BY_SIP = {"not talked": S.NOT_TALKED, "to talk": S.TO_TALK, "waived": S.TALK_WAIVED, "talked": S.TALKED}
AFTER_DSO = {"with the dso": S.WITH_DSO, "with the director": S.WITH_DIRECTOR}
AFTER_ADVISOR = {"with the advisor": S.WITH_TRUST_ADVISOR, "without dso": S.WITHOUT_DSO, **AFTER_DSO}
BY_ADVISOR = {"taken on": S.WITH_TRUST_ADVISOR, **AFTER_ADVISOR}
AFTER_TALK = {"talked": S.TALKED, **BY_ADVISOR}
OPEN = {**BY_SIP, **BY_ADVISOR}
WHEREVER = {**OPEN, "closed at step 1": S.TALKED, "closed at step 4": S.WITH_DIRECTOR}
AT_DIRECTOR = {"with the director": S.WITH_DIRECTOR}

ACTIONS: dict[str, Action] = {
    "record the talk": c.talk,
    "say that it was not possible to talk": c.say_could_not_talk,
    "accept that there was no talk": c.waive_talk,
    "ask to talk": c.ask_to_talk,
    "take to the advisor": c.take_to_advisor,
    "take to the dso": c.take_to_dso,
    "take to the dso whom the school lacks": partial(c.take_to_dso, school=WITHOUT_DSO),
    "take to the director": c.take_to_director,
    "arrange support": c.arrange_support,
    "set a meeting": c.set_meeting,
    "call the meeting off": c.call_off_meeting,
    "put on an agenda": c.place_on_agenda,
    "hand over": c.hand_over,
    **{f"acknowledge {stage}": partial(c.acknowledge, stage=stage) for stage in S},
    **{f"conclude {stage}": partial(c.conclude, stage=stage) for stage in S},
    "add": c.add,
    "set a review": c.set_review,
    "close": c.close,
    "record a talk with the sip": c.talk_to_sip,
    "take a complaint to the advisor": c.take_on_to_advisor,
    "take a complaint to the chair": c.take_on_to_chair,
}
ALLOWED = {
    "record the talk": {"sip": {"not talked": S.TALKED, "to talk": S.TALKED, "waived": S.TALKED}},
    "say that it was not possible to talk": {"sip": {"to talk": S.NOT_TALKED}},
    "accept that there was no talk": {"trust advisor": {"not talked": S.TALK_WAIVED}},
    "ask to talk": {"trust advisor": {"not talked": S.TO_TALK}},
    "take to the advisor": {"sip": {"waived": S.WITH_TRUST_ADVISOR, "talked": S.WITH_TRUST_ADVISOR}},
    "take to the dso": {"trust advisor": {"with the advisor": S.WITH_DSO}},
    "take to the dso whom the school lacks": {"trust advisor": {"with the advisor": S.WITHOUT_DSO}},
    "take to the director": {"trust advisor": {"with the dso": S.WITH_DIRECTOR}},
    "arrange support": {"trust advisor": AFTER_ADVISOR},
    "set a meeting": {"trust advisor": AFTER_DSO, "dso": AFTER_DSO},
    "call the meeting off": {"trust advisor": AFTER_DSO, "dso": AFTER_DSO},
    "put on an agenda": {"trust advisor": AFTER_ADVISOR},
    "hand over": {"trust advisor": AFTER_ADVISOR},
    "acknowledge talked": {"headteacher": AFTER_TALK},
    "acknowledge with_trust_advisor": {"trust advisor": {"taken on": S.WITH_TRUST_ADVISOR}},
    "acknowledge with_dso": {"dso": AFTER_DSO},
    "acknowledge with_director": {"director": AT_DIRECTOR},
    "conclude talked": {"sip": AFTER_TALK},
    "conclude talk_waived": {"sip": {"waived": S.TALK_WAIVED}},
    "conclude with_trust_advisor": {"trust advisor": BY_ADVISOR},
    "conclude with_dso": {"dso": AFTER_DSO},
    "conclude with_director": {"director": AT_DIRECTOR},
    "add": dict.fromkeys(("sip", "headteacher", "trust advisor", "dso", "director"), WHEREVER),
    "set a review": {"sip": BY_SIP, "trust advisor": BY_ADVISOR},
    "close": {"sip": BY_SIP, "trust advisor": BY_ADVISOR},
    # of the other ladder: whoever has such a seat is told that there is no such step, whoever has not as ever
    "record a talk with the sip": {"headteacher": {}},
    "take a complaint to the advisor": {"headteacher": {}},
    "take a complaint to the chair": {"headteacher": {}},
}
ANSWERS = frozenset(name for name in ACTIONS if name.startswith(("acknowledge", "conclude")))
TABLE = Table(STANDINGS, READERS, ACTIONS, ALLOWED, ANSWERS, frozenset(("set a review", "close")))


@pytest.mark.parametrize("action", ACTIONS)
def test_who_may_do_what_and_when(action: str) -> None:
    TABLE.check(action)


def test_nothing_is_left_out_of_the_tables() -> None:
    assert {case.stage for case in STANDINGS.values()} == {stage for stage, _ in MOVES} == set(TURN)
    assert {case.ladder for case in STANDINGS.values()} == {Ladder.CONCERN}
    assert STANDINGS.keys() == READERS.keys() == WHEREVER.keys()
    assert ALLOWED.keys() <= ACTIONS.keys()
    assert set(WHO) == set(ConcernMove) == {move for _, move in MOVES}


OF_MOVE: dict[ConcernMove, Action] = {
    ConcernMove.RECORD_TALK: c.talk,
    ConcernMove.SAY_COULD_NOT_TALK: c.say_could_not_talk,
    ConcernMove.WAIVE_TALK: c.waive_talk,
    ConcernMove.ASK_TO_TALK: c.ask_to_talk,
    ConcernMove.TAKE_TO_TRUST_ADVISOR: c.take_to_advisor,
    ConcernMove.TAKE_TO_DSO: c.take_to_dso,
    ConcernMove.TAKE_TO_DIRECTOR: c.take_to_director,
    ConcernMove.ARRANGE_SUPPORT: c.arrange_support,
    ConcernMove.SET_MEETING: c.set_meeting,
    ConcernMove.CALL_OFF_MEETING: c.call_off_meeting,
    ConcernMove.PUT_ON_AGENDA: c.place_on_agenda,
    ConcernMove.HAND_OVER: c.hand_over,
}
ANYBODY = [
    *(actor(one) for one in (SIP, HEAD, ADVISOR, DSO, DIRECTOR, OTHER_SIP)),
    *(deputy(one) for one in (SIP, ADVISOR)),
]


@pytest.mark.parametrize("standing", STANDINGS)
def test_a_button_is_drawn_for_whom_the_click_is_accepted(standing: str) -> None:
    case = STANDINGS[standing]
    for somebody in ANYBODY:
        for move, action in OF_MOVE.items():
            assert ladder.may(case, somebody, move) is isinstance(outcome(case, action, somebody), Case), move
        assert not ladder.may(case, somebody, ConcernMove.REACH_DSO)
        assert may_mind(case, somebody) is isinstance(outcome(case, c.set_review, somebody), Case)
        assert may_close(case, somebody, NOW) is isinstance(outcome(case, c.close, somebody), Case)
        assert (keeper_of(case) in seats_in(case, somebody)) is (somebody in minders(case))
        assert accepted(case, somebody, c.acknowledge) == {to_acknowledge(case, somebody)} - {None}
        assert to_conclude(case, somebody) in accepted(case, somebody, c.conclude) | {None}


def minders(case: Case) -> list[Actor]:
    person = SIP if minder(case) is Seat.SIP else ADVISOR
    return [actor(person), deputy(person)]


def accepted(case: Case, somebody: Actor, answers: Callable[..., Case]) -> set[Stage]:
    return {stage for stage in S if isinstance(outcome(case, partial(answers, stage=stage), somebody), Case)}


@pytest.mark.parametrize(("standing", "reaches"), list(product(STANDINGS, (True, False))))
def test_only_what_waits_for_a_dso_reaches_one_and_only_where_there_is_one(standing: str, reaches: bool) -> None:
    """E3: the service does it, when somebody is on its list."""
    case = STANDINGS[standing]
    school = SCHOOL if reaches else WITHOUT_DSO
    if standing == "without dso" and reaches:
        assert c.reach_dso(case, school=school).stage is S.WITH_DSO
        return
    with pytest.raises(Refused) as caught:
        c.reach_dso(case, school=school)
    assert caught.value.code == "not_now"


@pytest.mark.parametrize("stage", [S.WITH_DSO, S.WITH_DIRECTOR])
def test_no_meeting_no_calling_off(stage: Stage) -> None:
    case = b.a_concern(stage)
    with pytest.raises(Refused, match="No partnership meeting is set"):
        c.call_off_meeting(case)
    gone = c.call_off_meeting(met(case))
    with pytest.raises(Refused, match="No partnership meeting is set"):
        c.call_off_meeting(gone)
    assert ladder.meeting_of(gone) is None
    assert ladder.meeting_of(c.set_meeting(gone)) == len(gone.parts) + 1
