"""The Trust Advisor shares an approved report with the school's diocesan officer and local authority (W4, W5)."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime

from handbook.core.people import NO_DSO, Person, Role, School, no_dso
from handbook.core.refusal import Refused
from handbook.reports.dossier import Dossier
from handbook.reports.governors.pack import may_have_own_part
from handbook.reports.library import FiledItem
from handbook.reports.moves import MOVES, Move
from handbook.reports.report import Report, Status


@dataclass(frozen=True, slots=True)
class ShareReport:
    report_id: str
    version: int


def check_may_share(dossier: Dossier, person: Person) -> None:
    """Raises Refused unless the Trust Advisor may share this report now: it is filed, the school agreed (W5), and there
    is a Diocesan Schools Officer to share it with (W4)."""
    if not person.is_a(Role.TRUST_ADVISOR):
        raise Refused("not_yours", "Only the Trust Advisor can share reports outside the school.", "W4")
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
    return person.is_a(Role.TRUST_ADVISOR) and dossier.report.status is Status.FILED


def shared(dossier: Dossier, command: ShareReport, person: Person, now: datetime) -> Report:
    """The Trust Advisor's decision to share the version that was approved. Raises Refused."""
    check_may_share(dossier, person)
    if command.version != dossier.report.sent:
        raise Refused("stale", "This is not the version that was approved. Here is how it stands now.", "W4")
    whom = readers_outside(dossier)
    report, again = dossier.report, {one.id for one in whom}
    return replace(
        report,
        status=MOVES[report.status, Move.SHARE],
        shared_at=now,
        shared_with=whom,
        let_in=(),
        trouble="",
        closing=tuple(one for one in report.closing if one.id not in again),
        closed_to=tuple(one for one in report.closed_to if one.id not in again),
    )


def needs_copy(dossier: Dossier) -> bool:
    """Whether others than the school, its SIP and the Trust Advisor get a copy in place of a filed report, and there is
    none yet: a headteacher's own CPD and wellbeing is theirs to show (P5)."""
    filed = dossier.report.filed
    return filed is not None and filed.copy is None and may_have_own_part(dossier)


def copy_made(report: Report, document: FiledItem, pdf: FiledItem) -> Report:
    """The report with the copy for others, to be opened to those too who were let in to the whole when there were no
    copies; as it is where there is one already."""
    if report.filed is None or report.filed.copy is not None:
        return report
    return replace(report, filed=replace(report.filed, copy=document, copy_pdf=pdf), let_in=())


def gets_whole(dossier: Dossier, person: Person) -> bool:
    """Whether somebody opens the filed report itself: its SIP, the Trust Advisor, the headteacher whose own stands in
    it; and whoever reads one in which nothing of it does."""
    report = dossier.report
    own = person.id in (report.sip_id, report.own_part_of) or person.is_a(Role.TRUST_ADVISOR)
    return own or not may_have_own_part(dossier)


def to_let_in(report: Report) -> tuple[Person, ...]:
    """Those with whom it was shared and who cannot open it yet."""
    return tuple(one for one in report.shared_with if one.id not in report.let_in)


def opened_to(report: Report, person_ids: Container[str]) -> Report:
    """The report once these people can open its files; of others nothing is noted."""
    new = tuple(one.id for one in to_let_in(report) if one.id in person_ids)
    return replace(report, let_in=(*report.let_in, *new))


def check_still_shared(dossier: Dossier, school: School | None, reader: Person) -> None:
    """Asked again when the file is opened to a reader, which may be long after the decision; `school` is as the list
    has it now. Raises Refused where it may not be any more: the school has withdrawn (W5), or somebody else holds the
    office (W4); `no_dso` where nobody does, and it waits."""
    if not dossier.agreement.allows_sharing:
        raise Refused("no_agreement", f"{dossier.school.full_name} has withdrawn its sharing agreement", "W5")
    if school is None:
        raise Refused("not_theirs", f"{dossier.school.full_name} is no longer on the service’s list", "W4")
    if reader.is_a(Role.DSO) and not school.dso_id:
        raise no_dso(school)
    if reader.id not in (school.dso_id, school.la_officer_id):
        words = f"{reader.name} is no longer the {reader.role.words} of {school.full_name}"
        raise Refused("not_theirs", words, "W4")


def unshared(dossier: Dossier, school: School | None) -> Report:
    """The report without those to whom it may not be opened any more; as it is where there are none."""
    ended = {one: why for one in to_let_in(dossier.report) if (why := _ended(dossier, school, one))}
    if not ended:
        return dossier.report
    left = tuple(one for one in dossier.report.shared_with if one not in ended)
    names, because = " and ".join(one.name for one in ended), next(iter(ended.values()))
    words = f"This report was not shared with {names} after all: {because}."
    if left:
        return replace(dossier.report, shared_with=left, trouble=words)
    status = MOVES[dossier.report.status, Move.END_SHARING]
    return replace(dossier.report, status=status, shared_at=None, shared_with=(), trouble=words)


def _ended(dossier: Dossier, school: School | None, reader: Person) -> str:
    try:
        check_still_shared(dossier, school, reader)
    except Refused as refusal:
        return "" if refusal.code == NO_DSO else refusal.reason
    return ""
