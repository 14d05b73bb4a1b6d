"""The table of a visit's life: what can happen to it where it stands, and whose turn it is."""

from dataclasses import replace
from enum import StrEnum
from typing import Any, Final

from handbook.core.refusal import Refused
from handbook.visits.visit import Visit
from handbook.visits.visit import VisitStatus as Status


class VisitMove(StrEnum):
    """What can happen to a visit. `find` to `lose` without `send` and `pick` are the service's doing, `note_…` is what
    people did in Outlook, `hand_on` the school's coming to another SIP, and the rest is done by people here."""

    SEEK = "seek"
    FIND = "find"
    FIND_NONE = "find_none"
    SEND = "send"
    PICK = "pick"
    ASK_FOR_OTHERS = "ask_for_others"
    SAY_NONE_SUITS = "say_none_suits"
    BOOK = "book"
    LOSE = "lose"
    MOVE = "move"
    ASK_TO_MOVE = "ask_to_move"
    CANCEL = "cancel"
    ASK_TO_CANCEL = "ask_to_cancel"
    AGREE = "agree"
    KEEP = "keep"
    PUT_OFF = "put_off"
    HAND_ON = "hand_on"
    NOTE_MOVED = "note_moved"
    NOTE_WISH = "note_wish"
    NOTE_GONE = "note_gone"
    HOLD = "hold"
    NOT_HOLD = "not_hold"


MOVES: Final = {
    (Status.WISHED, VisitMove.SEEK): Status.SOUGHT,
    (Status.WISHED, VisitMove.SEND): Status.PROPOSED,
    (Status.WISHED, VisitMove.CANCEL): Status.CANCELLED,
    (Status.SOUGHT, VisitMove.FIND): Status.FOUND,
    (Status.SOUGHT, VisitMove.FIND_NONE): Status.NONE_SUITED,
    (Status.SOUGHT, VisitMove.SEND): Status.PROPOSED,
    (Status.SOUGHT, VisitMove.CANCEL): Status.CANCELLED,
    (Status.FOUND, VisitMove.SEEK): Status.SOUGHT,
    (Status.FOUND, VisitMove.SEND): Status.PROPOSED,
    (Status.FOUND, VisitMove.CANCEL): Status.CANCELLED,
    (Status.FOUND, VisitMove.LOSE): Status.FOUND,
    (Status.FOUND, VisitMove.FIND_NONE): Status.NONE_SUITED,
    (Status.PROPOSED, VisitMove.LOSE): Status.PROPOSED,
    (Status.PROPOSED, VisitMove.FIND_NONE): Status.NONE_SUITED,
    (Status.PROPOSED, VisitMove.SEEK): Status.SOUGHT,
    (Status.PROPOSED, VisitMove.SEND): Status.PROPOSED,
    (Status.PROPOSED, VisitMove.PICK): Status.PICKED,
    (Status.PROPOSED, VisitMove.ASK_FOR_OTHERS): Status.SOUGHT,
    (Status.PROPOSED, VisitMove.SAY_NONE_SUITS): Status.NONE_SUITED,
    (Status.PROPOSED, VisitMove.CANCEL): Status.CANCELLED,
    (Status.NONE_SUITED, VisitMove.SEEK): Status.SOUGHT,
    (Status.NONE_SUITED, VisitMove.SEND): Status.PROPOSED,
    (Status.NONE_SUITED, VisitMove.CANCEL): Status.CANCELLED,
    (Status.PICKED, VisitMove.BOOK): Status.BOOKED,
    (Status.PICKED, VisitMove.LOSE): Status.PROPOSED,
    (Status.PICKED, VisitMove.FIND_NONE): Status.NONE_SUITED,
    (Status.PICKED, VisitMove.CANCEL): Status.CANCELLED,
    (Status.BOOKED, VisitMove.MOVE): Status.MOVED,
    (Status.BOOKED, VisitMove.ASK_TO_MOVE): Status.MOVE_ASKED,
    (Status.BOOKED, VisitMove.CANCEL): Status.CANCELLED,
    (Status.BOOKED, VisitMove.ASK_TO_CANCEL): Status.CANCEL_ASKED,
    (Status.BOOKED, VisitMove.PUT_OFF): Status.SOUGHT,
    (Status.BOOKED, VisitMove.NOTE_MOVED): Status.BOOKED,
    (Status.BOOKED, VisitMove.NOTE_WISH): Status.MOVE_ASKED,
    (Status.BOOKED, VisitMove.NOTE_GONE): Status.CANCELLED,
    (Status.BOOKED, VisitMove.HOLD): Status.HELD,
    (Status.BOOKED, VisitMove.NOT_HOLD): Status.NOT_HELD,
    (Status.MOVED, VisitMove.BOOK): Status.BOOKED,
    (Status.MOVED, VisitMove.LOSE): Status.BOOKED,
    (Status.MOVED, VisitMove.PUT_OFF): Status.SOUGHT,
    (Status.MOVED, VisitMove.NOTE_MOVED): Status.BOOKED,
    (Status.MOVED, VisitMove.NOTE_GONE): Status.CANCELLED,
    (Status.MOVE_ASKED, VisitMove.AGREE): Status.MOVED,
    (Status.MOVE_ASKED, VisitMove.KEEP): Status.BOOKED,
    (Status.MOVE_ASKED, VisitMove.PUT_OFF): Status.SOUGHT,
    (Status.MOVE_ASKED, VisitMove.NOTE_MOVED): Status.BOOKED,
    (Status.MOVE_ASKED, VisitMove.NOTE_WISH): Status.MOVE_ASKED,
    (Status.MOVE_ASKED, VisitMove.NOTE_GONE): Status.CANCELLED,
    (Status.MOVE_ASKED, VisitMove.HOLD): Status.HELD,
    (Status.MOVE_ASKED, VisitMove.NOT_HOLD): Status.NOT_HELD,
    (Status.CANCEL_ASKED, VisitMove.AGREE): Status.CANCELLED,
    (Status.CANCEL_ASKED, VisitMove.KEEP): Status.BOOKED,
    (Status.CANCEL_ASKED, VisitMove.PUT_OFF): Status.SOUGHT,
    (Status.CANCEL_ASKED, VisitMove.NOTE_MOVED): Status.BOOKED,
    (Status.CANCEL_ASKED, VisitMove.NOTE_WISH): Status.MOVE_ASKED,
    (Status.CANCEL_ASKED, VisitMove.NOTE_GONE): Status.CANCELLED,
    (Status.CANCEL_ASKED, VisitMove.HOLD): Status.HELD,
    (Status.CANCEL_ASKED, VisitMove.NOT_HOLD): Status.NOT_HELD,
    (Status.SOUGHT, VisitMove.HAND_ON): Status.SOUGHT,
    (Status.FOUND, VisitMove.HAND_ON): Status.SOUGHT,
    (Status.PROPOSED, VisitMove.HAND_ON): Status.SOUGHT,
    (Status.NONE_SUITED, VisitMove.HAND_ON): Status.SOUGHT,
    (Status.PICKED, VisitMove.HAND_ON): Status.SOUGHT,
    (Status.BOOKED, VisitMove.HAND_ON): Status.SOUGHT,
    (Status.MOVED, VisitMove.HAND_ON): Status.SOUGHT,
    (Status.MOVE_ASKED, VisitMove.HAND_ON): Status.SOUGHT,
    (Status.CANCEL_ASKED, VisitMove.HAND_ON): Status.SOUGHT,
    (Status.NOT_HELD, VisitMove.SEEK): Status.SOUGHT,
    (Status.CANCELLED, VisitMove.SEEK): Status.SOUGHT,
}

