"""The words on the wire: the verbs of buttons, and the names of the cards that they stand on."""

from enum import StrEnum


class Verb(StrEnum):
    """The verbs on the wire."""

    SET_ASIDE = "report.set_aside"
    SEND = "report.send"
    APPROVE = "report.approve"
    APPROVE_WITH_VIEW = "report.approve_with_view"
    ASK_CHANGE = "report.ask_change"
    GOVERNORS = "report.governors"
    SHARE = "report.share"
    SHOW_REPORT = "report.refresh"
    AGREEMENT_ASK = "agreement.ask"
    AGREEMENT_SIGN = "agreement.sign"
    AGREEMENT_DECLINE = "agreement.decline"
    AGREEMENT_WITHDRAW = "agreement.withdraw"
    SHOW_AGREEMENT = "agreement.refresh"
    VISIT_SEEK = "visit.seek"
    VISIT_OTHERS = "visit.others"
    VISIT_SEND = "visit.send"
    VISIT_PICK = "visit.pick"
    VISIT_ASK_OTHERS = "visit.ask_others"
    VISIT_NONE_SUITS = "visit.none_suits"
    VISIT_MOVE = "visit.move"
    VISIT_CANCEL = "visit.cancel"
    VISIT_AGREE = "visit.agree"
    VISIT_KEEP = "visit.keep"
    VISIT_AGENDA = "visit.agenda"
    VISIT_HELD = "visit.held"
    VISIT_NOT_HELD = "visit.not_held"
    SHOW_VISIT = "visit.show"
    SHOW_VISITS = "visits.show"
    OFSTED_CALLED = "ofsted.called"
    OFSTED_KEEP = "ofsted.keep"
    OFSTED_PUT_OFF = "ofsted.put_off"
    OFSTED_ASK_SIP = "ofsted.ask_sip"
    OFSTED_COME = "ofsted.come"
    OFSTED_CANNOT_COME = "ofsted.cannot_come"
    SHOW_OFSTED = "ofsted.show"
    PREPARATION_PLAN = "preparation.plan"
    PREPARATION_DONE = "preparation.done"
    PREPARATION_DROP = "preparation.drop"
    EXTRA_AGREE = "extra.agree"
    EXTRA_DROP = "extra.drop"
    SHOW_HALF_DAYS = "half_days.show"
    VISIT_FILE = "visit.download"
    VISITS_FILE = "visits.download"
    PLAN_ACCEPT = "plan.accept"
    PLAN_ACCEPT_ALL = "plan.accept_all"
    SHOW_PLAN = "plan.show"


class ReportCard(StrEnum):
    """The cards that a report can stand on."""

    ARRIVAL = "arrival"
    APPROVAL = "approval"
    GOVERNORS = "governors"
    REPORT = "report"
    WAITS = "waits"
    SHARED = "shared"


class VisitCard(StrEnum):
    """The cards that a visit can stand on."""

    VISIT = "visit"
    PACK = "visit_pack"
