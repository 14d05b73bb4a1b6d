"""The ladder of a complaint about the SIP or the service (X1-X4) as a table. It is the headteacher's: they talk to
the SIP with help to prepare, or go to the Trust Advisor at once where that is not appropriate, and then to the Chair of
the Trust Board. Whom it is about never sees a step in which they take no part; a Trust Advisor complained about is
passed by."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from handbook.cases.case import Case, Deed, Ladder, Seat, Signature, Stage
from handbook.cases.signing import Actor, signed
from handbook.core.british_time import day_words
from handbook.core.refusal import Refused, allows


class ComplaintMove(StrEnum):
    """What can happen to a complaint."""

    RECORD_TALK = "record_talk"
    TAKE_TO_TRUST_ADVISOR = "take_to_trust_advisor"
    TAKE_TO_CHAIR = "take_to_chair"


MOVES: Final[Mapping[tuple[Stage, ComplaintMove], Stage]] = {
    (Stage.PREPARING, ComplaintMove.RECORD_TALK): Stage.TALKED_TO_SIP,
    (Stage.PREPARING, ComplaintMove.TAKE_TO_TRUST_ADVISOR): Stage.WITH_TRUST_ADVISOR,
    (Stage.TALKED_TO_SIP, ComplaintMove.TAKE_TO_TRUST_ADVISOR): Stage.WITH_TRUST_ADVISOR,
    (Stage.WITH_TRUST_ADVISOR, ComplaintMove.TAKE_TO_CHAIR): Stage.WITH_CHAIR,
}
"""A complaint may also begin at the Trust Advisor (X2), or, where it is about them, at the Chair (X4)."""

TURN: Final[Mapping[Stage, str]] = {
    Stage.PREPARING: "the headteacher",
    Stage.TALKED_TO_SIP: "the headteacher",
    Stage.WITH_TRUST_ADVISOR: "the Trust Advisor until they have answered; then the headteacher",
    Stage.WITH_CHAIR: "the Chair of the Trust Board",
}
"""Whose turn it is while it is open."""

ANSWERED: Final = frozenset((Stage.WITH_TRUST_ADVISOR, Stage.WITH_CHAIR))
"""The steps that end in an answer, by a day that whoever acknowledges them gives."""


def check_may(case: Case, actor: Actor, move: ComplaintMove, today: date) -> Signature:
    """In whose name the headteacher makes a move. Raises Refused."""
    by = signed(case, actor, Seat.HEADTEACHER)
    if case.ladder is not Ladder.COMPLAINT:
        raise Refused("not_now", "A concern does not have that step.", "E5")
    if not case.is_open:
        raise Refused("not_now", "This is closed. You can still add to it.", "X3")
    if (case.stage, move) not in MOVES:
        raise Refused("not_now", "Each step is taken once, after the one before it is on record.", "X3")
    if move is ComplaintMove.TAKE_TO_CHAIR and not (is_answered(case) or _is_late(case, today)):
        day = day_words(_day_given(case))
        raise Refused(
            "not_now",
            f"The Trust Advisor has until {day} to answer. If you are not satisfied then, you can go further.",
            "X3",
        )
    return by


def may(case: Case, actor: Actor, move: ComplaintMove, today: date) -> bool:
    return allows(lambda: check_may(case, actor, move, today))


def is_answered(case: Case) -> bool:
    """Whether the step where it stands has its answer."""
    return case.last(Deed.OUTCOME, case.stage) is not None


def minder_of(case: Case) -> Seat:
    """Who is to act by the case's date, and may set another one."""
    if case.stage is Stage.WITH_CHAIR:
        return Seat.CHAIR
    if case.stage is Stage.WITH_TRUST_ADVISOR and not is_answered(case):
        return Seat.TRUST_ADVISOR
    return Seat.HEADTEACHER


def closers_of(case: Case, today: date) -> tuple[Seat, ...]:
    """Who may close it: the headteacher whose it is; whoever has answered it, the Trust Advisor only once the
    headteacher has let the day for going on pass."""
    if not is_answered(case):
        return (Seat.HEADTEACHER,)
    if case.stage is Stage.WITH_CHAIR:
        return (Seat.HEADTEACHER, Seat.CHAIR)
    late = case.stage is Stage.WITH_TRUST_ADVISOR and _is_late(case, today)
    return (Seat.HEADTEACHER, Seat.TRUST_ADVISOR) if late else (Seat.HEADTEACHER,)


def _is_late(case: Case, today: date) -> bool:
    return _day_given(case) < today


def _day_given(case: Case) -> date:
    """The day for the Trust Advisor's answer, as it was given when the step was acknowledged or, before that, taken; of
    an answer, the day until which the headteacher can come back on it. Who is late cannot put it off."""
    found = (case.last(deed, case.stage) for deed in (Deed.OUTCOME, Deed.ACKNOWLEDGED, Deed.TAKEN_ON))
    return next(part.review_on for part in found if part is not None and part.review_on is not None)
