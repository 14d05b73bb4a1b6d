"""The verbs on the wire of records of SIPs."""

from enum import StrEnum


class SipVerb(StrEnum):
    """The buttons of a SIP's record and of the list of SIPs."""

    SHOW = "sip.show"
    LIST = "sip.list"
    FORM = "sip.form"
    CHECKS = "sip.checks"
    TRAINING = "sip.training"
    KIND = "sip.kind"
    CAPACITY = "sip.capacity"
    EXPERIENCE = "sip.experience"


class AppraisalVerb(StrEnum):
    """The buttons of a headteacher's appraisal by another SIP."""

    ASK = "appraisal.ask"
    NAME = "appraisal.name"
    SHOW = "appraisal.show"
