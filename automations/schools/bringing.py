"""What a school's card brings: a report, a visit, an agreement, the figures, each as its own card."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from automations.allocation.kinds import AllocationKind, support_about
from automations.data.figure_cards import FigureKind, figures_about
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.notifications import send_card
from automations.membership.loading import MembershipKind, membership_about
from automations.reports.cards import ReportKind, agreement_about, report_about
from automations.visits.cards import VisitKind, visit_about
from cards.reports.copies import kind_for
from cards.reports.verbs import ReportCard
from handbook.core.british_time import london_date
from handbook.core.people import Person, Role, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.membership.membership import membership_id
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.readers import may_read_report
from handbook.schools.sight import Part, sees_visit
from store.unit_of_work import UnitOfWork

_NOT_OPEN: Final = Refused("not_yours", "That is not open to you, or not yet.")


def brought(
    uow: UnitOfWork, school: School, person: Person, what: str, parts: Collection[Part], now: datetime
) -> OutboxJob:
    """Raises Refused for what is not there, and for what this person may not open."""
    kind, _, which = what.partition(":")
    occasion = f"brought-{now:%Y%m%d%H%M}"
    if kind == "report" and which in set(Term):
        return _report(uow, school, person, Term(which), now, occasion)
    if kind == "visit" and Part.VISITS in parts:
        visit = uow.visits.get(which)
        if visit.urn == school.urn and sees_visit(visit, person):
            return send_card(VisitKind.VISIT, person.id, visit_about(visit.id), visit.version, occasion)
    if kind == "agreement" and which in set(AgreementKind) and Part.AGREEMENTS in parts:
        is_theirs = not person.is_a(Role.TRUST_ADVISOR)
        card = ReportKind.AGREEMENT if is_theirs else ReportKind.AGREEMENT_STATE
        return send_card(card, person.id, agreement_about(school.urn, AgreementKind(which)), 0, occasion)
    if kind == "support" and Part.SUPPORT in parts:
        return send_card(AllocationKind.SUPPORT, person.id, support_about(school.urn), 0, occasion)
    if kind == "membership" and Part.MEMBERSHIP in parts:
        about = membership_about(membership_id(school.urn, AcademicYear.of(london_date(now))))
        return send_card(MembershipKind.MEMBERSHIP, person.id, about, 0, occasion)
    if kind == "figures" and Part.FIGURES in parts:
        return send_card(FigureKind.FIGURES, person.id, figures_about(school.urn), 0, occasion)
    raise _NOT_OPEN


def _report(uow: UnitOfWork, school: School, person: Person, term: Term, now: datetime, occasion: str) -> OutboxJob:
    report = uow.reports.of_term(school.urn, AcademicYear.of(london_date(now)), term)
    if report is None or not may_read_report(report, school, person):
        raise _NOT_OPEN
    kind = kind_for(uow.reports.dossier(report), person)
    version = report.latest if kind is ReportCard.ARRIVAL else report.sent
    return send_card(ReportKind(kind.value), person.id, report_about(report.id), version, occasion)
