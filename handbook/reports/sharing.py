"""The Trust Advisor shares an approved report with the school's diocesan officer and local authority (W4, W5)."""

from dataclasses import dataclass, replace
from datetime import datetime

from handbook.core.people import Person, Role, no_dso
from handbook.core.refusal import Refused
from handbook.reports.report import Dossier, Report, Status


@dataclass(frozen=True, slots=True)
class ShareReport:
    report_id: str
    version: int


def check_may_share(dossier: Dossier, person: Person) -> None:
    """Raises Refused unless the Trust Advisor may share this report now: it is filed, the school agreed (W5), and there
    is a Diocesan Schools Officer to share it with (W4)."""
    if person.role is not Role.TRUST_ADVISOR:
        raise Refused("not_yours", "Only the Trust Advisor shares reports outside the school.", "W4")
    if dossier.report.status is not Status.FILED:
        raise Refused("stale", "This report has moved on since the card was sent. Here is how it stands now.", "W4")
    if not dossier.agreement.allows_sharing:
        raise Refused(
            "no_agreement",
            f"{dossier.school.full_name} has no signed sharing agreement, so its report cannot be shared with the "
            "diocese or the local authority.",
            "W5",
        )
    readers_outside(dossier)


def readers_outside(dossier: Dossier) -> tuple[Person, Person]:
    """The Diocesan Schools Officer and the local authority officer of the school (W4). Raises Refused where the
    service's list names no Diocesan Schools Officer for it."""
    if dossier.dso is None:
        raise no_dso(dossier.school)
    return dossier.dso, dossier.la_officer


def may_offer_sharing(dossier: Dossier, person: Person) -> bool:
    """Whether the button is drawn. It is drawn without an agreement too: pressing it explains, and offers to ask."""
    return person.role is Role.TRUST_ADVISOR and dossier.report.status is Status.FILED


def shared(dossier: Dossier, command: ShareReport, person: Person, now: datetime) -> Report:
    """The Trust Advisor's decision to share the version that was approved. Raises Refused."""
    check_may_share(dossier, person)
    if command.version != dossier.report.sent:
        raise Refused("stale", "This is not the version that was approved. Here is how it stands now.", "W4")
    return replace(dossier.report, status=Status.SHARED, shared_at=now)
