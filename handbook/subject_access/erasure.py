"""What of a person can be erased when they ask for it, and what must stay, with the reason (UK GDPR, article 17)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Erase(StrEnum):
    """When something can go."""

    NOW = "now"
    ONCE_LEFT = "once they have left the trust’s list"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Rule:
    """`column` is the one that names whose row it is, where it can go; `why` it stays, or stays as long as they are on
    the list. `until` is what ends it, by a setting where there is one."""

    when: Erase
    why: str = ""
    column: str = ""
    until: str = ""


TASK: Final = "it records how the trust did its public task, and others rely on it (article 17(3)(b))"
CLAIMS: Final = "it may be needed for legal claims, and shows what was done (article 17(3)(e))"
SAFEGUARDING: Final = "it may matter for keeping a child safe (article 17(3)(b))"
OFFICE: Final = "the service cannot work for somebody on the trust’s list without it"
SHORT: Final = "it ends by itself soon, with what it waits for"
_CASES: Final = Rule(Erase.STAYS, SAFEGUARDING, until="once closed it goes after the years of SIPDESK_KEEP_CASES_YEARS")
_REPORTS: Final = Rule(Erase.STAYS, TASK, until="its files say until when (SIPDESK_KEEP_YEARS, column RetainUntil)")
_TASK: Final = Rule(Erase.STAYS, TASK)
_SHORT: Final = Rule(Erase.STAYS, SHORT)

RULES: Final[Mapping[str, Rule]] = {
    "drafts": Rule(Erase.NOW, column="person_id"),
    "digest_wishes": Rule(Erase.NOW, column="person_id"),
    "watchlists": Rule(Erase.NOW, column="person_id"),
    "section_names": Rule(Erase.ONCE_LEFT, OFFICE, "sip_id"),
    "accounts": Rule(Erase.ONCE_LEFT, OFFICE, "person_id"),
    "app_installs": Rule(Erase.ONCE_LEFT, OFFICE, "person_id"),
    "whereabouts": Rule(Erase.ONCE_LEFT, OFFICE, "person_id"),
    "cards_sent": Rule(Erase.ONCE_LEFT, OFFICE, "person_id"),
    "sendings": Rule(Erase.ONCE_LEFT, OFFICE, "person_id"),
    "deliveries": Rule(Erase.ONCE_LEFT, OFFICE, "person_id"),
    "people": Rule(Erase.STAYS, "take them off the trust’s list first, in chat or by an import with --leavers"),
    "audit": Rule(Erase.STAYS, CLAIMS),
    "corrections": Rule(Erase.STAYS, TASK, until="it goes with the record beside which it stands"),
    "pauses": Rule(Erase.STAYS, "it ends when the work goes on"),
    "given_up": Rule(Erase.STAYS, "it ends when the job is done, or given up for good"),
    "applications": Rule(Erase.STAYS, CLAIMS, until="its papers go after SIPDESK_KEEP_APPLICATION_DAYS"),
    "sip_checks": Rule(Erase.STAYS, SAFEGUARDING),
    "safeguarding": Rule(Erase.STAYS, SAFEGUARDING),
    "conflicts": Rule(Erase.STAYS, TASK, until="a tie bars for the years of SIPDESK_CONFLICTS_BAR_FOR_YEARS"),
    **dict.fromkeys(("cases", "case_readers"), _CASES),
    **dict.fromkeys(
        ("reports", "report_versions", "school_parts", "year_reports", "report_forms", "sharepoint"), _REPORTS
    ),
    **dict.fromkeys(
        ("mail_links", "case_links", "held_decisions", "waiting_jobs", "chases", "calendar_watches", "file_questions",
         "handed_files", "calendars"),
        _SHORT,
    ),
}  # fmt: skip
"""What is not named here stays as part of the public task."""


def rule_of(table: str) -> Rule:
    return RULES.get(table, _TASK)


def goes(rule: Rule, *, is_listed: bool) -> bool:
    """Whether it can go of somebody who is on the trust's list, or is not."""
    return rule.when is Erase.NOW or (rule.when is Erase.ONCE_LEFT and not is_listed)


def why_it_stays(rule: Rule) -> str:
    return f"{rule.why}; {rule.until}" if rule.until else rule.why
