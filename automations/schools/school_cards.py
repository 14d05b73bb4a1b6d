"""A school's card, as the records stand: of each part only what the viewer sees is loaded."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

from automations.engine.card_registry import CardRef, CardRenderer
from automations.engine.command_bus import CommandContext, Handler, RenderContext
from automations.engine.inbound.port import Click
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.jobs.trouble_hearers import advisor
from automations.engine.ports import Card
from automations.engine.workflow import RecordTrouble, Reply
from automations.membership.loading import membership_of
from automations.schools.bringing import brought
from cards.kit.lines import closed_card
from cards.schools.actions import BringOfSchool, ShowSchool
from cards.schools.school import school_card
from handbook.core.british_time import london_date
from handbook.core.people import Person, School
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.agreements.standing import standing
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.readers import may_read_report
from handbook.schools.list_edit import planned_words
from handbook.schools.school_dossier import SchoolDossier, TermReport, checks_words
from handbook.schools.sight import NO_SCHOOL, Part, parts_of, report_words, sees_visit
from handbook.schools.trust_list import HOLDERS
from store.unit_of_work import UnitOfWork

OF_SCHOOL: Final = "school"
_GONE: Final = "This school is no longer on the list."


class SchoolKind(StrEnum):
    """The cards of the list of schools that are sent, by name."""

    SCHOOL = "school"
    SCHOOLS = "schools"


def school_about(urn: str) -> str:
    return f"{OF_SCHOOL}:{urn}"


def render_school(uow: UnitOfWork, card: CardRef, viewer: Person, context: RenderContext) -> Card:
    """Raises Refused for a school that never was on the list."""
    if not uow.roster.ever_had(card.record_id):
        raise Refused("unknown", "I cannot find that school.")
    school = uow.roster.school_then(card.record_id)
    parts = parts_of(school, viewer, context.policy.administrator_id)
    return school_card(dossier_of(uow, school, viewer, context, parts), viewer) if parts else closed_card()


def dossier_of(
    uow: UnitOfWork, school: School, viewer: Person, context: RenderContext, parts: frozenset[Part]
) -> SchoolDossier:
    """All that somebody sees of it, and nothing else."""
    today = london_date(context.now)
    year, roster = AcademicYear.of(today), uow.roster
    found = {getattr(school, name): roster.known(getattr(school, name)) for name in HOLDERS.values()}
    visits = uow.school_states.visits([school.urn], year) if Part.VISITS in parts else ()
    return SchoolDossier(
        school,
        parts,
        {one_id: person for one_id, person in found.items() if person},
        today,
        roster.calendar(school, context.policy.bank_holidays),
        tuple(_reports(uow, school, viewer, year)) if Part.REPORTS in parts else (),
        tuple(one for one in visits if sees_visit(one, viewer)),
        uow.visits.account(school.urn, year, context.policy.visits.entitlement) if Part.HALF_DAYS in parts else None,
        _agreements(uow, school, year) if Part.AGREEMENTS in parts else {},
        checks_words(roster.checks(school.sip_id), today) if Part.CHECKS in parts and school.sip_id else "",
        _membership(uow, school, year) if Part.MEMBERSHIP in parts else "",
        _support(uow, school) if Part.SUPPORT in parts else (),
        tuple(_of_list(uow, school, parts)),
    )


def _of_list(uow: UnitOfWork, school: School, parts: frozenset[Part]) -> Iterable[str]:
    """That it has left the list; and for who keeps that, what is planned."""
    if uow.roster.school(school.urn) is None:
        yield _GONE
    if Part.KEEPING in parts:
        yield from map(planned_words, uow.list_edits.planned_of([school.urn]))


def _support(uow: UnitOfWork, school: School) -> tuple[str, ...]:
    return tuple(one.name for one in uow.other_support.of_school(school.urn).present)


def _membership(uow: UnitOfWork, school: School, year: AcademicYear) -> str:
    """Nothing of a school that has left the list with none on record."""
    try:
        provision = membership_of(uow, school.urn, year).provision
    except Refused:
        return ""
    return provision.words if provision else "not recorded yet"


def _reports(uow: UnitOfWork, school: School, viewer: Person, year: AcademicYear) -> Iterable[TermReport]:
    found = uow.school_states.reports([school.urn], year)
    for term in Term:
        report = found.get((school.urn, term))
        can_open = report is not None and may_read_report(report, school, viewer)
        yield TermReport(term, report_words(report, school, viewer), can_open)


def _agreements(uow: UnitOfWork, school: School, year: AcademicYear) -> Mapping[AgreementKind, Any]:
    return {
        kind: standing(uow.agreements.of_school(school.urn, kind), school, uow.agreement_texts.current(kind), year)
        for kind in AgreementKind
    }


def bring(uow: UnitOfWork, command: BringOfSchool, ctx: CommandContext) -> Iterable[OutboxJob]:
    """It comes as its own card, below; pressed twice in a minute, once. Raises Refused for what is not theirs."""
    person, school = ctx.somebody, uow.roster.school_then(command.school)
    parts = parts_of(school, person, ctx.policy.administrator_id)
    if not parts:
        raise NO_SCHOOL
    return [brought(uow, school, person, command.what, parts, ctx.now)]


def _again(_uow: UnitOfWork, command: Any, _viewer: Person, _context: RenderContext, _click: Click) -> CardRef:
    urn = command.school if isinstance(command, BringOfSchool) else command.urn
    return CardRef(SchoolKind.SCHOOL, school_about(urn))


HANDLERS: Final[Mapping[type, Handler]] = {BringOfSchool: bring}
CARDS: Final[Mapping[str, CardRenderer]] = {OF_SCHOOL: render_school}
TROUBLES: Final[Mapping[str, RecordTrouble]] = {OF_SCHOOL: RecordTrouble(advisor, asked_for=True)}
REPLIES: Final[Mapping[type, Reply]] = {
    ShowSchool: Reply(_again, only_shows=True),
    BringOfSchool: Reply(_again),
}
