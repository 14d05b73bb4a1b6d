"""Who may read a report's contents, and from when (W1, W2, W4). Whoever may not is shown none of them."""

from handbook.people import Person, Role
from handbook.report import Dossier, Status

_APPROVED = (Status.APPROVED, Status.FILED, Status.SHARED)


def may_read(dossier: Dossier, person: Person) -> bool:
    """The SIP always; the headteacher once it was sent (W1); the Trust Advisor once it was approved (W2); the school's
    diocesan officer and local authority once it was shared (W4)."""
    report = dossier.report
    if person.id == report.sip_id:
        return True
    if person.id == report.headteacher_id:
        return report.sent > 0
    if person.role is Role.TRUST_ADVISOR:
        return report.status in _APPROVED
    return is_shared_with(dossier, person)


def is_shared_with(dossier: Dossier, person: Person) -> bool:
    """Whether this is the diocesan officer or local authority whom the report was shared with (W4)."""
    outside = (one.id for one in (dossier.dso, dossier.la_officer) if one)
    return dossier.report.status is Status.SHARED and person.id in outside
