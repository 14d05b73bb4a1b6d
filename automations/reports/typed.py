"""What is typed about reports: my reports, sharing agreement, data agreement. The answer is live cards."""

from collections.abc import Mapping, Sequence
from typing import Final

from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import in_order, send_card, send_text
from automations.engine.standing_in import for_covered
from automations.reports.cards import ReportKind, agreement_about, form_about, report_about
from handbook.core.people import Person, Role
from handbook.core.school_years import Term
from handbook.reports.agreements.texts import NAMES, AgreementKind
from handbook.reports.readers import is_shared_with
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


_NEWEST: Final = {
    Role.SIP: (ReportKind.ARRIVAL, tuple(Status)),
    Role.HEADTEACHER: (ReportKind.APPROVAL, (Status.CHANGE_ASKED, Status.APPROVED, Status.FILED, Status.SHARED)),
    Role.TRUST_ADVISOR: (ReportKind.REPORT, (Status.FILED, Status.SHARED)),
}
_NEWEST_AT_MOST: Final = 3
_NOTHING: Final = "Nothing is waiting for you."


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
    told += _forms(uow, person, message_id, AT_MOST - len(told))
    if not told:
        newest = _newest(uow, person, message_id)
        nothing = f"{_NOTHING} These are your newest reports." if newest else f"{_NOTHING} I will write when there is."
        return [in_order([send_text(person.id, nothing, message_id), *newest], message_id), *covered]
    if count > AT_MOST:
        more = f"{count - AT_MOST} more wait for you. Type “{MY_REPORTS}” again once you have answered these."
        told.append(send_text(person.id, more, message_id))
    return [in_order(told, message_id), *covered]


def _forms(uow: UnitOfWork, person: Person, occasion: str, at_most: int) -> list[OutboxJob]:
    """What a SIP writes in the library, once what waits for them is told."""
    mine = [school.urn for school in uow.roster.schools() if school.sip_id == person.id]
    open_ones = [one for one in uow.report_forms.of_schools(*mine) if one.is_open][:at_most]
    return [send_card(ReportKind.FORM, person.id, form_about(one.key), 0, occasion) for one in open_ones]


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


def _newest(uow: UnitOfWork, person: Person, occasion: str) -> list[OutboxJob]:
    """The newest reports of somebody, of which none waits for them, or of those shared with them."""
    found = {
        one.id: (kind, one)
        for role in person.offices
        if role in _NEWEST
        for kind, statuses in [_NEWEST[role]]
        for one in uow.newest_reports.of(person, statuses, _NEWEST_AT_MOST, role)
    }
    for one in _newest_shared(uow, person):
        found.setdefault(one.id, (ReportKind.SHARED, one))
    newest = sorted(found.values(), key=lambda one: _term(one[1]), reverse=True)[:_NEWEST_AT_MOST]
    return [send_card(kind, person.id, report_about(one.id), _version(kind, one), occasion) for kind, one in newest]


def _newest_shared(uow: UnitOfWork, person: Person) -> tuple[Report, ...]:
    """Of the schools of which they are or were a diocesan officer or local authority: nothing of others was ever shared
    with them."""
    urns = uow.roster.ever_outside(person.id)
    if not urns:
        return ()
    return uow.newest_reports.shared(urns, lambda one: is_shared_with(one, person), _NEWEST_AT_MOST)


def _term(report: Report) -> tuple[int, int]:
    return report.year.starts_in, list(Term).index(report.term)


def _version(kind: ReportKind, report: Report) -> int:
    """The SIP sees the newest file, which may still wait to be sent; others what was sent."""
    return report.latest if kind is ReportKind.ARRIVAL else report.sent
