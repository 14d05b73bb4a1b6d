"""The checks on a School Improvement Partner (C1). Dates only: what was found is kept elsewhere, and so is the
certificate."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from handbook.core.british_time import day_words
from handbook.core.people import Person
from handbook.core.refusal import Refused

CHECKER_LONGEST: Final = 60
_NUMBER: Final = re.compile(r"(?:\d[\s./-]*){6,}")


class DbsLevel(StrEnum):
    """How much a DBS check looks at."""

    BASIC = "basic"
    STANDARD = "standard"
    ENHANCED = "enhanced"
    ENHANCED_BARRED = "enhanced_barred"

    @property
    def words(self) -> str:
        return "enhanced with barred lists" if self is DbsLevel.ENHANCED_BARRED else self.value


@dataclass(frozen=True, slots=True)
class SipChecks:
    """When the checks of one SIP were recorded, and until which day (included) the trust counts its DBS check as
    current: its next review. None: there is none on record. `dbs_level` is None where nobody said; `checked_by` is who
    has seen the certificate, in words. Its number is never kept."""

    sip_id: str
    recruitment_checked_on: date | None = None
    dbs_checked_on: date | None = None
    dbs_review_by: date | None = None
    dbs_level: DbsLevel | None = None
    checked_by: str = ""

    def are_current(self, on: date) -> bool:
        """Both checks are on record by that day, and the DBS check is not due for review before it."""
        recorded = (self.recruitment_checked_on, self.dbs_checked_on)
        return (
            all(day is not None and day <= on for day in recorded)
            and self.dbs_review_by is not None
            and on <= self.dbs_review_by
        )


def looks_like_certificate(text: str) -> bool:
    """Whether a text holds what may be the number of a certificate: it has twelve figures, and people shorten it."""
    return _NUMBER.search(text) is not None or "certificate" in text.casefold()


def checker_in(text: str) -> str:
    """Who has seen the certificate, as it is kept; empty for nothing. Raises Refused for what looks like its number."""
    words = " ".join(text.split())
    if looks_like_certificate(words):
        raise Refused(
            "missing",
            "Please give the name of the person who has seen the certificate. Its number is never kept here.",
            "C1",
        )
    if len(words) > CHECKER_LONGEST:
        raise Refused("missing", f"Please give a name of at most {CHECKER_LONGEST} characters.", "C1")
    return words


def not_trained_words(sip: Person) -> str:
    """Why somebody carries out no headteacher's appraisal (PM1)."""
    only = "and only SIPs who are carry out a headteacher’s appraisal"
    return f"{sip.name} is not trained in performance management, {only}. The Trust Advisor can find another for it."


def check_may_visit(checks: SipChecks | None, sip: Person, on: date, trained_on: date | None = None) -> None:
    """Raises Refused unless the SIP's checks are current on that day (C1), and where the initial training has a day, it
    is not a later one (T1). What is not on record of checks is not current."""
    if checks is None or checks.sip_id != sip.id or not checks.are_current(on):
        raise Refused(
            "no_checks",
            f"There are no current DBS and recruitment checks on record for {sip.name} on {day_words(on)}, so no visit "
            "can be arranged for that day until the Trust Advisor has recorded them.",
            "C1",
        )
    if trained_on is not None and trained_on > on:
        raise Refused(
            "not_trained",
            f"{sip.name} has the initial training on {day_words(trained_on)}, and makes no visits before it.",
            "T1",
        )
