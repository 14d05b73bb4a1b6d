"""`sipdesk record`: a school's whole record as a zip, for its headteacher or the Trust Advisor (W1, W2). It needs no
running service, and does no harm to one; that it was taken stands in the audit."""

import argparse
import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from automations.school_record.record_zip import NoteRecordTaken, write_record
from graph.client import GraphClient
from graph.libraries import SharePointLibraries
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.reports.library import Library
from service.audit_check import has_database
from service.deciding import decide
from service.graph_credential import graph_credential
from service.roster import sha256_of
from service.settings import Settings
from service.visit_policy import visit_policy
from store.database import Database


def run(settings: Settings, chosen: argparse.Namespace) -> int:
    """0 where it is written, also if something could not be had; 1 where it may not be, or its file is there already;
    2 where there is no database."""
    database = Database(settings.database_url, keys=settings.case_keys_source())
    try:
        if not has_database(database):
            print("SIPDESK_DATABASE_URL names no database of this version of SIP Desk.", file=sys.stderr)
            return 2
        if chosen.out.exists():
            print(f"{chosen.out} is there already, and was left as it is.", file=sys.stderr)
            return 1
        return _write(settings, database, chosen.urn, _person(database, chosen.person), chosen.out)
    except Refused as no:
        print(no.reason, file=sys.stderr)
        return 1
    except OSError as no:
        print(f"{chosen.out} cannot be written: {no.strerror}.", file=sys.stderr)
        return 1
    finally:
        database.close()


def _person(database: Database, address: str) -> Person:
    """Whose copy it is. Raises Refused where nobody, or more than one, has the address."""
    with database.reading() as uow:
        if not address:
            return uow.roster.holder(Role.TRUST_ADVISOR)
        found = [one for one in uow.roster.people(*Role) if one.email.casefold() == address.casefold()]
    if len(found) != 1:
        raise Refused("unknown", f"Nobody on the service’s list has the address {address}.")
    return found[0]


def _write(settings: Settings, database: Database, urn: str, person: Person, out: Path) -> int:
    """Under another name until it is whole: what is there under its own can be relied on."""
    part = out.with_name(f"{out.name}.part")
    opened = part.open("xb")  # raises where another is being written
    try:
        with opened:
            lacks = asyncio.run(_filled(settings, database, urn, person, opened))
        decide(database, "record", NoteRecordTaken(urn, person.id, sha256_of(part)))
        part.rename(out)
    finally:
        part.unlink(missing_ok=True)
    print(f"{out} holds the record of {urn} for {person.name} ({person.office_words}).")
    print("\n".join(["Not in it:", *(f"  {one}" for one in lacks)]) if lacks else "Nothing is missing from it.")
    return 0


async def _filled(
    settings: Settings, database: Database, urn: str, person: Person, opened: IO[bytes]
) -> tuple[str, ...]:
    graph = GraphClient(graph_credential(settings), base_url=settings.graph_url)
    names = {Library.DRAFTS: settings.drafts_library, Library.REPORTS: settings.reports_library}
    libraries = SharePointLibraries(graph, settings.site, names)
    try:
        return await write_record(database, libraries, urn, person, visit_policy(settings), datetime.now(UTC), opened)
    finally:
        await graph.close()
