"""The year's reports of a school are put together when somebody asks for them. Commands above, effects below."""

import asyncio
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import JobQueue, OutboxJob
from automations.engine.letting_in import let_in
from automations.engine.notifications import refresh_all
from automations.engine.roster import known_person
from automations.engine.workflow import Effect, Work
from automations.school_record.year_cards import OF_YEARS, years_about
from documents.binding import LARGEST, NotBound, Part, begin_to_append, begin_to_bind, begin_to_count
from documents.headteachers_view import write_headteachers_view
from documents.school_words import TITLE
from documents.year_reports import Bound, parts_left_out, write_report_copy, write_year_front
from handbook.core.british_time import london_date
from handbook.core.external_errors import NotFound, Rejected
from handbook.core.people import Person, School
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.dossier import Dossier
from handbook.reports.filing import approved_columns, document_name, draft_columns, folder
from handbook.reports.governors.pack import may_have_own_part
from handbook.reports.library import FiledItem, Library
from handbook.reports.report import Decision, has_words
from handbook.school_record.year_reports import (
    EVERY_TERM,
    FILED,
    MakeYearReports,
    YearReports,
    fingerprint,
    in_order,
    is_whole_for,
    may_have_year_of,
    not_in_it,
    year_asked,
    year_file_name,
    year_made,
)
from store.unit_of_work import UnitOfWork

_GONE: Final = "its file is no longer in SharePoint"
_UNREADABLE: Final = "its PDF cannot be read"
_NOT_THEIRS: Final = "The service’s list no longer names you for this school."


class _NotHad(Exception):
    """A report cannot be had; it says why, as people read it."""


