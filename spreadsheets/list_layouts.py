"""The lists that can be imported, by their columns: what the template calls them, and what people and the DfE do."""

from typing import Final

from handbook.reports.agreements.paper import REFERENCE_AT_MOST
from spreadsheets.list_columns import (
    ACCOUNT,
    AGREEMENT,
    AGREEMENTS,
    AUTHORITY,
    BREAK_FROM,
    BREAK_TO,
    CHECKED_BY,
    CLOSED_ON,
    DBS_LEVEL,
    DBS_ON,
    DBS_REVIEW_BY,
    DIOCESE,
    DIOCESE_CODE,
    FEE_PAID_ON,
    FEE_REFERENCE,
    FIRST_DAY,
    FIRST_NAME,
    JOINED_ON,
    LAST_DAY,
    LAST_NAME,
    LEVELS,
    LINKS,
    MAIL,
    NAME,
    OFFICE,
    OFFICES,
    RECRUITMENT_ON,
    REFERENCE,
    REFUND_PAID_ON,
    REFUND_REFERENCE,
    REPORTS_CAME,
    SCHOOLS,
    SIGNED_BY,
    SIGNED_ON,
    SIP_NAME,
    STATUS,
    STATUS_CODE,
    TERM,
    TERMS,
    TEXT,
    TOWN,
    TRAINED_ON,
    TRAINING,
    TRAININGS,
    TRUST,
    TRUST_CODE,
    URN,
    WHOSE_SIP,
    WHOSE_SIPS,
    YEAR,
)
from spreadsheets.tables import Column, Layout

