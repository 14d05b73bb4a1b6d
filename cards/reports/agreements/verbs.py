"""The words on the wire of what there is about agreements besides asking and answering."""

from enum import StrEnum


class AgreementVerb(StrEnum):
    PREVIEW_WITHDRAWAL = "agreement.preview_withdrawal"
    SHOW_SIGNED = "agreement.show_signed"
    PAPER = "agreement.paper"
    RECORD_PAPER = "agreement.record_paper"
    DENY_PAPER = "agreement.deny_paper"
    LIST = "agreement.list"
    OPEN = "agreement.open"
    PREVIEW_ALL = "agreement.preview_all"
    ASK_ALL = "agreement.ask_all"
    SHOW_ROUND = "agreement.show_round"
    SHOW_TEXT = "agreement.show_text"
    EDIT_TEXT = "agreement.edit_text"
    WRITE_TEXT = "agreement.write_text"
    ADOPT_TEXT = "agreement.adopt_text"
    DROP_TEXT = "agreement.drop_text"
