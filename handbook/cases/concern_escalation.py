"""The ladder of a concern about a school (E1-E5) as a table: what can happen where it stands, and who does it. Steps
come in order: there is no row that leaves one out."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from handbook.cases.case import Case, Deed, Ladder, Seat, Signature, Stage
from handbook.cases.signing import Actor, signed
from handbook.core.refusal import Refused, allows


class ConcernMove(StrEnum):
    """What can happen to a concern."""

    RECORD_TALK = "record_talk"
    SAY_COULD_NOT_TALK = "say_could_not_talk"
    WAIVE_TALK = "waive_talk"
    ASK_TO_TALK = "ask_to_talk"
    TAKE_TO_TRUST_ADVISOR = "take_to_trust_advisor"
    TAKE_TO_DSO = "take_to_dso"
    WAIT_FOR_DSO = "wait_for_dso"
    REACH_DSO = "reach_dso"
    TAKE_TO_DIRECTOR = "take_to_director"
    ARRANGE_SUPPORT = "arrange_support"
    SET_MEETING = "set_meeting"
    CALL_OFF_MEETING = "call_off_meeting"
    PUT_ON_AGENDA = "put_on_agenda"
    HAND_OVER = "hand_over"


_WITH_TRUST_ADVISOR: Final = (Stage.WITH_TRUST_ADVISOR, Stage.WITHOUT_DSO, Stage.WITH_DSO, Stage.WITH_DIRECTOR)
_WITH_DSO: Final = (Stage.WITH_DSO, Stage.WITH_DIRECTOR)

MOVES: Final[Mapping[tuple[Stage, ConcernMove], Stage]] = {
    (Stage.NOT_TALKED, ConcernMove.RECORD_TALK): Stage.TALKED,
    (Stage.NOT_TALKED, ConcernMove.WAIVE_TALK): Stage.TALK_WAIVED,
    (Stage.NOT_TALKED, ConcernMove.ASK_TO_TALK): Stage.TO_TALK,
    (Stage.TO_TALK, ConcernMove.RECORD_TALK): Stage.TALKED,
    (Stage.TO_TALK, ConcernMove.SAY_COULD_NOT_TALK): Stage.NOT_TALKED,
    (Stage.TALK_WAIVED, ConcernMove.RECORD_TALK): Stage.TALKED,
    (Stage.TALK_WAIVED, ConcernMove.TAKE_TO_TRUST_ADVISOR): Stage.WITH_TRUST_ADVISOR,
    (Stage.TALKED, ConcernMove.TAKE_TO_TRUST_ADVISOR): Stage.WITH_TRUST_ADVISOR,
    (Stage.WITH_TRUST_ADVISOR, ConcernMove.TAKE_TO_DSO): Stage.WITH_DSO,
    (Stage.WITH_TRUST_ADVISOR, ConcernMove.WAIT_FOR_DSO): Stage.WITHOUT_DSO,
    (Stage.WITHOUT_DSO, ConcernMove.REACH_DSO): Stage.WITH_DSO,
    (Stage.WITH_DSO, ConcernMove.TAKE_TO_DIRECTOR): Stage.WITH_DIRECTOR,
    **{(stage, ConcernMove.ARRANGE_SUPPORT): stage for stage in _WITH_TRUST_ADVISOR},
    **{(stage, ConcernMove.PUT_ON_AGENDA): stage for stage in _WITH_TRUST_ADVISOR},
    **{(stage, ConcernMove.HAND_OVER): stage for stage in _WITH_TRUST_ADVISOR},
    **{(stage, ConcernMove.SET_MEETING): stage for stage in _WITH_DSO},
    **{(stage, ConcernMove.CALL_OFF_MEETING): stage for stage in _WITH_DSO},
}
"""Taken to a DSO whom the school does not have, it waits until it has one."""

WHO: Final[Mapping[ConcernMove, tuple[Seat, ...]]] = {
    ConcernMove.RECORD_TALK: (Seat.SIP,),
    ConcernMove.SAY_COULD_NOT_TALK: (Seat.SIP,),
    ConcernMove.WAIVE_TALK: (Seat.TRUST_ADVISOR,),
    ConcernMove.ASK_TO_TALK: (Seat.TRUST_ADVISOR,),
    ConcernMove.TAKE_TO_TRUST_ADVISOR: (Seat.SIP,),
    ConcernMove.TAKE_TO_DSO: (Seat.TRUST_ADVISOR,),
    ConcernMove.WAIT_FOR_DSO: (Seat.TRUST_ADVISOR,),
    ConcernMove.REACH_DSO: (),
    ConcernMove.TAKE_TO_DIRECTOR: (Seat.TRUST_ADVISOR,),
    ConcernMove.ARRANGE_SUPPORT: (Seat.TRUST_ADVISOR,),
    ConcernMove.SET_MEETING: (Seat.TRUST_ADVISOR, Seat.DSO),
    ConcernMove.CALL_OFF_MEETING: (Seat.TRUST_ADVISOR, Seat.DSO),
    ConcernMove.PUT_ON_AGENDA: (Seat.TRUST_ADVISOR,),
    ConcernMove.HAND_OVER: (Seat.TRUST_ADVISOR,),
}
"""Who does it; nobody, where the service does."""

TURN: Final[Mapping[Stage, str]] = {
    Stage.NOT_TALKED: "the Trust Advisor",
    Stage.TO_TALK: "the SIP",
    Stage.TALK_WAIVED: "the SIP",
    Stage.TALKED: "the SIP",
    Stage.WITH_TRUST_ADVISOR: "the Trust Advisor",
    Stage.WITHOUT_DSO: "the person who keeps the list of people",
    Stage.WITH_DSO: "the Diocesan Schools Officer; the Trust Advisor keeps track",
    Stage.WITH_DIRECTOR: "the Director; the Trust Advisor keeps track",
}
"""Whose turn it is while it is open."""

_FIRST_ACKNOWLEDGE: Final = frozenset(
    (ConcernMove.TAKE_TO_DSO, ConcernMove.ARRANGE_SUPPORT, ConcernMove.PUT_ON_AGENDA, ConcernMove.HAND_OVER)
)


def check_may(case: Case, actor: Actor, move: ConcernMove) -> Signature:
    """In whose name somebody makes a move. Raises Refused: for a wrong person before all else, so that the answer does
    not tell where the case stands."""
    by = signed(case, actor, *WHO[move])
    if case.ladder is not Ladder.CONCERN:
        raise Refused("not_now", "A complaint does not have that step.", "X1")
    check_stands(case, move)
    if move in _FIRST_ACKNOWLEDGE and case.last(Deed.ACKNOWLEDGED, Stage.WITH_TRUST_ADVISOR) is None:
        raise Refused("not_now", "Please acknowledge it first: the person who brought it is waiting for that.", "E2")
    if move is ConcernMove.CALL_OFF_MEETING and meeting_of(case) is None:
        raise Refused("not_now", "No partnership meeting is set.", "O1")
    return by


def check_stands(case: Case, move: ConcernMove) -> None:
    """Raises Refused where the case is closed, or does not stand where this can happen."""
    if not case.is_open:
        raise Refused("not_now", "This is closed. You can still add to it.", "E5")
    if (case.stage, move) not in MOVES:
        raise Refused("not_now", "Each step is taken once, after the one before it is on record.", "E5")


def may(case: Case, actor: Actor, move: ConcernMove) -> bool:
    """Whether the button is drawn; pressed, it is asked again."""
    return allows(lambda: check_may(case, actor, move))


def meeting_of(case: Case) -> int | None:
    """The number of the part that set the partnership meeting which stands, if one does."""
    said = (part for part in reversed(case.parts) if part.deed in (Deed.MEETING_SET, Deed.MEETING_OFF))
    newest = next(said, None)
    return newest.number if newest is not None and newest.deed is Deed.MEETING_SET else None


def headteacher_knows(case: Case, *stages: Stage) -> bool:
    """Whether the headteacher has been told of a step (one of these, or any) beyond the talk with them."""
    return Seat.HEADTEACHER in case.seats and case.last(Deed.TOLD_OF_STEP, *stages) is not None


def keeper_of(case: Case) -> Seat:
    """Who minds its review date, and closes it: the SIP until it is with the Trust Advisor (E2)."""
    return Seat.SIP if case.step < 2 else Seat.TRUST_ADVISOR
