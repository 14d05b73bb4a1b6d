"""The verbs on the wire of the yearly audit of skills."""

from enum import StrEnum


class SkillsVerb(StrEnum):
    """The buttons of a SIP's form, of the team's picture, and of the training plan."""

    FORM = "skills.form"
    SAY = "skills.say"
    TEAM = "skills.team"
    ASK = "skills.ask"
    FILES = "skills.files"
    PLAN = "skills.plan"
    OPEN_PLAN = "skills.open_plan"
    PROPOSE = "skills.propose"
    ADD = "skills.add"
    LINE = "skills.line"
    CHANGE = "skills.change"
    DROP = "skills.drop"
