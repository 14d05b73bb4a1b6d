"""The verbs on the wire of memberships."""

from enum import StrEnum


class MembershipVerb(StrEnum):
    """The buttons of the Trust Advisor's list, and of a school's card."""

    LIST = "membership.list"
    OPEN = "membership.open"
    SHOW = "membership.show"
    CHANGE = "membership.change"
    PAY = "membership.pay"
    UNDO = "membership.undo"
    NOTE_REPORT = "membership.note_report"
    WITHDRAW = "membership.withdraw"
    REINSTATE = "membership.reinstate"
    SHEET = "membership.sheet"
