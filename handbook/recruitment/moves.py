"""The two tables of an application's life (R3): that of a serving headteacher begins with eligibility, that of an
external applicant with the application form. From the form on they are one."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Route(StrEnum):
    """By which way somebody applies (R1)."""

    SERVING_HEAD = "serving_head"
    EXTERNAL = "external"

    @property
    def words(self) -> str:
        return "serving headteacher" if self is Route.SERVING_HEAD else "external applicant"


class ApplicationStatus(StrEnum):
    BEGUN = "begun"
    NOT_ELIGIBLE = "not_eligible"
    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    PRESENTED = "presented"
    APPROVED = "approved"
    INVITED = "invited"
    INTERVIEWED = "interviewed"
    CHOSEN = "chosen"
    APPOINTED = "appointed"
    TRAINED = "trained"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ApplicationMove(StrEnum):
    """What can happen to an application. `hold`, `train` and `lapse` are the clock's doing, the rest a person's; an
    interview is also called off by what happens in Outlook."""

    SHOW_ELIGIBLE = "show_eligible"
    SHOW_NOT_ELIGIBLE = "show_not_eligible"
    SUBMIT = "submit"
    RETURN = "return"
    PRESENT = "present_to_board"
    TAKE_BACK = "take_back"
    BOARD_APPROVES = "board_approves"
    BOARD_DECLINES = "board_declines"
    FIX = "fix_interview"
    CALL_OFF = "call_off_interview"
    HOLD = "hold_interview"
    NOT_HELD = "note_not_held"
    CHOOSE = "choose"
    TURN_DOWN = "turn_down"
    FAIL = "fail_conditions"
    APPOINT = "appoint"
    TRAIN = "train"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"


_S: Final = ApplicationStatus
_M: Final = ApplicationMove
Table = Mapping[tuple[ApplicationStatus, ApplicationMove], ApplicationStatus]

_FROM_THE_FORM_ON: Final[Table] = {
    (_S.DRAFTED, _M.SUBMIT): _S.SUBMITTED,
    (_S.SUBMITTED, _M.RETURN): _S.DRAFTED,
    (_S.SUBMITTED, _M.PRESENT): _S.PRESENTED,
    (_S.PRESENTED, _M.TAKE_BACK): _S.SUBMITTED,
    (_S.PRESENTED, _M.BOARD_APPROVES): _S.APPROVED,
    (_S.PRESENTED, _M.BOARD_DECLINES): _S.DECLINED,
    (_S.APPROVED, _M.FIX): _S.INVITED,
    (_S.APPROVED, _M.FAIL): _S.DECLINED,
    (_S.INVITED, _M.CALL_OFF): _S.APPROVED,
    (_S.INVITED, _M.HOLD): _S.INTERVIEWED,
    (_S.INTERVIEWED, _M.NOT_HELD): _S.APPROVED,
    (_S.INTERVIEWED, _M.CHOOSE): _S.CHOSEN,
    (_S.INTERVIEWED, _M.TURN_DOWN): _S.DECLINED,
    (_S.CHOSEN, _M.APPOINT): _S.APPOINTED,
    (_S.CHOSEN, _M.FAIL): _S.DECLINED,
    (_S.APPOINTED, _M.TRAIN): _S.TRAINED,
    (_S.DRAFTED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.SUBMITTED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.PRESENTED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.APPROVED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.INVITED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.INTERVIEWED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.CHOSEN, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.DRAFTED, _M.LAPSE): _S.WITHDRAWN,
}
EXTERNAL_MOVES: Final[Table] = _FROM_THE_FORM_ON
SERVING_HEAD_MOVES: Final[Table] = {
    (_S.BEGUN, _M.SHOW_ELIGIBLE): _S.DRAFTED,
    (_S.BEGUN, _M.SHOW_NOT_ELIGIBLE): _S.NOT_ELIGIBLE,
    (_S.NOT_ELIGIBLE, _M.SHOW_ELIGIBLE): _S.DRAFTED,
    (_S.NOT_ELIGIBLE, _M.SHOW_NOT_ELIGIBLE): _S.NOT_ELIGIBLE,
    (_S.DRAFTED, _M.SHOW_ELIGIBLE): _S.DRAFTED,
    (_S.DRAFTED, _M.SHOW_NOT_ELIGIBLE): _S.NOT_ELIGIBLE,
    (_S.SUBMITTED, _M.SHOW_NOT_ELIGIBLE): _S.NOT_ELIGIBLE,
    (_S.BEGUN, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.NOT_ELIGIBLE, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.BEGUN, _M.LAPSE): _S.WITHDRAWN,
    (_S.NOT_ELIGIBLE, _M.LAPSE): _S.WITHDRAWN,
    **_FROM_THE_FORM_ON,
}
MOVES: Final[Mapping[Route, Table]] = {Route.SERVING_HEAD: SERVING_HEAD_MOVES, Route.EXTERNAL: EXTERNAL_MOVES}

_APPLICANT: Final = "the applicant"
_ADVISOR: Final = "the Trust Advisor"
TURN: Final = {
    _S.BEGUN: _APPLICANT,
    _S.NOT_ELIGIBLE: _APPLICANT,
    _S.DRAFTED: f"{_APPLICANT}, or {_ADVISOR} for an external one",
    _S.SUBMITTED: _ADVISOR,
    _S.PRESENTED: "the members of the Trust Board",
    _S.APPROVED: _ADVISOR,
    _S.INVITED: "the panel and the applicant",
    _S.INTERVIEWED: f"the panel, then {_ADVISOR}",
    _S.CHOSEN: f"{_ADVISOR}: references and DBS check",
    _S.APPOINTED: "the person who holds the initial training",
    _S.TRAINED: "nobody",
    _S.DECLINED: "nobody",
    _S.WITHDRAWN: "nobody",
}
"""Whose turn it is in each status."""
OVER: Final = frozenset((_S.APPOINTED, _S.TRAINED, _S.DECLINED, _S.WITHDRAWN))
"""Nothing more is decided about it."""
