"""`sipdesk subject-access`: what the service holds about one person, for them and for the officer who hands it over. It
needs no running service; that it was taken stands in the audit."""

import argparse
import asyncio
import re
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from graph.calendars import OutlookCalendars
from graph.client import GraphClient
from graph.libraries import SharePointLibraries
from handbook.core.british_time import london_date
from handbook.core.plain_words import several
from handbook.core.refusal import Refused
from handbook.reports.library import Library
from handbook.subject_access.marking import Marker
from handbook.subject_access.subject import Relation
from service.audit_check import has_database
from service.graph_credential import graph_credential
from service.roster import sha256_of
from service.settings import Settings
from service.subject_access.bundle import Bundle
from service.subject_access.files import Wanted, wanted_files
from service.subject_access.gather import Gathered, gather
from service.subject_access.outside import Outside, look_outside
from store.audit import AuditEntry
from store.database import Database
from store.every_row import file_of

OPERATOR = "operator"
NO_DATABASE = "SIPDESK_DATABASE_URL names no database of this version of SIP Desk."


def run(settings: Settings, chosen: argparse.Namespace) -> int:
    """0 where both are written; 1 where nothing is held, it is not clear who is meant, or a file is there already; 2
    where there is no database."""
    database = Database(settings.database_url, keys=settings.case_keys_source())
    try:
        if not has_database(database):
            print(NO_DATABASE, file=sys.stderr)
            return 2
        return _write(settings, database, chosen)
    except Refused as no:
        print(no.reason, file=sys.stderr)
    except OSError as no:
        print(f"{chosen.folder} cannot be written in: {no.strerror}.", file=sys.stderr)
    finally:
        database.close()
    return 1


def _write(settings: Settings, database: Database, chosen: argparse.Namespace) -> int:
    now = datetime.now(UTC)
    with database.reading() as uow:
        found = gather(uow, chosen.person, chosen.also)
        wanted = [(one, file_of(uow, one.sha256)) for one in wanted_files(found)]
    outside = asyncio.run(_look_outside(settings, found))
    if not (found.held or outside.columns):
        raise Refused("unknown", f"Nothing is held about “{chosen.person}”. Try another spelling, address or account.")
    files = [(one, data) for one, data in wanted if data is not None]
    lacks = [f"The file {one.name}: it is no longer in the database." for one, data in wanted if data is None]
    marker = Marker(found.seeker, found.everybody.names, _named(found, chosen.named))
    bundle = Bundle(found, outside, marker, files, now, lacks)
    person, officer = _paths(chosen.folder, found, now)
    _fill(bundle, person, officer)
    _note(database, found, person, officer, now)
    _say(found, outside, files, person, officer)
    return 0


def _named(found: Gathered, addresses: list[str]) -> frozenset[str]:
    """Raises Refused for an address of nobody's."""
    named: set[str] = set()
    for one in addresses:
        accounts = found.everybody.accounts(one)
        if not accounts:
            raise Refused("unknown", f"“{one}” is nobody that the service knows.")
        named |= accounts
    return frozenset(named)


async def _look_outside(settings: Settings, found: Gathered) -> Outside:
    graph = GraphClient(graph_credential(settings), base_url=settings.graph_url)
    names = {Library.DRAFTS: settings.drafts_library, Library.REPORTS: settings.reports_library}
    libraries = SharePointLibraries(graph, settings.site, names)
    rows = [one.row for one in found.held if one.relation is Relation.ABOUT]
    visits = [one for one in found.rows("visits") if one.get("event_id")]
    try:
        return await look_outside(libraries, OutlookCalendars(graph), found.seeker, rows, visits)
    finally:
        await graph.close()


def _paths(folder: Path, found: Gathered, now: datetime) -> tuple[Path, Path]:
    """Raises Refused where one is there: what was handed over is not written over."""
    called = re.sub(r"[^\w]+", "-", found.subject.label).strip("-") or "somebody"
    stem = f"{called}-{london_date(now):%Y-%m-%d}"
    paths = folder / f"{stem}-for-the-person.zip", folder / f"{stem}-for-the-officer.zip"
    for one in paths:
        if one.exists():
            raise Refused("there", f"{one} is there already, and was left as it is.")
    return paths


def _fill(bundle: Bundle, person: Path, officer: Path) -> None:
    """Under other names until both are whole."""
    parts = [one.with_name(f"{one.name}.part") for one in (person, officer)]
    made: list[Path] = []
    try:
        with ExitStack() as stack:
            opened: list[IO[bytes]] = []
            for one in parts:
                opened.append(stack.enter_context(one.open("xb")))
                made.append(one)
            bundle.write(opened[0], opened[1])
        for part, path in zip(parts, (person, officer), strict=True):
            part.rename(path)
    finally:
        for one in made:
            one.unlink(missing_ok=True)


def _note(database: Database, found: Gathered, person: Path, officer: Path, now: datetime) -> None:
    """Whose it was by their accounts, and never by name."""
    about = f"person:{next(iter(sorted(found.subject.ids)), 'not on the list')}"
    detail = {
        "records": len(found.held),
        "sha256": sha256_of(person),
        "officer_sha256": sha256_of(officer),
        "rule": "UK GDPR 15",
    }
    with database.writing() as uow:
        uow.audit(AuditEntry(OPERATOR, "subject_access_given", about, detail), now)


def _say(found: Gathered, outside: Outside, files: list[tuple[Wanted, bytes]], person: Path, officer: Path) -> None:
    about = sum(one.relation is Relation.ABOUT for one in found.held)
    maybe, filed, entries = len(found.held) - about, len(outside.columns), len(outside.entries)
    print(f"{found.subject.label}: {several(about, 'record')} about them, {maybe} that may be about them.")
    print(f"{several(len(files), 'document')}, {filed} files in SharePoint, {entries} calendar entries.")
    print(f"{person}\n  for the person, with blanks. Look at the officer’s file first.")
    print(f"{officer}\n  for the officer: the marks open, what is yet to be decided. Never hand it over.")
    missed = ["Not searched:", *(f"  {one}" for one in outside.missed)]
    print("\n".join(missed) if outside.missed else "All that can be searched was.")
