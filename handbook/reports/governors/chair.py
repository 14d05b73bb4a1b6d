"""The Chair of Governors reads the pack that the headteacher sends them (G1): from the headteacher and nobody else,
and nothing but that."""

from dataclasses import dataclass, replace
from datetime import datetime

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused, allows
from handbook.reports.dossier import Dossier
from handbook.reports.report import Report, SentToChair, Status

_OPEN = (Status.FILED, Status.SHARED)


@dataclass(frozen=True, slots=True)
class SendToChair:
    """The headteacher sends the pack, as it was made, to their school's chair."""

    report_id: str
    version: int
    chair_id: str


def check_may_send_to_chair(dossier: Dossier, person: Person) -> None:
    """Raises Refused unless this headteacher may send the governors' pack to a chair now."""
    report, pack = dossier.report, dossier.report.governors_pack
    if person.id != report.headteacher_id:
        raise Refused("not_yours", f"Only the headteacher of {dossier.school.name} shares it with governors.", "G1")
    if report.status not in _OPEN or pack is None or pack.pdf is None:
        raise Refused("not_now", "Please make the pack for governors first.", "G1")


def may_send_to_chair(dossier: Dossier, person: Person) -> bool:
    return allows(lambda: check_may_send_to_chair(dossier, person))


def sent_to_chair(
    dossier: Dossier, command: SendToChair, chair: Person | None, person: Person, now: datetime
) -> Report:
    """The pack is this chair's to read, in the place of another's who had it before. Raises Refused."""
    check_may_send_to_chair(dossier, person)
    report, pack = dossier.report, dossier.report.governors_pack
    if command.version != report.sent:
        raise Refused("stale", "A newer version has taken the place of this one.", "G1")
    if chair is None or not chair.is_a(Role.CHAIR_OF_GOVERNORS):
        raise Refused("missing", "Please choose your Chair of Governors.", "G1")
    assert pack is not None  # noqa: S101 - checked above
    assert pack.pdf is not None  # noqa: S101 - as above
    before = report.chair
    if before is not None and (before.person_id, before.pdf) == (chair.id, pack.pdf):
        raise Refused("stale", f"{chair.name} has this pack already.", "G1")
    sent = SentToChair(chair.id, chair.name, now, pack.pdf)
    return replace(report, chair=sent, governors_told_at=report.governors_told_at or now)


def may_read_pack(report: Report, person: Person) -> bool:
    """Whether this is the chair to whom it was sent; not once the report waits for its headteacher again."""
    return report.chair is not None and report.chair.person_id == person.id and report.status in _OPEN
