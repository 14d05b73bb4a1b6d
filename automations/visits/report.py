"""A termly visit that was held opens its report (V2, W1): a proforma with what is known filled in, among the drafts."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from automations.data.figure_cards import figure_dossier
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.letting_in import let_in
from automations.engine.workflow import Effect, Work
from automations.visits.cards import visit_dossier
from cards.visits.report import proforma_card
from documents.figure_annex import figure_annex
from documents.proforma import write_proforma
from documents.term_forms import TermForms
from handbook.core.british_time import day_words, london_date
from handbook.core.people import Role
from handbook.core.school_years import Term
from handbook.data.context import attendance_boxes, context_boxes
from handbook.data.dossier import FigureDossier
from handbook.reports.filing import proforma_columns, proforma_folder, proforma_name
from handbook.reports.library import Library
from handbook.reports.paper.frameworks import Framework
from handbook.reports.paper.inherited import inherited, last_inspection
from handbook.reports.paper.proforma import Contents
from handbook.reports.paper.spine import opening, visit_number
from handbook.reports.school_part import filled_by_school, wishes, without_own
from handbook.visits.dossier import VisitDossier
from handbook.visits.purposes import TermlyVisit
from handbook.visits.visit import VisitStatus
from store.unit_of_work import UnitOfWork


async def open_report(work: Work, visit_id: str, person_id: str = "") -> None:
    """Puts the proforma where its SIP can open it, and tells them; not where a report of the term has come already."""
    dossier = await work.bus.read(lambda uow: visit_dossier(uow, visit_id, work.bus.render_context))
    visit = dossier.visit
    if visit.status is not VisitStatus.HELD or not isinstance(visit.purpose, TermlyVisit):
        return
    term = visit.purpose.term
    if await work.bus.read(lambda uow: uow.reports.of_term(visit.urn, visit.year, term)) is not None:
        return
    framework = await work.bus.read(lambda uow: _framework(uow, work, visit.urn))
    figures = await work.bus.read(lambda uow: figure_dossier(uow, visit.urn))
    earlier = await work.bus.read(lambda uow: uow.reports.earlier_contents(visit.urn, (visit.year, term)))
    part = await work.bus.read(lambda uow: uow.school_parts.of_term(visit.urn, visit.year, term))
    by_school = without_own(part, visit.headteacher_id)
    known = filled_by_school(_known(dossier, term, earlier, figures, wishes(part)), by_school, framework)
    forms = TermForms(work.bus.policy.form_templates)
    paper = await asyncio.to_thread(_written, dossier, known, framework, figures, forms)
    columns = proforma_columns(dossier, term, hashlib.sha256(paper).hexdigest())
    place = proforma_folder(dossier, term)
    item = await work.libraries.place(Library.DRAFTS, place, proforma_name(dossier, term), paper, columns)
    own = OutboxJob("open_report", f"{visit.id}:proforma", {"visit_id": visit.id}, JobQueue.GRAPH)
    if person_id:
        own = replace(own, args={**own.args, "person_id": person_id})
    sip = await work.bus.read(lambda uow: uow.roster.then(visit.sip_id, Role.SIP))
    if await let_in(work, (item,), (sip,), own):
        args = {"visit_id": visit.id, "url": item.web_url}
        await work.bus.record(lambda _: [OutboxJob("tell_proforma", f"proforma:{visit.id}", args, JobQueue.TEAMS)])


async def tell_proforma(work: Work, visit_id: str, url: str) -> None:
    """After a crash at the wrong moment it may be told twice."""
    dossier = await work.bus.read(lambda uow: visit_dossier(uow, visit_id, work.bus.render_context))
    framework = await work.bus.read(lambda uow: _framework(uow, work, dossier.school.urn))
    sip = await work.bus.read(lambda uow: uow.roster.named(dossier.visit.sip_id))
    card = proforma_card(dossier, url, sip, framework)
    await work.messenger.send_card(sip.id, card, card["fallbackText"])


EFFECTS: Final[Mapping[str, Effect]] = {
    "open_report": Effect(
        open_report,
        "The proforma for the report of this visit could not be made yet",
        "{name} cannot open the proforma for the report of this visit yet",
    ),
    "tell_proforma": Effect(tell_proforma, "The SIP could not be told in Teams where the proforma for the report is"),
}


def _framework(uow: UnitOfWork, work: Work, urn: str) -> Framework:
    return uow.school_frameworks.of_school(urn).on(london_date(work.bus.now()))


def _written(
    dossier: VisitDossier, known: Contents, framework: Framework, figures: FigureDossier, forms: TermForms
) -> bytes:
    return write_proforma(
        known,
        headteacher=dossier.headteacher.name,
        framework=framework,
        annex=figure_annex(figures),
        forms=forms,
    )


def _known(
    dossier: VisitDossier, term: Term, earlier: Sequence[Contents], figures: FigureDossier, wished: Sequence[str]
) -> Contents:
    """The context is that of the year's first report; before there is one, that of the files that were taken in."""
    school, visit = dossier.school, dossier.visit
    opens = opening(earlier, (*visit.agenda, *(one for one in wished if one not in visit.agenda)))
    inspection, outcomes = last_inspection(earlier) if term is Term.AUTUMN else ({}, {})
    of_the_year = any(report.academic_year == visit.year for report in earlier)
    context = inherited(earlier, visit.year) if of_the_year else context_boxes(figures)
    boxes = context | attendance_boxes(figures, visit.year) | inspection | {"visit_number": visit_number(term)}
    boxes |= {"visit_on": day_words(visit.half_day.on)} if visit.half_day else {}
    return Contents(
        school_name=school.name,
        urn=school.urn,
        academic_year=visit.year,
        term=term,
        sip_name=dossier.sip.name,
        sections=opens.sections,
        town=school.town,
        boxes=boxes,
        rows=opens.rows | outcomes,
    )