SCHOOL_LIST: Final = Layout(
    "schools",
    "a list of schools",
    (
        Column(URN, (), needed=True, filled=True, holds="a URN of six digits, such as 104454"),
        Column(
            NAME,
            ("EstablishmentName", "SCHNAME", "School", "School name", "Name of school", "Establishment name"),
            needed=True,
            filled=True,
            holds="the school’s name",
        ),
        Column(TOWN, ("Post town",), holds="by which people tell two schools of one name apart"),
        Column(
            AUTHORITY,
            ("LA (name)", "LANAME", "LA name", "Authority", "Council"),
            needed=True,
            holds="the name of the local authority, whose term dates it goes by",
        ),
        Column(STATUS, ("EstablishmentStatus (name)", "Establishment status"), in_template=False),
        Column(STATUS_CODE, ("EstablishmentStatus (code)", "ICLOSE"), in_template=False),
        Column(CLOSED_ON, ("CloseDate", "Close date", "Date closed"), in_template=False),
        Column(DIOCESE, ("Diocese (name)", "Diocese name"), in_template=False),
        Column(DIOCESE_CODE, ("Diocese (code)",), in_template=False),
        Column(TRUST, ("Trusts (name)", "Trust name", "Academy trust"), in_template=False),
        Column(TRUST_CODE, ("Trusts (code)", "Group UID"), in_template=False),
        Column(LINKS, (), longest=2_000, in_template=False),
    ),
)
PEOPLE_LIST: Final = Layout(
    "people",
    "a list of people",
    (
        Column(NAME, ("Full name", "Person"), holds="a name; or “First name” and “Last name” in columns of their own"),
        Column(FIRST_NAME, ("Given name", "Forename"), in_template=False),
        Column(LAST_NAME, ("Surname", "Family name"), in_template=False),
        Column(
            MAIL,
            ("E-mail", "Email", "Email address", "E-mail address", "Mail address", "Work email"),
            needed=True,
            holds="any address of the person’s account, or the name that they sign in with",
        ),
        Column(
            OFFICE,
            ("Role", "Position", "Job title", "Post"),
            needed=True,
            filled=True,
            holds=f"one of: {', '.join(OFFICES)}",
            choices=OFFICES,
        ),
        Column(
            SCHOOLS,
            ("School", "URNs", "URN", "School URN", "Serves", "Schools served"),
            holds="URNs of schools on the list, such as 900001; 900002",
            longest=10_000,
        ),
        Column(
            AUTHORITY, ("LA", "LA name", "LA (name)", "Authority"), holds="a local authority of schools on the list"
        ),
        Column(
            ACCOUNT,
            ("Entra account", "Entra id", "Object id", "User principal name", "UPN", "Sign-in name"),
            holds="only where two accounts have the same address: the sign-in name or object id of the right one",
        ),
    ),
)
PAPER_LIST: Final = Layout(
    "agreements",
    "a list of agreements signed on paper",
    (
        Column(
            URN,
            ("School", "School URN", "School name"),
            needed=True,
            filled=True,
            holds="a school on the list, by its URN or name",
        ),
        Column(
            AGREEMENT,
            ("Kind", "Agreement to", "Which agreement"),
            needed=True,
            filled=True,
            holds=f"one of: {', '.join(words[0] for words in AGREEMENTS.values())}",
            choices=tuple(words[0] for words in AGREEMENTS.values()),
        ),
        Column(TEXT, ("Text version", "Version"), holds="the version of the text that was signed; empty: today’s"),
        Column(SIGNED_BY, ("Signatory", "Name"), needed=True, filled=True, holds="the full name of who signed"),
        Column(
            SIGNED_ON, ("Date", "Date signed", "Signed"), needed=True, filled=True, holds="a day, such as 02/09/2026"
        ),
        Column(
            REFERENCE,
            ("Kept at", "Where kept", "Where it is kept", "File"),
            needed=True,
            filled=True,
            holds="where the paper is kept: a reference, or a place",
            longest=REFERENCE_AT_MOST,
        ),
    ),
)
LINK_LIST: Final = Layout(
    "links",
    "a GIAS file of links between schools",
    (
        Column(URN, (), needed=True),
        Column("LinkURN", ("Link URN",), needed=True),
        Column("LinkType", ("Link type",), needed=True),
    ),
)
GROUP_LIST: Final = Layout(
    "groups",
    "a GIAS file of schools and their groups",
    (
        Column(URN, (), needed=True),
        Column("Group UID", ("GroupUID", "Linked UID", "UID"), needed=True),
        Column("Group ID", ("GroupID",)),
        Column("Group name", ("GroupName",)),
        Column("Companies House number", ("CompaniesHouseNumber",)),
    ),
)
_DAY: Final = "a day, such as 02/09/2026"
DATE_LIST: Final = Layout(
    "terms",
    "a list of term dates",
    (
        Column(
            AUTHORITY,
            ("LA", "LA name", "LA (name)", "Authority"),
            holds="whose dates these are; or a school, by its URN",
        ),
        Column(URN, ("School", "School URN"), holds="a school with dates of its own, or with an INSET day"),
        Column(
            TERM,
            ("Term", "half_term", "Session"),
            needed=True,
            filled=True,
            holds="Autumn 1 to Summer 2; a whole term; or INSET, for days on which a school is closed to pupils",
            choices=TERMS,
        ),
        Column(FIRST_DAY, ("Start", "From", "Begins", "Date", "Day"), needed=True, filled=True, holds=_DAY),
        Column(LAST_DAY, ("End", "To", "Ends", "Ends on"), holds=f"{_DAY}; for one INSET day it can be empty"),
        Column(BREAK_FROM, ("half_term_start",), holds="of a whole term: the first day of the break within it"),
        Column(BREAK_TO, ("half_term_end",), holds="of a whole term: the last day of the break within it"),
    ),
)
CHECK_LIST: Final = Layout(
    "checks",
    "a list of checks on SIPs",
    (
        Column(NAME, ("Full name", "SIP"), holds="for people who read the list; it is not imported"),
        Column(MAIL, PEOPLE_LIST.columns[3].others, needed=True, filled=True, holds="the SIP’s address on the list"),
        Column(RECRUITMENT_ON, ("Recruitment checked on", "Recruitment"), holds=f"{_DAY}; empty: as it was"),
        Column(DBS_ON, ("DBS checked on", "DBS date", "DBS"), holds=f"{_DAY}; never the certificate or its number"),
        Column(DBS_REVIEW_BY, ("DBS review", "Next review"), needed=True, holds=_DAY),
        Column(
            DBS_LEVEL,
            ("Level", "Level of check", "DBS check level", "DBS type"),
            holds=f"one of: {', '.join(LEVELS)}; empty: as it was",
            choices=tuple(LEVELS),
        ),
        Column(
            CHECKED_BY,
            ("Checker", "Seen by", "Certificate seen by"),
            holds="who has seen the certificate; empty: as it was",
        ),
    ),
    never=("certificate", "dbs number", "dbs no", "disclosure number", "reference number"),
)
TRAINING_LIST: Final = Layout(
    "training",
    "a list of the training of SIPs",
    (
        Column(NAME, ("Full name", "SIP"), holds="for people who read the list; it is not imported"),
        Column(MAIL, PEOPLE_LIST.columns[3].others, needed=True, filled=True, holds="the SIP’s address on the list"),
        Column(
            TRAINING,
            ("Topic", "Course", "Training topic"),
            needed=True,
            filled=True,
            holds=f"one of: {', '.join(TRAININGS)}",
            choices=tuple(TRAININGS),
        ),
        Column(TRAINED_ON, ("On", "Day", "Trained on", "Attended on"), needed=True, filled=True, holds=_DAY),
    ),
)
MEMBERSHIP_LIST: Final = Layout(
    "membership",
    "a list of memberships",
    (
        Column(URN, ("School URN",), needed=True, filled=True, holds="the URN of a school on the list"),
        Column(NAME, ("School", "School name"), holds="for people who read the list; it is not imported"),
        Column(YEAR, ("Academic year", "Membership year"), needed=True, filled=True, holds="such as 2026/27"),
        Column(
            WHOSE_SIP,
            ("Provision", "SIP provision", "SIP"),
            needed=True,
            holds=f"one of: {', '.join(WHOSE_SIPS)}; empty: as it was",
            choices=WHOSE_SIPS,
        ),
        Column(SIP_NAME, ("External SIP",), holds="who a SIP is that is not the trust’s; empty: as it was"),
        Column(JOINED_ON, ("Joined", "Member since"), holds=f"only for a school that joined during the year: {_DAY}"),
        Column(
            REPORTS_CAME,
            ("Reports", "SIP reports"),
            holds="terms whose report by an external SIP came another way, such as Autumn; Spring",
        ),
        Column(FEE_PAID_ON, ("Fee paid", "Membership paid on", "Paid on"), holds=_DAY),
        Column(FEE_REFERENCE, ("Reference", "Payment reference"), holds="by which the payment is found"),
        Column(REFUND_PAID_ON, ("Refund paid", "Refunded on"), holds=f"{_DAY}; only of a refund that is due"),
        Column(REFUND_REFERENCE, (), holds="by which the payment is found"),
    ),
)
EVERY_LIST: Final = (
    SCHOOL_LIST,
    PEOPLE_LIST,
    DATE_LIST,
    CHECK_LIST,
    TRAINING_LIST,
    PAPER_LIST,
    MEMBERSHIP_LIST,
    LINK_LIST,
    GROUP_LIST,
)
