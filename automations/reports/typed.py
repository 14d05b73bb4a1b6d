"""What is typed about reports: my reports, sharing agreement, data agreement. The answer is live cards."""

from collections.abc import Mapping, Sequence
from typing import Final

from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import in_order, send_card, send_text
from automations.engine.standing_in import for_covered
from automations.reports.cards import ReportKind, agreement_about, report_about
from handbook.core.people import Person, Role
from handbook.reports.agreements.texts import NAMES, AgreementKind
from handbook.reports.report import Report, Status
from store.unit_of_work import UnitOfWork

MY_REPORTS: Final = "my reports"
AGREEMENT: Final = NAMES[AgreementKind.SHARING].name
SYNONYMS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("reports", "report", "my report", "our reports", "our report", "what is waiting"), MY_REPORTS),
    **dict.fromkeys(("sharing", "share", "agreement", "consent"), AGREEMENT),
    **dict.fromkeys(("form", "forms", "blank forms", "proforma", "template"), "blank form"),
}
AT_MOST: Final = 6
"""Cards in one answer: Teams slows a chat down that gets more at once."""

_WAITS_FOR: Final = {
    Role.SIP: (ReportKind.ARRIVAL, (Status.DRAFTED, Status.CHANGE_ASKED, Status.SENT)),
    Role.HEADTEACHER: (ReportKind.APPROVAL, (Status.SENT,)),
    Role.TRUST_ADVISOR: (ReportKind.REPORT, (Status.FILED,)),
}


def agreement_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    kind = next((kind for kind in AgreementKind if words == NAMES[kind].name), None)
    if kind is None or not person.is_a(Role.HEADTEACHER):
        return None
    return [
        send_card(ReportKind.AGREEMENT, person.id, agreement_about(school.urn, kind), 0, message_id)
        for school in uow.roster.schools()
        if school.headteacher_id == person.id
    ]


def reports_asked(uow: UnitOfWork, person: Person, words: str, message_id: str) -> list[OutboxJob] | None:
    if words != MY_REPORTS:
        return None
    covered = for_covered(uow, person, "reports", message_id, Role.SIP, Role.HEADTEACHER)
    told, count = waiting_for(uow, person, person.id, message_id, person.offices)
    if not told:
        nothing = "Nothing is waiting for you. I will write to you when something is."
        return [send_text(person.id, nothing, message_id), *covered]
    if count > AT_MOST:
        more = f"{count - AT_MOST} more wait for you. Type “{MY_REPORTS}” again once you have answered these."
        told.append(send_text(person.id, more, message_id))
    return [in_order(told, message_id), *covered]


def waiting_for(
    uow: UnitOfWork, holder: Person, to_id: str, occasion: str, offices: Sequence[Role]
) -> tuple[list[OutboxJob], int]:
    """The reports that wait for somebody in these offices of theirs, as cards to them or to who stands in for them, and
    how many there are. Each is shown as what they are to it."""
    told, total = list[OutboxJob](), 0
    for role in offices:
        kind, statuses = _WAITS_FOR.get(role, (ReportKind.SHARED, ()))
        waiting, count = uow.reports.of_person(holder, statuses, AT_MOST - len(told), role)
        told += [send_card(kind, to_id, report_about(one.id), _version(kind, one), occasion) for one in waiting]
        total += count
    return told, total


def _version(kind: ReportKind, report: Report) -> int:
    """The SIP sees the newest file, which may still wait to be sent; others what was sent."""
    return report.latest if kind is ReportKind.ARRIVAL else report.sent
