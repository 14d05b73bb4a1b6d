"""What the service keeps, table by table: what it is called when somebody reads what is held about them, and whose
words stand in it. A table that is not named here fails a test."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Words(StrEnum):
    """Whose words others may read: open to those of the record; told in confidence; or of a concern or complaint, which
    an officer decides on one by one."""

    OPEN = "open"
    CONFIDENCE = "confidence"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Kind:
    """One table. `nobodys` says why no person is found in it; it is not looked through. `parent` is the table, and the
    column that names its row, with which rows of this one are somebody's. `many`: one record is about many people, and
    only what is about this one is shown. `secret` columns open something, and are shown to nobody."""

    title: str
    nobodys: str = ""
    words: Words = Words.OPEN
    parent: tuple[str, str] | None = None
    many: bool = False
    secret: tuple[str, ...] = ()


_DATES: Final = "dates and places alone"
_SERVICE: Final = "how the service itself runs"

KINDS: Final[Mapping[str, Kind]] = {
    "people": Kind("On the trust’s list"),
    "people_then": Kind("On the trust’s list, as it was"),
    "schools": Kind("Schools on the list"),
    "schools_then": Kind("Schools on the list, as they were"),
    "accounts": Kind("Accounts at sign-in"),
    "reports": Kind("Reports of visits to schools"),
    "report_versions": Kind("Versions of reports", parent=("reports", "report_id")),
    "arrivals": Kind("Files sent in a chat", secret=("url",)),
    "file_questions": Kind("Questions about a file that was sent"),
    "handed_files": Kind("Files handed in for somebody else"),
    "section_names": Kind("How the headings of somebody’s reports are read"),
    "report_forms": Kind("Forms of reports"),
    "school_parts": Kind("What a school wrote for a report"),
    "year_reports": Kind("The reports of a year"),
    "agreements": Kind("Agreements that a school signed"),
    "agreement_rounds": Kind("Rounds of asking for agreements", many=True),
    "agreement_texts": Kind("The wording of agreements"),
    "visits": Kind("Visits"),
    "preparations": Kind("Preparing a visit"),
    "extra_services": Kind("Extra services"),
    "ofsted_calls": Kind("Calls from Ofsted"),
    "term_plans": Kind("Plans of a term", many=True),
    "calendar_watches": Kind("Calendars that the service is told about", secret=("client_state", "since")),
    "cards_sent": Kind("Cards sent in Teams"),
    "sendings": Kind("Where messages stand in Teams", secret=("mark",)),
    "whereabouts": Kind("Whether Teams reaches somebody"),
    "app_installs": Kind("Adding the app in Teams"),
    "broadcasts": Kind("News sent to many", many=True),
    "deliveries": Kind("Whether news arrived"),
    "chases": Kind("Reminders"),
    "digest_wishes": Kind("Wishes about the summary"),
    "drafts": Kind("Words typed and not yet sent", words=Words.CONFIDENCE),
    "held_decisions": Kind("What can still be taken back"),
    "mail_links": Kind("E-mails with a page to answer on", secret=("id",)),
    "corrections": Kind("What somebody said is wrong about them"),
    "questions": Kind("Questions that were asked", words=Words.CONFIDENCE),
    "faq_entries": Kind("Questions and answers for everybody"),
    "given_up": Kind("Jobs that could not be done"),
    "audit": Kind("The audit: who did what, and when"),
    "cases": Kind("Concerns and complaints", words=Words.APART),
    "case_readers": Kind("Who may read a concern or complaint", words=Words.APART),
    "case_links": Kind("Links to a confidential document", words=Words.APART, secret=("key",)),
    "safeguarding": Kind("Who to call about a child"),
    "covers": Kind("Standing in for somebody"),
    "handovers": Kind("Handing over a school"),
    "team_meetings": Kind("Meetings of the SIP team", many=True),
    "applications": Kind("Applications to become a SIP", words=Words.CONFIDENCE),
    "appraisals": Kind("Appraisals of headteachers"),
    "sip_checks": Kind("Dates of checks"),
    "sip_records": Kind("A SIP’s record: training, experience, capacity"),
    "skills_answers": Kind("Answers about skills", words=Words.CONFIDENCE),
    "skills_rounds": Kind("Rounds of asking about skills", many=True),
    "training_sessions": Kind("Training", many=True),
    "conflicts": Kind("Conflicts of interest", words=Words.CONFIDENCE),
    "conflict_declarations": Kind("Yearly declarations of conflicts of interest", words=Words.CONFIDENCE),
    "personality_notes": Kind("The Trust Advisor’s notes on who would work well together", words=Words.CONFIDENCE),
    "allocation_runs": Kind("Proposals of SIPs for schools", many=True),
    "sip_choices": Kind("Choosing a SIP"),
    "school_needs": Kind("What a school needs in a SIP", words=Words.CONFIDENCE),
    "hosting": Kind("Schools where training is held"),
    "other_support": Kind("Other support of a school"),
    "memberships": Kind("Memberships of schools"),
    "practice_lines": Kind("Good practice"),
    "introductions": Kind("Introductions between schools"),
    "list_edits": Kind("Changes of the list", many=True),
    "list_imports": Kind("Imports of the list", many=True),
    "watchlists": Kind("Schools that somebody watches"),
    "school_frameworks": Kind("The framework of a school’s reports"),
    "files": Kind("Files", nobodys="found by the records that name them"),
    "figures": Kind("Figures of schools", nobodys="figures of whole schools, with small numbers left out"),
    "term_dates": Kind("Term dates", nobodys=_DATES),
    "closed_days": Kind("Days on which a school is closed", nobodys=_DATES),
    "visit_occasions": Kind("What the clock has done about a visit", nobodys=_DATES),
    "roster_revision": Kind("How often the list was changed", nobodys=_SERVICE),
    "audit_heads": Kind("Where the audit stood", nobodys=_SERVICE),
    "tombstones": Kind("What was forgotten", nobodys="kinds, days and settings; nothing of a person"),
    "workers": Kind("Processes of the service", nobodys=_SERVICE),
    "alerts": Kind("What the administrator was told of the work as a whole", nobodys=_SERVICE),
    "pauses": Kind("Work that somebody has stopped"),
}
"""Jobs that wait are no table of ours, and are looked through beside these."""

WAITING: Final = Kind("Jobs that wait")
"""Promises of the service that are not yet kept: a card to be sent, a calendar to be written."""
SHAREPOINT: Final = Kind("Files in SharePoint, and their columns")
CALENDARS: Final = Kind("Entries in calendars that the service made")


def kind_of(table: str) -> Kind:
    """Of a table that nobody has named yet too: it is looked through, and its words are taken as confidential."""
    return KINDS.get(table) or Kind(table.replace("_", " ").capitalize(), words=Words.CONFIDENCE)