@dataclass(frozen=True, slots=True)
class NoteYearMade:
    """What came of it: the PDF stands in the library and its person can open it, or there is none."""

    urn: str
    year: AcademicYear
    person_id: str
    of: str
    item: FiledItem | None
    terms: tuple[Term, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Year:
    """All that is asked of the records for one PDF."""

    wanted: YearReports
    school: School
    person: Person
    dossiers: tuple[Dossier, ...]
    not_in_it: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A report and its PDF as it goes into this copy, with its pages."""

    dossier: Dossier
    data: bytes
    pages: int
    left_out: tuple[str, ...]


def make(uow: UnitOfWork, command: MakeYearReports, ctx: CommandContext) -> Iterable[OutboxJob]:
    person, school = ctx.somebody, uow.roster.school(command.urn)
    current = uow.year_reports.of(command.urn, command.year, person.id)
    wanted = year_asked(current, command, school, _filed(uow, command.urn, command.year), person, ctx.now)
    entry = ctx.entry("year_asked", f"school:{command.urn}", year=command.year.starts_in, rule="W1 W2")
    saved = uow.year_reports.save(wanted, entry, ctx.now)
    args = {"urn": saved.urn, "year": saved.year.starts_in, "asker_id": person.id}
    yield OutboxJob("make_year_reports", f"{saved.id}@{saved.revision}", args, JobQueue.GRAPH)
    yield from refresh_all(uow, years_about(person.id), f"{saved.id}@{saved.revision}")


def note_made(uow: UnitOfWork, command: NoteYearMade, ctx: CommandContext) -> Iterable[OutboxJob]:
    current = uow.year_reports.of(command.urn, command.year, command.person_id)
    made = year_made(current, command.of, command.item, command.terms, command.lacks, ctx.now)
    if made == current:
        return
    entry = ctx.entry("year_made", f"school:{command.urn}", year=command.year.starts_in, rule="W1 W2")
    saved = uow.year_reports.save(made, entry, ctx.now)
    yield from refresh_all(uow, years_about(command.person_id), f"{saved.id}@{saved.revision}")


HANDLERS: Final[Mapping[type, Handler]] = {MakeYearReports: make, NoteYearMade: note_made}


async def make_year_reports(work: Work, urn: str, year: int, asker_id: str, person_id: str = "") -> None:
    """Puts the PDF beside the reports of the year, and opens it to who asked."""
    whole = await work.bus.read(lambda uow: _year(uow, urn, AcademicYear(year), asker_id))
    if not whole.wanted.is_being_made:
        return
    if not may_have_year_of(whole.school, whole.person):  # the list has changed since it was asked for
        await work.bus.decide(_note(whole, None, (), (_NOT_THEIRS,)))
        return
    found, lacks = await _found(work, whole)
    lacks = (*lacks, *whole.not_in_it)
    if not found:
        await work.bus.decide(_note(whole, None, (), lacks))
        return
    item = await _placed(work, whole, found, lacks)
    args: dict[str, str | int] = {"urn": urn, "year": year, "asker_id": asker_id}
    own = OutboxJob("make_year_reports", f"{whole.wanted.id}@{whole.wanted.revision}", args, JobQueue.GRAPH)
    if person_id:
        own = OutboxJob(own.effect, own.key, {**args, "person_id": person_id}, own.queue)
    if await let_in(work, (item,), (whole.person,), own):
        await work.bus.decide(_note(whole, item, found, lacks))


EFFECTS: Final[Mapping[str, Effect]] = {
    "make_year_reports": Effect(
        make_year_reports,
        "The year’s reports could not be put together yet",
        "{name} cannot open the year’s reports yet",
        about=(OF_YEARS, "asker_id"),
    ),
}


def _filed(uow: UnitOfWork, urn: str, year: AcademicYear) -> tuple[Dossier, ...]:
    reports = uow.reports.of_year(year.starts_in, FILED, urns=[urn])
    return tuple(uow.reports.dossier(one) for one in in_order(reports))


def _year(uow: UnitOfWork, urn: str, year: AcademicYear, person_id: str) -> _Year:
    person = known_person(uow, person_id)
    reports = [one for one in uow.reports.of_school(urn) if one.year == year]
    wanted = uow.year_reports.of(urn, year, person_id)
    school = uow.roster.school_then(urn)
    return _Year(wanted, school, person, _filed(uow, urn, year), not_in_it(reports))


def _note(whole: _Year, item: FiledItem | None, found: Sequence[_Found], lacks: Sequence[str]) -> NoteYearMade:
    wanted = whole.wanted
    terms = tuple(one.dossier.report.term for one in found)
    return NoteYearMade(wanted.urn, wanted.year, wanted.person_id, wanted.of, item, terms, tuple(lacks))


async def _found(work: Work, whole: _Year) -> tuple[list[_Found], tuple[str, ...]]:
    """The reports that could be had, one after the other, and why others could not."""
    found: list[_Found] = []
    lacks: list[str] = []
    for dossier in whole.dossiers:
        try:
            found.append(await _one(work, dossier, whole.person))
        except _NotHad as why:
            lacks.append(f"{dossier.report.term.value} term: {why}.")
    return found, tuple(lacks)


async def _one(work: Work, dossier: Dossier, person: Person) -> _Found:
    """Raises _NotHad."""
    filed, decision = dossier.report.filed, dossier.report.decision
    if filed is None or decision is None:
        raise _NotHad(_GONE)
    if not is_whole_for(dossier, person):
        paper = await asyncio.to_thread(write_report_copy, dossier, decision)
        data = await _converted(work, dossier, folder(dossier), "without-own-part", paper)
        return _Found(dossier, data, await _pages(data), parts_left_out(dossier.shown.contents))
    with suppress(NotFound, _NotHad):
        data = await work.libraries.content(filed.pdf, LARGEST)
        data = data if filed.pdf_has_words else await _with_words(work, dossier, decision, data)
        return _Found(dossier, data, await _pages(data), ())
    try:  # somebody took it away, or put something else there: it is made anew
        data = await work.libraries.as_pdf(filed.document)
    except NotFound:
        raise _NotHad(_GONE) from None
    except Rejected:
        raise _NotHad(_UNREADABLE) from None
    data = await _with_words(work, dossier, decision, data)
    return _Found(dossier, data, await _pages(data), ())


async def _with_words(work: Work, dossier: Dossier, decision: Decision, data: bytes) -> bytes:
    """A PDF that does not end with what the school said, if it said something, does now. Raises _NotHad."""
    if not has_words(dossier.report):
        return data
    paper = await asyncio.to_thread(write_headteachers_view, dossier, decision, document_name(dossier))
    last = Part(TITLE, await _converted(work, dossier, folder(dossier), "what-the-school-said", paper))
    try:
        return await asyncio.wrap_future(begin_to_append(data, last))
    except NotBound:
        raise _NotHad(_UNREADABLE) from None


async def _pages(data: bytes) -> int:
    (count,) = await asyncio.wrap_future(begin_to_count([data]))
    if not count:
        raise _NotHad(_UNREADABLE)
    return count


async def _converted(work: Work, dossier: Dossier, where: Sequence[str], what: str, paper: bytes) -> bytes:
    """SharePoint converts what stands in a library: our own pages stand among the drafts, where nobody sees them."""
    report = dossier.report
    name = f"{report.year.path_name}_{report.term.value}_SIP-report_{report.urn}_v{report.sent}_{what}.docx"
    columns = draft_columns(dossier, hashlib.sha256(paper).hexdigest()) | {"Status": "For the year’s reports"}
    return await work.libraries.as_pdf(await work.libraries.place(Library.DRAFTS, where, name, paper, columns))


async def _placed(work: Work, whole: _Year, found: Sequence[_Found], lacks: Sequence[str]) -> FiledItem:
    last, wanted = found[-1].dossier, whole.wanted
    front = await _front(work, whole, found, lacks)
    names = (f"{one.dossier.report.term.value} term" for one in found)
    parts = [Part("What is in it", front), *(Part(name, one.data) for name, one in zip(names, found, strict=True))]
    pdf = await asyncio.wrap_future(begin_to_bind(f"SIP reports {wanted.year}: {whole.school.full_name}", parts))
    terms = [one.dossier.report.term for one in found]
    has_own_part = any(_has_own_part(one, whole.person) for one in found)
    name = year_file_name(wanted.urn, wanted.year, terms, has_own_part=has_own_part)
    of = (fingerprint([one.dossier for one in found], whole.person), *lacks, str(wanted.asked_at))
    columns = approved_columns(last, work.bus.policy.keep_years)
    columns |= {"Sha256": hashlib.sha256("\n".join(of).encode()).hexdigest(), "Term": EVERY_TERM}
    return await work.libraries.place(Library.REPORTS, folder(last)[:-1], name, pdf, columns)


async def _front(work: Work, whole: _Year, found: Sequence[_Found], lacks: Sequence[str], own: int = 1) -> bytes:
    """The page in front, which says on which page each report begins; should it be longer, it is made once more."""
    asked_on, last = london_date(whole.wanted.asked_at or work.bus.now()), found[-1].dossier
    starts = accumulate((one.pages for one in found), initial=own + 1)
    bound = [_bound(one, page) for one, page in zip(found, starts, strict=False)]
    paper = await asyncio.to_thread(
        write_year_front, school=whole.school, year=whole.wanted.year, bound=bound, lacks=lacks, asked_on=asked_on
    )
    data = await _converted(work, last, folder(last)[:-1], "year-front", paper)
    pages = await _pages(data)
    return data if pages == own or own > 1 else await _front(work, whole, found, lacks, pages)


def _bound(one: _Found, page: int) -> Bound:
    dossier, decision = one.dossier, one.dossier.report.decision
    approved_on = london_date(decision.at if decision else dossier.shown.received_at)
    names = (dossier.sip.name, dossier.approved_by)
    return Bound(dossier.report.term, *names, approved_on, page, one.left_out, has_words(dossier.report))


def _has_own_part(one: _Found, person: Person) -> bool:
    return is_whole_for(one.dossier, person) and may_have_own_part(one.dossier)
