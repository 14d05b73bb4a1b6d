"""Who reads what is written on a step of a case: what the rules give it to, and what forms say of it."""

from collections.abc import Iterable, Mapping
from typing import Final

from handbook.cases.case import Case, Ladder, Seat, Stage
from handbook.cases.complaint_escalation import minder_of
from handbook.cases.concern_escalation import MOVES, ConcernMove, headteacher_knows, keeper_of

ACKNOWLEDGES: Final[Mapping[Stage, Seat]] = {
    Stage.TALKED: Seat.HEADTEACHER,
    Stage.TALKED_TO_SIP: Seat.SIP,
    Stage.WITH_TRUST_ADVISOR: Seat.TRUST_ADVISOR,
    Stage.WITH_DSO: Seat.DSO,
    Stage.WITH_DIRECTOR: Seat.DIRECTOR,
    Stage.WITH_CHAIR: Seat.CHAIR,
}
"""Who acknowledges each step."""

CONCLUDES: Final[Mapping[Stage, Seat]] = {
    Stage.TALKED: Seat.SIP,
    Stage.TALK_WAIVED: Seat.SIP,
    Stage.TALKED_TO_SIP: Seat.HEADTEACHER,
    Stage.WITH_TRUST_ADVISOR: Seat.TRUST_ADVISOR,
    Stage.WITH_DSO: Seat.DSO,
    Stage.WITH_DIRECTOR: Seat.DIRECTOR,
    Stage.WITH_CHAIR: Seat.CHAIR,
}
"""Who says what came of each step."""

_BROUGHT: Final[Mapping[Ladder, Mapping[Stage, Seat]]] = {
    Ladder.CONCERN: {
        Stage.TALKED: Seat.SIP,
        Stage.TALK_WAIVED: Seat.TRUST_ADVISOR,
        Stage.WITH_TRUST_ADVISOR: Seat.SIP,
        Stage.WITH_DSO: Seat.TRUST_ADVISOR,
        Stage.WITH_DIRECTOR: Seat.TRUST_ADVISOR,
    },
    Ladder.COMPLAINT: {
        Stage.TALKED_TO_SIP: Seat.HEADTEACHER,
        Stage.WITH_TRUST_ADVISOR: Seat.HEADTEACHER,
        Stage.WITH_CHAIR: Seat.HEADTEACHER,
    },
}
_COME: Final[Mapping[Stage, tuple[Seat, ...]]] = {
    Stage.TALKED_TO_SIP: (Seat.TRUST_ADVISOR, Seat.CHAIR),
    Stage.WITH_TRUST_ADVISOR: (Seat.CHAIR,),
}


def minder(case: Case) -> Seat:
    """Who is to act by the day on which the case is looked at again; who is chased when it has passed."""
    return keeper_of(case) if case.ladder is Ladder.CONCERN else minder_of(case)


def of_answer(case: Case, stage: Stage) -> tuple[Seat, ...]:
    """Whoever took a step and whoever brought it read what came of it."""
    seats = (_BROUGHT[case.ladder].get(stage, CONCLUDES[stage]), ACKNOWLEDGES.get(stage, CONCLUDES[stage]))
    return tuple(dict.fromkeys(seats))


def of_review(case: Case) -> tuple[Seat, ...]:
    """Who takes part in the step where the case stands reads why its day is another."""
    taken = (_BROUGHT[case.ladder].get(case.stage), CONCLUDES.get(case.stage), minder(case))
    return tuple(seat for seat in dict.fromkeys(taken) if seat is not None and seat in case.seats)


def of_closing(case: Case) -> tuple[Seat, ...]:
    """All who have a seat in a concern read why it is closed, and not who came to a meeting about it; of a complaint,
    those who took part in its last step: the SIP whom it is about does not (X4)."""
    return tuple(case.seats) if case.ladder is Ladder.CONCERN else of_review(case)


def of_support(case: Case) -> tuple[Seat, ...]:
    """The SIP reads which support was arranged, the DSO once it came to them, and the headteacher if they have been
    told."""
    told = (Seat.HEADTEACHER,) if headteacher_knows(case) else ()
    return tuple(seat for seat in (Seat.TRUST_ADVISOR, Seat.SIP, Seat.DSO, *told) if seat in case.seats)


def to_come(case: Case, readers: Iterable[Seat]) -> tuple[Seat, ...]:
    """Who will read it as well if the case goes on: the next of a complaint reads what the headteacher could read, but
    for what is in preparation; the Trust Advisor of a concern, what its SIP could."""
    seats = tuple(readers)
    if case.ladder is Ladder.COMPLAINT:
        return tuple(seat for seat in _COME.get(case.stage, ()) if seat not in seats)
    may_go_on = (case.stage, ConcernMove.TAKE_TO_TRUST_ADVISOR) in MOVES
    return (Seat.TRUST_ADVISOR,) if may_go_on and Seat.SIP in seats and Seat.TRUST_ADVISOR not in seats else ()
