"""A school's whole record as a zip: files one after the other, so that no more than one is held in memory, tables, an
index and the sums of all. What SharePoint no longer has is named in the index."""

import hashlib
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Final

from automations.engine.command_bus import CommandContext, Handler
from automations.engine.jobs.outbox import OutboxJob
from automations.engine.ports import Libraries
from automations.engine.roster import school_of
from documents.headteachers_view import write_headteachers_view
from documents.record_index import Listed, write_record_index
from documents.year_reports import write_report_copy
from handbook.core.british_time import LONDON, moment_words
from handbook.core.external_errors import ExternalError, NotFound, TooBig
from handbook.core.people import Person, School
from handbook.data.dossier import FigureDossier
from handbook.half_days.entitlement import HalfDayAccount
from handbook.reports.agreements.agreement import SharingAgreement
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.dossier import Dossier
from handbook.reports.filing import copy_name, document_name, is_pdf, pdf_name, view_name
from handbook.reports.library import FiledItem
from handbook.reports.report import Version, has_words
from handbook.school_record import tables
from handbook.school_record.whole import by_time, check_may_have_record, gets_copy, versions_for, why_not
from handbook.visits.dossier import VisitDossier
from handbook.visits.policy import VisitPolicy
from spreadsheets.csv_tables import csv_table
from store.database import Database
from store.unit_of_work import UnitOfWork

LARGEST: Final = 60 * 1024 * 1024
"""Bytes of one file of SharePoint’s: what is larger is named and left out."""


@dataclass(frozen=True, slots=True)
class NoteRecordTaken:
    """Somebody's copy of a school's record was made, with this SHA-256."""

    urn: str
    person_id: str
    sha256: str


def note_taken(uow: UnitOfWork, command: NoteRecordTaken, ctx: CommandContext) -> Iterable[OutboxJob]:
    about, sum_of_it = f"school:{command.urn}", command.sha256
    uow.audit(ctx.entry("record_taken", about, to=command.person_id, sha256=sum_of_it, rule="W2"), ctx.now)
    return ()


HANDLERS: Final[Mapping[type, Handler]] = {NoteRecordTaken: note_taken}


@dataclass(frozen=True, slots=True)
class _Known:
    """All of a record but its files."""

    school: School
    reports: tuple[tuple[Dossier, tuple[Version, ...]], ...]
    visits: tuple[VisitDossier, ...]
    accounts: tuple[HalfDayAccount, ...]
    agreements: tuple[SharingAgreement, ...]
    figures: FigureDossier


@dataclass
class _Record:
    """The zip as it grows."""

    zip: zipfile.ZipFile
    made_at: datetime
    files: list[Listed] = field(default_factory=list[Listed])
    lacks: list[str] = field(default_factory=list[str])

    def put(self, path: str, what: str, data: bytes) -> None:
        self.files.append(Listed(path, what, len(data), hashlib.sha256(data).hexdigest()))
        self.write(path, data)

    def write(self, path: str, data: bytes) -> None:
        year, month, day, hour, minute, second, *_ = self.made_at.astimezone(LONDON).timetuple()
        entry = zipfile.ZipInfo(path, (year, month, day, hour, minute, second))
        entry.compress_type = zipfile.ZIP_DEFLATED
        self.zip.writestr(entry, data)


async def write_record(
    database: Database,
    libraries: Libraries,
    urn: str,
    person: Person,
    policy: VisitPolicy,
    now: datetime,
    out: IO[bytes],
) -> tuple[str, ...]:
    """Writes it into `out`; returns what is not in it, and why. Raises Refused unless this person may have it."""
    with database.reading() as uow:
        check_may_have_record(school_of(uow, urn), person)
        known = _known(uow, urn, policy)
    with zipfile.ZipFile(out, "w") as opened:
        record = _Record(opened, now)
        for dossier, versions in known.reports:
            await _report(record, database, libraries, dossier, versions, person)
        for path, what, table in _tables(known):
            record.put(path, what, csv_table(*table))
        if not known.figures.agreement.allows_figures:
            record.lacks.append("Figures: the school has no signed data agreement.")
        index = write_record_index(
            school=known.school, person=person, made_at=moment_words(now), files=record.files, lacks=record.lacks
        )
        record.put("index.html", "this list", index)
        record.write("manifest.sha256", "".join(f"{one.sha256}  {one.path}\n" for one in record.files).encode())
    return tuple(record.lacks)


