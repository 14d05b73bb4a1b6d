"""The table of a proposed allocation's life: what can happen to it where it stands, and whose turn it is (A3)."""

from enum import StrEnum
from typing import Final


class ChoiceStatus(StrEnum):
    PROPOSED = "proposed"
    HEAD_CONFIRMED = "headteacher_confirmed"
    CHAIR_CONFIRMED = "chair_confirmed"
    CONFIRMED = "confirmed"
    SCHEDULED = "scheduled"
    DEPLOYED = "deployed"
    UNDONE = "undone"
    DECLINED = "declined"
    ENDED = "ended"


class ChoiceMove(StrEnum):
    """What can happen. `deploy` on a day that was set, `head_leaves`, `chair_leaves` and most endings are the clock's
    doing, the rest a person's."""

    CONFIRM_AS_HEAD = "headteacher_confirms"
    CONFIRM_AS_CHAIR = "chair_confirms"
    DECLINE = "decline"
    SCHEDULE = "schedule"
    DEPLOY = "deploy"
    UNDO = "undo"
    HEAD_LEAVES = "headteacher_leaves"
    CHAIR_LEAVES = "chair_leaves"
    END = "end"


_S, _M = ChoiceStatus, ChoiceMove
OPEN: Final = (_S.PROPOSED, _S.HEAD_CONFIRMED, _S.CHAIR_CONFIRMED, _S.CONFIRMED, _S.SCHEDULED)
"""The school's SIP has not been changed yet, and may still be."""
MOVES: Final = {
    (_S.PROPOSED, _M.CONFIRM_AS_HEAD): _S.HEAD_CONFIRMED,
    (_S.PROPOSED, _M.CONFIRM_AS_CHAIR): _S.CHAIR_CONFIRMED,
    (_S.HEAD_CONFIRMED, _M.CONFIRM_AS_CHAIR): _S.CONFIRMED,
    (_S.CHAIR_CONFIRMED, _M.CONFIRM_AS_HEAD): _S.CONFIRMED,
    (_S.CONFIRMED, _M.SCHEDULE): _S.SCHEDULED,
    (_S.SCHEDULED, _M.SCHEDULE): _S.SCHEDULED,
    (_S.CONFIRMED, _M.DEPLOY): _S.DEPLOYED,
    (_S.SCHEDULED, _M.DEPLOY): _S.DEPLOYED,
    (_S.DEPLOYED, _M.UNDO): _S.UNDONE,
    (_S.PROPOSED, _M.HEAD_LEAVES): _S.PROPOSED,
    (_S.HEAD_CONFIRMED, _M.HEAD_LEAVES): _S.PROPOSED,
    (_S.CHAIR_CONFIRMED, _M.HEAD_LEAVES): _S.CHAIR_CONFIRMED,
    (_S.CONFIRMED, _M.HEAD_LEAVES): _S.CHAIR_CONFIRMED,
    (_S.SCHEDULED, _M.HEAD_LEAVES): _S.CHAIR_CONFIRMED,
    (_S.PROPOSED, _M.CHAIR_LEAVES): _S.PROPOSED,
    (_S.HEAD_CONFIRMED, _M.CHAIR_LEAVES): _S.HEAD_CONFIRMED,
    (_S.CHAIR_CONFIRMED, _M.CHAIR_LEAVES): _S.PROPOSED,
    (_S.CONFIRMED, _M.CHAIR_LEAVES): _S.HEAD_CONFIRMED,
    (_S.SCHEDULED, _M.CHAIR_LEAVES): _S.HEAD_CONFIRMED,
    **{(one, _M.DECLINE): _S.DECLINED for one in OPEN},
    **{(one, _M.END): _S.ENDED for one in OPEN},
}
TURN: Final = {
    _S.PROPOSED: "the headteacher and the Chair of Governors",
    _S.HEAD_CONFIRMED: "the Chair of Governors",
    _S.CHAIR_CONFIRMED: "the headteacher",
    _S.CONFIRMED: "the Trust Advisor",
    _S.SCHEDULED: "the service, on the day that was set",
    _S.DEPLOYED: "nobody; the Trust Advisor can undo it for some days",
    _S.UNDONE: "the Trust Advisor",
    _S.DECLINED: "the Trust Advisor",
    _S.ENDED: "the Trust Advisor",
}
"""Whose turn it is in each status."""
