"""The verbs on the wire of allocations."""

from enum import StrEnum


class NeedsVerb(StrEnum):
    """The buttons of what schools wish for."""

    SHOW = "needs.show"
    LIST = "needs.list"
    ASK = "needs.ask"
    ASK_ALL = "needs.ask_all"
    SAY = "needs.say"
    NOTE_TALK = "needs.note_talk"


class ConflictVerb(StrEnum):
    """The buttons of conflicts of interest."""

    MINE = "conflict.mine"
    DECLARE = "conflict.declare"
    END = "conflict.end"
    ALL_DECLARED = "conflict.all_declared"
    LIST = "conflict.list"
    OF_SIP = "conflict.of_sip"
    LIFT = "conflict.lift"
    RESTORE = "conflict.restore"
    ASK_ALL = "conflict.ask_all"


class RunVerb(StrEnum):
    """The buttons of the proposal for the whole trust."""

    SHOW = "allocation.show"
    SCHOOL = "allocation.school"
    WHY_NOT = "allocation.why_not"
    LOCK = "allocation.lock"
    UNLOCK = "allocation.unlock"
    AGAIN = "allocation.again"
    RAISE = "allocation.raise"
    PROPOSE = "allocation.propose"
    PROPOSE_ALL = "allocation.propose_all"
    PRIVATE = "allocation.private"


class ChoiceVerb(StrEnum):
    """The buttons of a SIP who is proposed to a school."""

    SHOW = "choice.show"
    LIST = "choice.list"
    CONFIRM = "choice.confirm"
    CHAIR_SAID = "choice.chair_said"
    NAME_CHAIR = "choice.name_chair"
    DECLINE = "choice.decline"
    CALL_OFF = "choice.call_off"
    ANOTHER = "choice.another"
    DEPLOY = "choice.deploy"
    UNDO = "choice.undo"


class SupportVerb(StrEnum):
    """The buttons of other support."""

    SHOW = "support.show"
    NAME = "support.name"
    END = "support.end"
    ROLE = "support.role"
    AGREE = "support.agree"
