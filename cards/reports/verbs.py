"""The words on the wire: the verbs of buttons, and the names of the cards that they stand on."""

from enum import StrEnum


class ReportVerb(StrEnum):
    """The buttons of reports and agreements."""

    SET_ASIDE = "report.set_aside"
    SEND = "report.send"
    SEND_CLEAN = "report.send_clean"
    PLACE = "report.place"
    PLACE_ALWAYS = "report.place_always"
    APPROVE = "report.approve"
    APPROVE_WITH_VIEW = "report.approve_with_view"
    ASK_CHANGE = "report.ask_change"
    RECORD_ANSWER = "report.record_answer"
    DENY_ANSWER = "report.deny_answer"
    GOVERNORS = "report.governors"
    GOVERNORS_PACK = "report.governors_pack"
    CHAIR_FORM = "report.chair_form"
    CHAIR_SEND = "chair.send"
    FEEDBACK = "report.feedback"
    SHARE = "report.share"
    TAKE_UP = "report.take_up"
    SHOW_REPORT = "report.refresh"
    FILE_ANSWER = "file.answer"
    FILE_LET_GO = "file.let_go"
    SHOW_FILE = "file.show"
    FRAMEWORK_CHOOSE = "framework.choose"
    SHOW_FRAMEWORKS = "framework.show"
    PART_SAVE = "part.save"
    SHOW_PART = "part.show"
    FORM_BEGIN = "form.begin"
    FORM_FINISH = "form.finish"
    SHOW_FORM = "form.show"
    AGREEMENT_ASK = "agreement.ask"
    AGREEMENT_SIGN = "agreement.sign"
    AGREEMENT_DECLINE = "agreement.decline"
    AGREEMENT_WITHDRAW = "agreement.withdraw"
    SHOW_AGREEMENT = "agreement.refresh"


class ReportCard(StrEnum):
    """The cards that a report can stand on."""

    ARRIVAL = "arrival"
    APPROVAL = "approval"
    REMINDER = "reminder"
    GOVERNORS = "governors"
    REPORT = "report"
    WAITS = "waits"
    SHARED = "shared"
    CHAIR = "chair"
