"""What was given up about a report, and who may have it tried again: before it is filed its SIP and headteacher, after
that the Trust Advisor (W1, W2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.reports.dossier import Dossier, GivenUpStep
from handbook.reports.readers import may_read
from handbook.reports.report import Report, Status

_FILED: Final = (Status.FILED, Status.SHARED)
_WHILE: Final[Mapping[str, tuple[Status, ...]]] = {
    "place_draft": (Status.SENT,),
    "open_draft": (Status.SENT,),
    "file_report": (Status.APPROVED,),
    "open_filed": _FILED,
    "share_report": (Status.SHARED,),
    "redraw_card": (),
}
"""When a step still matters, and then only for the version that was sent; of all others, always."""


@dataclass(frozen=True, slots=True)
class TakeUpReport:
    """All that was given up about a report is tried again."""

    report_id: str
    version: int


def given_up(dossier: Dossier) -> tuple[GivenUpStep, ...]:
    """Those steps that somebody still waits for."""
    return tuple(step for step in dossier.given_up if _matters(step, dossier.report))


def check_may_take_up_again(dossier: Dossier, person: Person) -> None:
    """Raises Refused unless this person may have tried again what was given up, and there is something."""
    report, reads = dossier.report, may_read(dossier, person)
    if reads and not given_up(dossier):
        raise Refused("stale", "Nothing about this report is waiting to be tried again.")
    if report.status in _FILED:
        if not person.is_a(Role.TRUST_ADVISOR):
            raise Refused("not_yours", "This report is filed, so only the Trust Advisor can do that.", "W2")
    elif not reads or person.id not in (report.sip_id, report.headteacher_id):
        raise Refused("not_yours", "Only the SIP and the headteacher of this report can do that.", "W1")


def may_take_up_again(dossier: Dossier, person: Person) -> bool:
    try:
        check_may_take_up_again(dossier, person)
    except Refused:
        return False
    return True


def _matters(step: GivenUpStep, report: Report) -> bool:
    if step.name not in _WHILE:
        return True
    return report.status in _WHILE[step.name] and step.version in (0, report.sent)
