"""The table of a report's life: what can happen to it where it stands, and whose turn it is (W1)."""

from enum import StrEnum
from typing import Final

from handbook.reports.report import Status


class Move(StrEnum):
    """What can happen to a report. Everything but `file` is a person's doing. Only a report by an external SIP can be
    replaced: it is handed in by its headteacher, and begins as approved (M4). Only what was recorded of a telephone
    call can be denied."""

    RECEIVE = "receive"
    SET_ASIDE = "set_aside"
    SEND = "send"
    APPROVE = "approve"
    ASK_FOR_CHANGE = "ask_for_change"
    FILE = "file"
    SHARE = "share"
    END_SHARING = "end_sharing"
    TELL_GOVERNORS = "tell_governors"
    REPLACE = "hand_in_another_file"
    DENY = "that_is_not_so"
    REOPEN = "reopen"


MOVES: Final = {
    (Status.DRAFTED, Move.RECEIVE): Status.DRAFTED,
    (Status.DRAFTED, Move.SET_ASIDE): Status.DRAFTED,
    (Status.DRAFTED, Move.SEND): Status.SENT,
    (Status.SENT, Move.RECEIVE): Status.SENT,
    (Status.SENT, Move.SET_ASIDE): Status.SENT,
    (Status.SENT, Move.SEND): Status.SENT,
    (Status.SENT, Move.APPROVE): Status.APPROVED,
    (Status.SENT, Move.ASK_FOR_CHANGE): Status.CHANGE_ASKED,
    (Status.CHANGE_ASKED, Move.RECEIVE): Status.CHANGE_ASKED,
    (Status.CHANGE_ASKED, Move.SET_ASIDE): Status.CHANGE_ASKED,
    (Status.CHANGE_ASKED, Move.SEND): Status.SENT,
    (Status.APPROVED, Move.FILE): Status.FILED,
    (Status.FILED, Move.SHARE): Status.SHARED,
    (Status.SHARED, Move.END_SHARING): Status.FILED,
    (Status.FILED, Move.TELL_GOVERNORS): Status.FILED,
    (Status.SHARED, Move.TELL_GOVERNORS): Status.SHARED,
    (Status.FILED, Move.REPLACE): Status.APPROVED,
    (Status.SHARED, Move.REPLACE): Status.APPROVED,
    (Status.FILED, Move.REOPEN): Status.CHANGE_ASKED,
    (Status.SHARED, Move.REOPEN): Status.CHANGE_ASKED,
    (Status.CHANGE_ASKED, Move.DENY): Status.SENT,
    (Status.APPROVED, Move.DENY): Status.SENT,
    (Status.FILED, Move.DENY): Status.SENT,
    (Status.SHARED, Move.DENY): Status.SENT,
}

TURN: Final = {
    Status.DRAFTED: "the SIP",
    Status.SENT: "the headteacher",
    Status.CHANGE_ASKED: "the SIP",
    Status.APPROVED: "the service",
    Status.FILED: "the Trust Advisor",
    Status.SHARED: "nobody",
}
"""Whose turn it is in each status."""
