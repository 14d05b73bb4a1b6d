"""The verbs on the wire of a term’s plan."""

from enum import StrEnum


class PlanVerb(StrEnum):
    """The buttons of a term’s plan."""

    PLAN_ACCEPT = "plan.accept"
    PLAN_ACCEPT_ALL = "plan.accept_all"
    SHOW_PLAN = "plan.show"
