"""The table of a refund's life (M3): it is opened by the receipt of the school's SIP report, and paid once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final

from handbook.core.school_years import Term
from handbook.membership.membership import Membership, RefundStatus, needs
from handbook.membership.terms import RefundOpening


class RefundMove(StrEnum):
    """What can happen to a refund."""

    BEGIN = "begin"
    RECEIVE = "receive_report"
    OPEN = "have_all_reports"
    WAIT = "wait_for_more_reports"
    PAY = "pay"
    UNDO = "undo_payment"
    WITHDRAW = "withdraw"
    REINSTATE = "reinstate"
    LAPSE = "lapse"
    END = "need_a_trust_sip"


_S: Final = RefundStatus
_M: Final = RefundMove
MOVES: Final = {
    (_S.NONE, _M.BEGIN): _S.AWAITING_REPORT,
    (_S.AWAITING_REPORT, _M.RECEIVE): _S.RECEIVED,
    (_S.RECEIVED, _M.OPEN): _S.DUE,
    (_S.DUE, _M.WAIT): _S.RECEIVED,
    (_S.DUE, _M.PAY): _S.PAID,
    (_S.PAID, _M.UNDO): _S.DUE,
    (_S.AWAITING_REPORT, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.RECEIVED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.DUE, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.WITHDRAWN, _M.REINSTATE): _S.AWAITING_REPORT,
    (_S.AWAITING_REPORT, _M.LAPSE): _S.NEVER,
    (_S.RECEIVED, _M.LAPSE): _S.NEVER,
    (_S.NEVER, _M.RECEIVE): _S.RECEIVED,
    (_S.AWAITING_REPORT, _M.END): _S.NONE,
    (_S.RECEIVED, _M.END): _S.NONE,
    (_S.DUE, _M.END): _S.NONE,
    (_S.WITHDRAWN, _M.END): _S.NONE,
    (_S.NEVER, _M.END): _S.NONE,
}

TURN: Final = {
    _S.NONE: "nobody: the school has a SIP of the trust",
    _S.AWAITING_REPORT: "the headteacher",
    _S.RECEIVED: "the headteacher: more reports are needed",
    _S.DUE: "the Trust Advisor",
    _S.PAID: "nobody",
    _S.WITHDRAWN: "nobody",
    _S.NEVER: "nobody",
}
"""Whose turn it is in each status."""

_LAPSES_IN: Final = 11
"""The month, after the year has ended, in which a refund lapses whose report has not come: until then last year's
summer report may."""


def moved(membership: Membership, move: RefundMove) -> Membership:
    """Raises KeyError for a move that its refund cannot make."""
    return replace(membership, refund=MOVES[membership.refund, move])


def can(membership: Membership, move: RefundMove) -> bool:
    return (membership.refund, move) in MOVES


def settled(membership: Membership, received: frozenset[Term], opening: RefundOpening) -> Membership:
    """The membership with its refund where the facts put it: whose SIP the school has, and which reports came. What was
    paid or withdrawn stays so."""
    while (move := next(_moves(membership, received, opening), None)) is not None:
        membership = moved(membership, move)
    return membership


def _moves(membership: Membership, received: frozenset[Term], opening: RefundOpening) -> Iterator[RefundMove]:
    if not membership.is_refundable:
        if can(membership, RefundMove.END):
            yield RefundMove.END
        return
    complete = needs(membership, opening, received) == 0
    match membership.refund:
        case RefundStatus.NONE:
            yield RefundMove.BEGIN
        case RefundStatus.AWAITING_REPORT if received:
            yield RefundMove.RECEIVE
        case RefundStatus.NEVER if complete:
            yield RefundMove.RECEIVE
        case RefundStatus.RECEIVED if complete:
            yield RefundMove.OPEN
        case RefundStatus.DUE if not complete:
            yield RefundMove.WAIT
        case _:
            pass


def has_lapsed(membership: Membership, today: date) -> bool:
    """The year is over, and so is the time in which its last report may still come."""
    return can(membership, RefundMove.LAPSE) and today >= date(membership.year.starts_in + 1, _LAPSES_IN, 1)
