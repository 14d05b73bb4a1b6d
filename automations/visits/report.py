"""The form in which a SIP writes a report (P1, V2, W1): made among the drafts with what is known filled in, and theirs
to write. A termly visit that was held begins it; so does its SIP, on request."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from automations.data.figure_cards import figure_dossier
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.letting_in import let_in
from automations.engine.roster import school_of
from automations.engine.standing_in import deputies_of
from automations.engine.workflow import Effect, Work
from documents.figure_annex import figure_annex
from documents.proforma import write_proforma
from documents.term_forms import TermForms
from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person, Role, School
from handbook.core.school_years import Term
from handbook.data.context import attendance_boxes, context_boxes
from handbook.data.dossier import FigureDossier
from handbook.reports.filing import form_columns, form_folder, form_name
from handbook.reports.forms.form import BeginFormOfVisit, NoteFormOpened, ReportForm
from handbook.reports.library import FiledItem, Library
from handbook.reports.paper.frameworks import Framework
from handbook.reports.paper.inherited import inherited, last_inspection
from handbook.reports.paper.proforma import Contents
from handbook.reports.paper.spine import opening, visit_number
from handbook.reports.school_part import SchoolPart, filled_by_school, wishes, without_own
from handbook.visits.purposes import TermlyVisit
from handbook.visits.visit import OVER, Visit, VisitStatus
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class _Known:
    """All that a form opens with. `visit` is the termly visit of its term, if there is one."""

    school: School
    headteacher: Person
    sip: Person
    visit: Visit | None
    framework: Framework
    figures: FigureDossier
    earlier: Sequence[Contents]
    part: SchoolPart


async def open_report(work: Work, visit_id: str) -> None:
    """The visit was held: its report is begun."""
    await work.bus.decide(BeginFormOfVisit(visit_id))


async def begin_form(work: Work, form: str, person_id: str = "") -> None:
    """Makes the form where it is not there yet, and opens it to its SIP and who stands in for them, to write; nobody
    else who was let in before keeps that."""
    current = await work.bus.read(lambda uow: uow.report_forms.of_key(form))
    if not current.is_open:
        return
    item = current.item
    if item is None:
        item = await _made(work, current)
    elif not person_id:
        await work.libraries.unshare(item, to_write=True)
    own = OutboxJob("begin_form", f"{form}@{current.revision}", {"form": form}, JobQueue.GRAPH)
    if person_id:
        own = replace(own, args={**own.args, "person_id": person_id})
    writers = await work.bus.read(lambda uow: _writers(uow, current, work))
    opened = await let_in(work, (item,), writers, own, to_write=True)
    await work.bus.decide(NoteFormOpened(form, item, opened))


EFFECTS: Final[Mapping[str, Effect]] = {
    "open_report": Effect(open_report, "The form for the report of this visit could not be begun yet"),
    "begin_form": Effect(
        begin_form,
        "The form for a report could not be made in the library yet",
        "{name} cannot open the form for a report yet",
        about=("report_form", "form"),
    ),
}


def _writers(uow: UnitOfWork, form: ReportForm, work: Work) -> tuple[Person, ...]:
    today = london_date(work.bus.now())
    return (uow.roster.then(form.sip_id, Role.SIP), *deputies_of(uow, form.sip_id, today))


async def _made(work: Work, form: ReportForm) -> FiledItem:
    known = await work.bus.read(lambda uow: _read(uow, form, work))
    forms = TermForms(work.bus.policy.form_templates)
    paper = await asyncio.to_thread(_written, form, known, forms)
    columns = form_columns(form, known.school, known.sip, hashlib.sha256(paper).hexdigest())
    place = form_folder(form, known.school)
    return await work.libraries.place(Library.DRAFTS, place, form_name(form), paper, columns)


def _read(uow: UnitOfWork, form: ReportForm, work: Work) -> _Known:
    place = (form.urn, form.year, form.term)
    school = school_of(uow, form.urn)
    visits = uow.visits.of_school(form.urn)
    mine = [one for one in visits if (one.year, one.purpose) == (form.year, TermlyVisit(form.term))]
    visit = next((one for one in mine if one.status is VisitStatus.HELD or one.status not in OVER), None)
    return _Known(
        school=school,
        headteacher=uow.roster.then(visit.headteacher_id if visit else school.headteacher_id, Role.HEADTEACHER),
        sip=uow.roster.then(form.sip_id, Role.SIP),
        visit=visit,
        framework=uow.school_frameworks.of_school(form.urn).on(london_date(work.bus.now())),
        figures=figure_dossier(uow, form.urn),
        earlier=uow.reports.earlier_contents(form.urn, (form.year, form.term)),
        part=uow.school_parts.of_term(*place),
    )


def _written(form: ReportForm, known: _Known, forms: TermForms) -> bytes:
    by_school = without_own(known.part, known.headteacher.id)
    return write_proforma(
        filled_by_school(_contents(form, known), by_school, known.framework),
        headteacher=known.headteacher.name,
        framework=known.framework,
        annex=figure_annex(known.figures),
        forms=forms,
    )


def _contents(form: ReportForm, known: _Known) -> Contents:
    """The context is that of the year's first report; before there is one, that of the files that were taken in."""
    school, visit, earlier = known.school, known.visit, known.earlier
    agenda = visit.agenda if visit else ()
    opens = opening(earlier, (*agenda, *(one for one in wishes(known.part) if one not in agenda)))
    inspection, outcomes = last_inspection(earlier) if form.term is Term.AUTUMN else ({}, {})
    of_the_year = any(report.academic_year == form.year for report in earlier)
    context = inherited(earlier, form.year) if of_the_year else context_boxes(known.figures)
    boxes = context | attendance_boxes(known.figures, form.year) | inspection
    boxes |= {"visit_number": visit_number(form.term)}
    boxes |= {"visit_on": day_words(visit.half_day.on)} if visit and visit.half_day else {}
    return Contents(
        school_name=school.name,
        urn=school.urn,
        academic_year=form.year,
        term=form.term,
        sip_name=known.sip.name,
        sections=opens.sections,
        town=school.town,
        boxes=boxes,
        rows=opens.rows | outcomes,
    )