def _known(uow: UnitOfWork, urn: str, policy: VisitPolicy) -> _Known:
    """Cases are not asked for at all."""
    reports, visits = by_time(uow.reports.of_school(urn)), uow.visits.of_school(urn)
    years = sorted({one.year for one in (*reports, *visits)})
    return _Known(
        uow.roster.school_then(urn),
        tuple(
            (uow.reports.dossier(one), tuple(uow.reports.version(one.id, at) for at in range(1, one.latest + 1)))
            for one in reports
        ),
        tuple(uow.visits.dossier(one, policy.entitlement, ()) for one in visits),
        tuple(uow.visits.account(urn, year, policy.entitlement) for year in years),
        tuple(uow.agreements.of_school(urn, kind) for kind in AgreementKind),
        _figures(uow, urn),
    )


def _figures(uow: UnitOfWork, urn: str) -> FigureDossier:
    """Without its agreement no figure is even read (D1)."""
    school, agreement = uow.roster.school_then(urn), uow.agreements.of_school(urn, AgreementKind.DATA)
    return FigureDossier(school, agreement, uow.figures.of_places([urn]) if agreement.allows_figures else ())


def _tables(known: _Known) -> Iterable[tuple[str, str, tables.Table]]:
    yield "reports.csv", "all reports and how they stand", tables.reports_table(one for one, _ in known.reports)
    yield "visits.csv", "all visits", tables.visits_table(known.visits)
    yield "half-days.csv", "the half-days of each year", tables.half_days_table(known.accounts)
    yield "agreements.csv", "the agreements as they stand", tables.agreements_table(known.agreements)
    if known.figures.agreement.allows_figures:
        yield "figures.csv", "the figures that were taken in", tables.figures_table(known.figures)


async def _report(
    record: _Record,
    database: Database,
    libraries: Libraries,
    dossier: Dossier,
    versions: tuple[Version, ...],
    person: Person,
) -> None:
    report, decision = dossier.report, dossier.report.decision
    called, where = f"{report.term.value} {report.year}", f"reports/{report.year.path_name}/{report.term.value}"
    if why := why_not(report, person):
        record.lacks.append(f"{called}: the report is {why}.")
    for version in versions_for(dossier, versions, person):
        with database.reading() as uow:
            data = uow.retention.kept_file(version.sha256)
        approved = ", approved" if decision and version.number == report.sent else ""
        path, what = f"{where}/{document_name(dossier, version.number, of=version)}", f"report, {called}{approved}"
        filed = report.filed.document if report.filed and approved else version.draft
        if data is not None:
            record.put(path, what, data)
        elif filed is not None:
            await _from_library(record, libraries, filed, path, what, f"{called}: the report")
        else:
            record.lacks.append(f"{called}: version {version.number}, which is no longer kept.")
        if approved and not is_pdf(version):
            await _pdf(record, libraries, dossier, where, called)
    if decision is None:
        return
    if gets_copy(dossier, person):
        words = f"report, {called}, without the headteacher’s own part"
        record.put(f"{where}/{copy_name(dossier)}", words, write_report_copy(dossier, decision))
        record.lacks.append(f"{called}: the approved file, which has the headteacher’s own CPD and wellbeing in it.")
    if has_words(report):
        view = write_headteachers_view(dossier, decision, document_name(dossier))
        record.put(f"{where}/{view_name(dossier)}", f"the school’s view, {called}", view)


async def _pdf(record: _Record, libraries: Libraries, dossier: Dossier, where: str, called: str) -> None:
    filed = dossier.report.filed
    if filed is None:
        record.lacks.append(f"{called}: the PDF, for the report is being filed.")
        return
    path, what = f"{where}/{pdf_name(dossier)}", f"PDF, {called}"
    await _from_library(record, libraries, filed.pdf, path, what, f"{called}: the PDF")


async def _from_library(
    record: _Record, libraries: Libraries, item: FiledItem, path: str, what: str, called: str
) -> None:
    try:
        record.put(path, what, await libraries.content(item, LARGEST))
    except NotFound:
        record.lacks.append(f"{called}. It is no longer in SharePoint ({item.name}).")
    except TooBig:
        record.lacks.append(f"{called}, which is too large ({item.name}).")
    except ExternalError:
        record.lacks.append(f"{called}. It could not be read from SharePoint ({item.name}).")
