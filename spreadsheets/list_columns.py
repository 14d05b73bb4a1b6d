"""What the columns of lists are called in their templates, and the words that stand in them."""

from collections.abc import Mapping
from typing import Final

from handbook.core.people import Role
from handbook.membership.membership import Provision
from handbook.reports.agreements.texts import AgreementKind
from handbook.sip_team.record import TrainingTopic
from handbook.visits.checks import DbsLevel

URN: Final = "URN"
NAME: Final = "Name"
TOWN: Final = "Town"
AUTHORITY: Final = "Local authority"
STATUS: Final = "Status"
STATUS_CODE: Final = "Status code"
CLOSED_ON: Final = "Closed on"
DIOCESE: Final = "Diocese"
DIOCESE_CODE: Final = "Diocese code"
TRUST: Final = "Trust"
TRUST_CODE: Final = "Trust code"
LINKS: Final = "Linked establishments"
FIRST_NAME: Final = "First name"
LAST_NAME: Final = "Last name"
MAIL: Final = "Mail"
OFFICE: Final = "Office"
SCHOOLS: Final = "Schools"
ACCOUNT: Final = "Account"
TERM: Final = "Half term"
FIRST_DAY: Final = "First day"
LAST_DAY: Final = "Last day"
BREAK_FROM: Final = "Break from"
BREAK_TO: Final = "Break to"
RECRUITMENT_ON: Final = "Recruitment checks on"
DBS_ON: Final = "DBS check on"
DBS_REVIEW_BY: Final = "DBS review by"
DBS_LEVEL: Final = "DBS level"
CHECKED_BY: Final = "Checked by"
TRAINING: Final = "Training"
TRAINED_ON: Final = "Date"
INITIAL: Final = "Initial training"
CHECK_DAYS: Final = (RECRUITMENT_ON, DBS_ON, DBS_REVIEW_BY)
AGREEMENT: Final = "Agreement"
TEXT: Final = "Text"
SIGNED_BY: Final = "Signed by"
SIGNED_ON: Final = "Signed on"
REFERENCE: Final = "Reference"
AGREEMENTS: Final = {
    AgreementKind.SHARING: ("Sharing agreement", "sharing", "report sharing", "reports", "sharing of reports"),
    AgreementKind.DATA: ("Data agreement", "data", "data sharing", "figures"),
}
"""What an agreement is called in the template, and what people write for it."""
TERMS: Final = ("Autumn 1", "Autumn 2", "Spring 1", "Spring 2", "Summer 1", "Summer 2", "INSET")

YEAR: Final = "School year"
WHOSE_SIP: Final = "Whose SIP"
SIP_NAME: Final = "Name of the SIP"
JOINED_ON: Final = "Joined on"
REPORTS_CAME: Final = "Reports received"
FEE_PAID_ON: Final = "Fee paid on"
FEE_REFERENCE: Final = "Fee reference"
REFUND_PAID_ON: Final = "Refund paid on"
REFUND_REFERENCE: Final = "Refund reference"
PROVISIONS: Final = {
    Provision.TRUST: ("Trust", "trust sip", "sip of the trust"),
    Provision.AUTHORITY: ("Local authority", "la", "la sip", "local authority sip", "authority"),
    Provision.OWN: ("Own", "own sip", "school", "the school’s own", "the school's own", "school's own"),
}
"""Whose SIP a school has, as the template calls it, and what people write for it."""
WHOSE_SIPS: Final = tuple(words[0] for words in PROVISIONS.values())

ROLES: Final = {
    Role.HEADTEACHER: ("Headteacher", "head", "head teacher", "executive headteacher", "principal", "ht"),
    Role.SIP: ("School Improvement Partner", "sip", "school improvement adviser", "sia"),
    Role.DSO: ("Diocesan Schools Officer", "dso", "diocesan officer"),
    Role.LA_OFFICER: ("Local authority officer", "la officer", "lao"),
    Role.CHAIR_OF_GOVERNORS: ("Chair of Governors", "chair", "chair of the governing body", "cog"),
    Role.TRUST_ADVISOR: ("Trust Advisor", "trust adviser", "ta"),
    Role.DIRECTOR: ("Director for Schools and Colleges", "director"),
    Role.BOARD_MEMBER: ("Trust Board member", "board member", "trustee"),
    Role.CHAIR_OF_TRUST_BOARD: ("Chair of the Trust Board", "chair of trust board", "chair of the board"),
}
"""What an office is called in the template, and what people write for it."""

LEVELS: Final = {one.words.capitalize(): one for one in DbsLevel}
TRAININGS: Final[Mapping[str, TrainingTopic | None]] = {
    INITIAL: None,
    **{one.words[:1].upper() + one.words[1:]: one for one in TrainingTopic},
}
OFFICES: Final = tuple(words[0] for words in ROLES.values())
