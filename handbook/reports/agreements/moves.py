"""How a school's agreement can stand, and what moves it (W5, D1)."""

from enum import StrEnum
from typing import Final


class AgreementStatus(StrEnum):
    NOT_ASKED = "not_asked"
    ASKED = "asked"
    SIGNED = "signed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class AgreementMove(StrEnum):
    ASK = "ask"
    ASK_AGAIN = "ask_again"
    SIGN = "sign"
    RECORD_PAPER = "record_paper"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    DENY_PAPER = "deny_paper"


_NOT_SIGNED: Final = (
    AgreementStatus.NOT_ASKED,
    AgreementStatus.ASKED,
    AgreementStatus.DECLINED,
    AgreementStatus.WITHDRAWN,
)
MOVES: Final = {
    (AgreementStatus.NOT_ASKED, AgreementMove.ASK): AgreementStatus.ASKED,
    (AgreementStatus.DECLINED, AgreementMove.ASK): AgreementStatus.ASKED,
    (AgreementStatus.WITHDRAWN, AgreementMove.ASK): AgreementStatus.ASKED,
    (AgreementStatus.ASKED, AgreementMove.ASK_AGAIN): AgreementStatus.ASKED,
    (AgreementStatus.SIGNED, AgreementMove.ASK_AGAIN): AgreementStatus.SIGNED,
    **{(status, AgreementMove.SIGN): AgreementStatus.SIGNED for status in (*_NOT_SIGNED, AgreementStatus.SIGNED)},
    **{
        (status, AgreementMove.RECORD_PAPER): AgreementStatus.SIGNED
        for status in (*_NOT_SIGNED, AgreementStatus.SIGNED)
    },
    (AgreementStatus.ASKED, AgreementMove.DECLINE): AgreementStatus.DECLINED,
    (AgreementStatus.SIGNED, AgreementMove.WITHDRAW): AgreementStatus.WITHDRAWN,
    (AgreementStatus.SIGNED, AgreementMove.DENY_PAPER): AgreementStatus.WITHDRAWN,
}
"""A signed agreement is signed once more only while it is asked for again; what was recorded of a paper is denied, and
nothing else."""