TURN: Final = {
    Status.WISHED: "the SIP",
    Status.SOUGHT: "the service",
    Status.FOUND: "the SIP",
    Status.PROPOSED: "the headteacher",
    Status.NONE_SUITED: "the SIP",
    Status.PICKED: "the service",
    Status.BOOKED: "nobody before the visit; the SIP after it",
    Status.MOVED: "the service",
    Status.MOVE_ASKED: "the one who was asked",
    Status.CANCEL_ASKED: "the one who was asked",
    Status.HELD: "nobody",
    Status.NOT_HELD: "the SIP",
    Status.CANCELLED: "nobody",
}
"""Whose turn it is in each status."""


def put_off(visit: Visit, reason: str) -> Visit:
    """Out of the calendar, and another half-day is sought; the one that it had is not offered again."""
    passed = dict.fromkeys((*visit.passed_over, *visit.occupies))
    return moved_on(
        visit,
        VisitMove.PUT_OFF,
        half_day=None,
        before=None,
        event_id="",
        slots=(),
        passed_over=tuple(passed),
        reason=reason,
    )


def check_move(visit: Visit, move: VisitMove, version: int) -> None:
    """Raises Refused where the visit has moved on since the card was drawn, or allows no such move."""
    if version == visit.version and (visit.status, move) in MOVES:
        return
    when = visit.half_day.words if visit.half_day else ""
    if move is VisitMove.PICK and visit.occupies:
        raise Refused("stale", f"A half-day has been picked already: {when}.")
    raise Refused("stale", "This visit has moved on since the card was sent. Here is how it stands now.")


def moved_on(visit: Visit, move: VisitMove, **changes: Any) -> Visit:
    """The visit after a move that was checked: cards drawn before it are out of date."""
    words = {"reason_by_id": ""} if "reason" in changes else {}
    fresh: dict[str, Any] = {"trouble": "", "asked": None, **words, **changes}
    return replace(visit, status=MOVES[visit.status, move], version=visit.version + 1, **fresh)
