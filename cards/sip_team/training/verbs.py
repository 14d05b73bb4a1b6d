"""The verbs on the wire of the training of SIPs."""

from enum import StrEnum


class TrainingVerb(StrEnum):
    """The buttons of training sessions and of a SIP's own training."""

    LIST = "training.list"
    SHOW = "training.show"
    OPEN = "training.open"
    OF_SIP = "training.of_sip"
    FORM = "training.form"
    SET = "training.set"
    MOVE = "training.move"
    INVITE = "training.invite"
    CANCEL = "training.cancel"
    ATTENDED = "training.attended"
