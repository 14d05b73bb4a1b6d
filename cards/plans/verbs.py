"""The verbs on the wire of a term’s plan."""

from enum import StrEnum


class PlanVerb(StrEnum):
    """The buttons of a term’s plan."""

    PLAN_ACCEPT = "plan.accept"
    PLAN_ACCEPT_ALL = "plan.accept_all"
    SHOW_PLAN = "plan.show"
    PLAN_TERM = "plan.term"
    SHOW_TERMS = "plan.terms"
    SHOW_PLANS = "plan.page"
    SEND_PLANS = "plan.send"
    SHOW_LINE = "plan.line"
    LOCK_LINE = "plan.lock"
    UNLOCK_LINE = "plan.unlock"
    LEAVE_LINE_OUT = "plan.leave_out"
    PUT_LINE_BACK = "plan.put_back"
    CHOOSE_DAY = "plan.choose"
