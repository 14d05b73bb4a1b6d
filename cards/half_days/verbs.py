"""The verbs on the wire of a year’s half-days."""

from enum import StrEnum


class HalfDayVerb(StrEnum):
    """The buttons of a year’s half-days."""

    PREPARATION_PLAN = "preparation.plan"
    PREPARATION_DONE = "preparation.done"
    PREPARATION_DROP = "preparation.drop"
    EXTRA_AGREE = "extra.agree"
    EXTRA_ACCEPT = "extra.accept"
    EXTRA_DECLINE = "extra.decline"
    EXTRA_DROP = "extra.drop"
    SHOW_EXTRA = "extra.show"
    SHOW_HALF_DAYS = "half_days.show"
