"""Who may read a report's contents, and from when (W1, W2, W4). Whoever may not is shown none of them."""

from typing import Final

from handbook.core.people import Person, Role, School
from handbook.reports.dossier import Dossier
from handbook.reports.report import Report, Status

APPROVED: Final = (Status.APPROVED, Status.FILED, Status.SHARED)
"""The headteacher has approved it; before, it is a draft."""


def may_read(dossier: Dossier, person: Person) -> bool:
    """The SIP always; the headteacher once it was sent (W1); the Trust Advisor once it was approved (W2); the school's
    diocesan officer and local authority once it was shared (W4)."""
    return may_read_report(dossier.report, dossier.school, person)


def may_read_report(report: Report, school: School, person: Person) -> bool:
    """The same, where no more of a report was loaded than its record."""
    if person.id == report.sip_id:
        return True
    if person.id == report.headteacher_id:
        return report.sent > 0
    if person.is_a(Role.TRUST_ADVISOR):
        return report.status in APPROVED
    return is_shared_with(report, person)


def is_shared_with(report: Report, person: Person) -> bool:
    """Whether this is the diocesan officer or local authority with whom the report was shared, and to whom it is open
    by now (W4)."""
    inside = {one.id for one in report.shared_with if one.id in report.let_in}
    return report.status is Status.SHARED and person.id in inside
