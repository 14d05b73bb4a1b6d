"""The verbs on the wire of recruitment."""

from enum import StrEnum


class RecruitmentVerb(StrEnum):
    """The buttons of applications to become a SIP."""

    LIST = "applications.show"
    SHOW = "application.show"
    FORM = "application.form"
    READ = "application.read"
    STEP = "application.step"
    EXTERNAL_FORM = "application.external"
    BEGIN = "application.begin"
    EXTERNAL = "application.begin_external"
    ELIGIBILITY = "application.eligibility"
    SAVE = "application.save"
    SUBMIT = "application.submit"
    WITHDRAW = "application.withdraw"
    RETURN = "application.return"
    PRESENT = "application.present"
    TAKE_BACK = "application.take_back"
    VOTE = "application.vote"
    ASIDE = "application.step_aside"
    INTERVIEW = "application.fix_interview"
    CALL_OFF = "application.call_off"
    VIEW = "application.file_view"
    OUTCOME = "application.outcome"
    CONDITION = "application.condition"
    END = "application.end"
    NAME_SIP = "application.name_sip"
