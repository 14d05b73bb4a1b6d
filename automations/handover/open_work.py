"""What is open and somebody's to do, as SIP or headteacher: reports, visits, agreements, a call of Ofsted."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.reports.cards import ReportKind, agreement_about, report_about
from automations.visits.cards import VisitKind, ofsted_about, visit_about
from cards.reports.lines import report_title
from cards.visits.lines import visit_title
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear
from handbook.handover.handover import OpenItem
from handbook.reports.agreements.texts import NAMES, AgreementKind
from handbook.reports.report import Report, Status
from handbook.visits.outcome import waits_for_an_answer
from handbook.visits.visit import Visit, VisitStatus
from store.unit_of_work import UnitOfWork

_AT_MOST: Final = 100
_REPORTS: Final = {
    (Role.SIP, Status.DRAFTED): (ReportKind.ARRIVAL, "not sent to the headteacher yet"),
    (Role.SIP, Status.SENT): (ReportKind.ARRIVAL, "waits for the headteacher"),
    (Role.SIP, Status.CHANGE_ASKED): (ReportKind.ARRIVAL, "the headteacher asked for a change"),
    (Role.HEADTEACHER, Status.SENT): (ReportKind.APPROVAL, "waits for your answer"),
    (Role.HEADTEACHER, Status.CHANGE_ASKED): (ReportKind.APPROVAL, "went back to the SIP for a change"),
}
_GOVERNORS: Final = (ReportKind.GOVERNORS, "approved; not shared with governors yet")
_VISITS: Final = {
    VisitStatus.WISHED: "asked for by the school",
    VisitStatus.SOUGHT: "half-days are being looked for",
    VisitStatus.FOUND: "half-days were found, and not sent yet",
    VisitStatus.PROPOSED: "half-days are on offer",
    VisitStatus.NONE_SUITED: "no half-day has suited yet",
    VisitStatus.PICKED: "being booked",
    VisitStatus.BOOKED: "booked",
    VisitStatus.MOVED: "being moved",
    VisitStatus.MOVE_ASKED: "one side asks to move it",
    VisitStatus.CANCEL_ASKED: "one side asks to cancel it",
    VisitStatus.NOT_HELD: "was not held",
}
_THEIRS: Final = ((Role.SIP, Status.DRAFTED), (Role.SIP, Status.CHANGE_ASKED), (Role.HEADTEACHER, Status.SENT))
_THEIR_VISITS: Final = {
    Role.SIP: (VisitStatus.WISHED, VisitStatus.FOUND, VisitStatus.NONE_SUITED, VisitStatus.NOT_HELD),
    Role.HEADTEACHER: (VisitStatus.PROPOSED,),
}
_ASKED: Final = (VisitStatus.MOVE_ASKED, VisitStatus.CANCEL_ASKED)
_OF_SIP_ALONE: Final = (VisitStatus.FOUND, VisitStatus.NOT_HELD)
_KINDS: Final = {kind.value: kind for kind in (*ReportKind, *VisitKind)}


def open_work(uow: UnitOfWork, holder: Person, part: Role, now: datetime, urn: str = "") -> tuple[OpenItem, ...]:
    """Of one school where it is given; then with what only the school's own people answer."""
    reports = ((report.urn, item) for report, item in _reports(uow, holder, part, now))
    visits = ((visit.urn, item) for visit, item in _visits(uow, holder, part))
    items = [*reports, *visits, *_calls(uow, holder, part, now)]
    found = [item for of_urn, item in items if urn in ("", of_urn)]
    return (*found, *(_agreements(uow, urn) if urn and part is Role.HEADTEACHER else ()))


def waiting_work(uow: UnitOfWork, holder: Person, part: Role, now: datetime) -> tuple[OpenItem, ...]:
    """Of it what waits for them themselves, and for nobody else first."""
    reports = (
        item
        for report, item in _reports(uow, holder, part, now)
        if (part, report.status) in _THEIRS or item.words.endswith(_GOVERNORS[1])
    )
    visits = (item for visit, item in _visits(uow, holder, part) if _is_theirs(visit, holder, part, now))
    led = [one.urn for one in uow.roster.schools() if part is Role.HEADTEACHER and one.headteacher_id == holder.id]
    return (*reports, *visits, *(item for urn in led for item in _agreements(uow, urn)))


def bring(person_id: str, item: OpenItem, occasion: str = "") -> OutboxJob:
    """An item as its own card."""
    return send_card(_KINDS[item.kind], person_id, item.about, item.version, occasion)


def waits_for_its_file(item: OpenItem) -> bool:
    """A headteacher is asked about a report once they can open it, and not before."""
    return item.kind == ReportKind.APPROVAL.value


_Found = Iterable[tuple[str, OpenItem]]


def _is_theirs(visit: Visit, holder: Person, part: Role, now: datetime) -> bool:
    if visit.status in _ASKED:
        return visit.asked is not None and visit.asked.by_id != holder.id
    if part is Role.SIP and waits_for_an_answer(visit, now):
        return True
    return visit.status in _THEIR_VISITS[part]


def _reports(uow: UnitOfWork, holder: Person, part: Role, now: datetime) -> Iterable[tuple[Report, OpenItem]]:
    year = AcademicYear.of(london_date(now))
    reports, _ = uow.reports.of_person(holder, tuple(Status), _AT_MOST, part)
    for report in reports:
        found = _REPORTS.get((part, report.status))
        if part is Role.HEADTEACHER and report.filed and not report.governors_told_at and report.year == year:
            found = _GOVERNORS
        if found:
            yield report, _of_report(uow, report, *found)


def _of_report(uow: UnitOfWork, report: Report, kind: ReportKind, words: str) -> OpenItem:
    version = report.latest if kind is ReportKind.ARRIVAL else report.sent
    title = report_title(report, uow.roster.school_then(report.urn))
    return OpenItem(kind.value, report_about(report.id), version, f"{title} – {words}")


def _visits(uow: UnitOfWork, holder: Person, part: Role) -> Iterable[tuple[Visit, OpenItem]]:
    for visit in uow.visits.of_person(holder):
        mine = holder.id == (visit.sip_id if part is Role.SIP else visit.headteacher_id)
        words = _VISITS.get(visit.status, "")
        if mine and words and (part is Role.SIP or visit.status not in _OF_SIP_ALONE):
            yield visit, _of_visit(uow, visit, words)


def _of_visit(uow: UnitOfWork, visit: Visit, words: str) -> OpenItem:
    when = f", {visit.half_day.words}" if visit.half_day else ""
    title = visit_title(visit, uow.roster.school_then(visit.urn))
    return OpenItem(VisitKind.VISIT.value, visit_about(visit.id), visit.version, f"{title} – {words}{when}")


def _calls(uow: UnitOfWork, holder: Person, part: Role, now: datetime) -> _Found:
    for call in uow.ofsted_calls.not_over(london_date(now)):
        school = uow.roster.school_then(call.urn)
        if holder.id == (school.sip_id if part is Role.SIP else school.headteacher_id):
            words = f"Ofsted: {school.full_name} – the inspection and the diary of that week"
            yield call.urn, OpenItem(VisitKind.OFSTED.value, ofsted_about(call.id), 0, words)


def _agreements(uow: UnitOfWork, urn: str) -> Iterable[OpenItem]:
    for kind in AgreementKind:
        agreement = uow.agreements.of_school(urn, kind)
        if agreement.is_waiting:
            name = NAMES[kind].name
            words = f"{name[0].upper()}{name[1:]} – waits for your answer"
            yield OpenItem(ReportKind.AGREEMENT.value, agreement_about(urn, kind), agreement.revision, words)
