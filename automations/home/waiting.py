"""What waits for somebody, by what each of their offices is asked for: reports, visits, agreements, wishes, proposals,
introductions, training, appraisals, refunds. Of concerns and complaints nothing is said."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from automations.allocation.kinds import AllocationKind, choice_about, declaration_about, needs_about
from automations.engine.command_bus import RenderContext
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.good_practice.cards import PracticeKind, introduction_about
from automations.handover.open_work import waiting_work
from automations.membership.loading import MembershipKind, membership_about
from automations.reports.cards import ReportKind, report_about
from automations.sip_team.appraisals import AppraisalCard
from automations.sip_team.skills.kinds import SkillsKind, answer_about
from automations.sip_team.training.cards import TrainingKind, session_about
from automations.visits.cards import VisitKind
from cards.reports.lines import report_title
from handbook.allocation.choices.deploying import may_deploy
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear
from handbook.good_practice.reminders import waits_for
from handbook.handover.handover import OpenItem
from handbook.membership.membership import RefundStatus
from handbook.reports.report import Status
from handbook.sip_team.appraisal import appraisal_about
from handbook.sip_team.training.session import waits_for_attendance
from store.unit_of_work import UnitOfWork

_REPORTS_AT_MOST: Final = 50
_KINDS: Final = {
    kind.value: kind
    for kinds in (
        ReportKind,
        VisitKind,
        AllocationKind,
        PracticeKind,
        MembershipKind,
        AppraisalCard,
        TrainingKind,
        SkillsKind,
    )
    for kind in kinds
}
_Found = Iterable[OpenItem]


def waiting(uow: UnitOfWork, person: Person, context: RenderContext) -> tuple[OpenItem, ...]:
    """Each once, whatever offices somebody holds."""
    found = (one for office in person.offices for one in _OF.get(office, _nothing)(uow, person, context))
    return tuple({(one.kind, one.about): one for one in found}.values())


def bring(person_id: str, item: OpenItem, occasion: str) -> OutboxJob:
    """An item as its own card."""
    return send_card(_KINDS[item.kind], person_id, item.about, item.version, occasion)


def _of_sip(uow: UnitOfWork, person: Person, context: RenderContext) -> _Found:
    year = AcademicYear.of(london_date(context.now))
    yield from waiting_work(uow, person, Role.SIP, context.now)
    if uow.declarations.of(person.id, year).is_waiting:
        words = f"Your conflicts of interest, {year} – to be declared"
        yield OpenItem(AllocationKind.DECLARATION, declaration_about(person.id), 0, words)
    answer = uow.skills_answers.newest_of(person.id)
    if answer is not None and answer.year == year and answer.answered_at is None:
        yield OpenItem(SkillsKind.ANSWER, answer_about(answer.id), 0, f"Your skills, {year} – to be sent")


def _of_headteacher(uow: UnitOfWork, person: Person, context: RenderContext) -> _Found:
    yield from waiting_work(uow, person, Role.HEADTEACHER, context.now)
    for needs in uow.school_needs.waiting():
        if needs.asked_of_id == person.id:
            words = f"{_school(uow, needs.urn)} – what it needs of its SIP"
            yield OpenItem(AllocationKind.NEEDS, needs_about(needs.urn, needs.year), 0, words)
    for choice in uow.sip_choices.open_ones():
        if choice.headteacher_id == person.id and choice.lacks_head:
            words = f"{_school(uow, choice.urn)} – a SIP is proposed, and waits for your answer"
            yield OpenItem(AllocationKind.CHOICE, choice_about(choice.id), 0, words)
    led = {one.urn for one in uow.roster.schools() if one.headteacher_id == person.id}
    for one in uow.introductions.open_ones():
        if any(side.urn in led for side in waits_for(one)):
            words = "An introduction to another school – waits for your answer"
            yield OpenItem(PracticeKind.INTRODUCTION, introduction_about(one.id), 0, words)


def _of_chair(uow: UnitOfWork, person: Person, _context: RenderContext) -> _Found:
    for choice in uow.sip_choices.open_ones():
        if choice.chair_id == person.id and choice.lacks_chair:
            words = f"{_school(uow, choice.urn)} – a SIP is proposed, and waits for your answer"
            yield OpenItem(AllocationKind.CHOICE, choice_about(choice.id), 0, words)


def _of_advisor(uow: UnitOfWork, person: Person, context: RenderContext) -> _Found:
    reports, _ = uow.reports.of_person(person, (Status.FILED,), _REPORTS_AT_MOST, Role.TRUST_ADVISOR)
    for report in reports:
        title = report_title(report, uow.roster.school_then(report.urn))
        yield OpenItem(ReportKind.REPORT, report_about(report.id), report.sent, f"{title} – not shared yet")
    for choice in uow.sip_choices.open_ones():
        if may_deploy(choice, person):
            words = f"{_school(uow, choice.urn)} – both have confirmed its SIP, who can begin"
            yield OpenItem(AllocationKind.CHOICE, choice_about(choice.id), 0, words)
    for one in uow.appraisals.open_ones():
        words = f"{_school(uow, one.urn)} – another SIP is wanted for its headteacher’s appraisal"
        yield OpenItem(AppraisalCard.APPRAISAL, appraisal_about(one.id), 1, words)
    for session in uow.training_sessions.over(context.now):
        if waits_for_attendance(session, context.now):
            words = f"Training of {session.at.words} – who came?"
            yield OpenItem(TrainingKind.SESSION, session_about(session.id), 0, words)
    coming = AcademicYear(AcademicYear.of(london_date(context.now)).starts_in + 1)
    for membership in uow.memberships.before(coming, RefundStatus.DUE):
        about = membership_about(f"{membership.urn}-{membership.year.starts_in}")
        yield OpenItem(MembershipKind.MEMBERSHIP, about, 0, f"{_school(uow, membership.urn)} – its refund is due")


def _nothing(_uow: UnitOfWork, _person: Person, _context: RenderContext) -> _Found:
    return ()


_OF: Final[Mapping[Role, Callable[[UnitOfWork, Person, RenderContext], _Found]]] = {
    Role.SIP: _of_sip,
    Role.HEADTEACHER: _of_headteacher,
    Role.CHAIR_OF_GOVERNORS: _of_chair,
    Role.TRUST_ADVISOR: _of_advisor,
}


def _school(uow: UnitOfWork, urn: str) -> str:
    return uow.roster.school_then(urn).full_name
