"""The verbs on the wire of memberships."""

from enum import StrEnum


class MembershipVerb(StrEnum):
    """The buttons of the Trust Advisor's list and of a school's card, and those of a headteacher whose SIP is not the
    trust's."""

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
    HAND_IN = "handed_file.hand_in"
    LET_GO = "handed_file.let_go"
    SHOW_FILE = "handed_file.show"
    OUR_SIP = "our_sip.show"
    FORM = "our_sip.form"
    INVITE = "our_sip.invite"
