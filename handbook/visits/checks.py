"""The checks on a School Improvement Partner (C1). Dates only: what was found, and by whom, is kept elsewhere."""

from dataclasses import dataclass
from datetime import date

from handbook.core.british_time import day_words
from handbook.core.people import Person
from handbook.core.refusal import Refused


@dataclass(frozen=True, slots=True)
class SipChecks:
    """When the checks of one SIP were recorded, and until which day (included) the trust counts its DBS check as
    current. None: there is none on record."""

    sip_id: str
    recruitment_checked_on: date | None = None
    dbs_checked_on: date | None = None
    dbs_review_by: date | None = None

    def are_current(self, on: date) -> bool:
        """Both checks are on record by that day, and the DBS check is not due for review before it."""
        recorded = (self.recruitment_checked_on, self.dbs_checked_on)
        return (
            all(day is not None and day <= on for day in recorded)
            and self.dbs_review_by is not None
            and on <= self.dbs_review_by
        )


def check_may_visit(checks: SipChecks | None, sip: Person, on: date) -> None:
    """Raises Refused unless the SIP's checks are current on that day (C1). What is not on record is not current."""
    if checks is None or checks.sip_id != sip.id or not checks.are_current(on):
        raise Refused(
            "no_checks",
            f"There are no current DBS and recruitment checks on record for {sip.name} on {day_words(on)}, so no visit "
            "can be arranged for that day. Please speak to the Trust Advisor.",
            "C1",
        )
