"""The cards of a report and of a school's agreements, as the records stand."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import CommandContext, RenderContext
from automations.engine.jobs.outbox import OutboxJob, follow_up
from automations.engine.ports import Card
from automations.engine.standing_in import Acting, acting, check_acting
from cards.reports.agreements.agreement import Around, agreement_card, agreement_state_card
from cards.reports.copies import copy_for
from cards.reports.file_question import file_question_card
from cards.reports.verbs import ReportCard
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.agreements.agreement import AgreementStatus, SharingAgreement
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.report import Report
from store.unit_of_work import UnitOfWork


class ReportKind(StrEnum):
    """Those of a report have the names that `cards.reports.verbs.ReportCard` has on the wire."""

    ARRIVAL = ReportCard.ARRIVAL.value
    APPROVAL = ReportCard.APPROVAL.value
    REMINDER = ReportCard.REMINDER.value
    GOVERNORS = ReportCard.GOVERNORS.value
    REPORT = ReportCard.REPORT.value
    WAITS = ReportCard.WAITS.value
    SHARED = ReportCard.SHARED.value
    CHAIR = ReportCard.CHAIR.value
    AGREEMENT = "agreement"
    AGREEMENT_STATE = "agreement_state"
    AGREEMENT_REMINDER = "agreement_reminder"
    AGREEMENT_ROUND = "agreement_round"
    FILE_QUESTION = "file_question"
    FRAMEWORKS = "frameworks"
    SCHOOL_PART = "school_part"
    FORM = "form"


def report_about(report_id: str) -> str:
    return f"report:{report_id}"


OF_AGREEMENT: Final = {AgreementKind.SHARING: "agreement", AgreementKind.DATA: "data_agreement"}
"""The word for an agreement, by its kind."""


def agreement_about(urn: str, kind: AgreementKind = AgreementKind.SHARING) -> str:
    return f"{OF_AGREEMENT[kind]}:{urn}"


OF_PART: Final = "school_part"


def part_about(urn: str, year: AcademicYear, term: Term) -> str:
    return f"{OF_PART}:{urn}-{year.starts_in}-{term.value}"


OF_FORM: Final = "report_form"


def form_about(key: str) -> str:
    return f"{OF_FORM}:{key}"


def file_about(file_id: str) -> str:
    return f"file:{file_id}"


def acting_on(uow: UnitOfWork, report: Report, ctx: CommandContext) -> Acting:
    """In whose name somebody does something about a report. Raises Refused for who has left the school."""
    return check_acting(acting(uow, ctx.somebody, ctx.now, report, report.authors))


def render_report(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    dossier = uow.reports.dossier(uow.reports.get(card.record_id))
    report = dossier.report
    seen = acting(uow, viewer, context.now, report, report.authors, report.former)
    dossier = replace(dossier, deputy_id=seen.deputy_id)
    return seen.sees(copy_for(dossier, seen.person, card.version, ReportCard(card.kind)))


def render_agreement(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    (of_kind,) = (kind for kind, word in OF_AGREEMENT.items() if card.about == f"{word}:{card.record_id}")
    agreement = uow.agreements.of_school(card.record_id, of_kind)
    if not agreement.revision and not uow.roster.ever_had(agreement.urn):
        raise Refused("unknown", "I cannot find that school.")
    school, around = uow.roster.school_then(agreement.urn), agreement_around(uow, agreement)
    if card.kind == ReportKind.AGREEMENT_STATE:
        return agreement_state_card(agreement, school, viewer, around)
    return agreement_card(agreement, school, viewer, around, is_reminder=card.kind == ReportKind.AGREEMENT_REMINDER)


def agreement_around(uow: UnitOfWork, agreement: SharingAgreement) -> Around:
    """What else the cards of an agreement look at."""
    ended = agreement.kind is AgreementKind.SHARING and agreement.status is AgreementStatus.WITHDRAWN
    return Around(
        uow.agreement_texts.current(agreement.kind),
        uow.agreement_texts.find(agreement.kind, agreement.text_version),
        uow.reports.of_school(agreement.urn) if ended else (),
    )


def render_file(uow: UnitOfWork, card: CardRef, viewer: Person, _context: RenderContext) -> Card:
    return file_question_card(uow.file_questions.get(card.record_id), viewer)


def after(name: str, report: Report) -> OutboxJob:
    """The follow-up of a decision about a report."""
    return follow_up(name, report_about(report.id), f"{name}:{report.id}@{report.revision}")


CARDS: Final[Mapping[str, CardRenderer]] = {
    "report": render_report,
    "agreement": render_agreement,
    "file": render_file,
    "data_agreement": render_agreement,
}
