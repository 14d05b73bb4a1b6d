"""`sipdesk import`: the trust's list of schools and people comes in from spreadsheets (M1). It shows what it would do,
and does it with --apply. It needs no running service, and a running one goes by the new list at once."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from automations.schools.preview import (
    Found,
    Preview,
    asked_of_directory,
    preview_checks,
    preview_dates,
    preview_list,
    preview_memberships,
    preview_people,
    preview_schools,
    preview_training,
)
from handbook.core.external_errors import ExternalError, Forbidden
from handbook.core.refusal import Refused
from handbook.membership.imported import first_of_all
from handbook.schools.trust_list import ListChanges, TrustList, applied
from service.audit_check import has_database
from service.database_settings import DatabaseSettings
from service.figures import ProgressBar
from service.import_shown import Shown, fault_lines, some_of, tally_lines, with_bar
from service.membership_settings import MembershipSettings
from service.roster import RosterFile, UnusableRoster, sha256_of
from service.settings import Settings
from spreadsheets.annotated import write_annotated, write_refused
from spreadsheets.date_lists import read_checks, read_dates
from spreadsheets.list_layouts import MEMBERSHIP_LIST
from spreadsheets.memberships import read_memberships
from spreadsheets.people import read_people
from spreadsheets.schools import Chosen, Successions, read_links, read_schools, urns_in, urns_of_group
from spreadsheets.training import read_training
from spreadsheets.unusable import UnusableFile
from store.database import Database
from store.schema import SchemaState

PAPERS: Final = "agreements"


def run(settings: DatabaseSettings, chosen: argparse.Namespace) -> int:
    """0 if it is done or would change nothing, 1 where the file cannot be taken, 2 where there is no database."""
    database = Database(settings.database_url, keys=settings.case_keys_source())
    try:
        return _import(database, chosen)
    except UnusableFile as no:
        print("\n".join(no.lines), file=sys.stderr)
    except (Refused, UnusableRoster) as no:
        print(no, file=sys.stderr)
    except ExternalError as no:
        print(not_asked(no), file=sys.stderr)
    finally:
        database.close()
    return 1


def _import(database: Database, chosen: argparse.Namespace) -> int:
    for target in (chosen.annotated, chosen.skip_bad_rows):
        if target is not None and (target.suffix != ".xlsx" or target.exists()):
            raise UnusableFile(f"{target} must be a new file whose name ends in .xlsx.")
    is_there = has_database(database)
    if not is_there and not is_empty(database):
        print("SIPDESK_DATABASE_URL names no database of this version of SIP Desk.", file=sys.stderr)
        return 2
    known = listed(database) if is_there else TrustList()
    shown = show(database if is_there else None, chosen, known)
    print("\n".join(shown.lines))
    if shown.faults:
        _tell_faults(shown, chosen)
        if chosen.skip_bad_rows is None:
            print("Nothing was written. Please correct the file and run it again.", file=sys.stderr)
            return 1
    shown.check()
    if shown.command is None:
        print("Nothing to change.")
    elif chosen.apply:
        database.migrate()
        apply(database, shown.command())
        print("Imported.")
    else:
        print("Nothing was written. Run it again with --apply to import this.")
    return 0


def show(database: Database | None, chosen: argparse.Namespace, known: TrustList) -> Shown:
    """Of the kind of file that was chosen, as the list is, or is to be. Without a database there is nothing but what
    the list says. Raises UnusableFile, UnusableRoster and ExternalError."""
    if chosen.kind == PAPERS:
        from service.importing_papers import show_papers  # noqa: PLC0415 - loaded where one is shown

        return show_papers(database, chosen, known)
    of_membership = chosen.kind == MEMBERSHIP_LIST.kind
    preview = _membership(database, chosen, known) if of_membership else _PREVIEWS[chosen.kind](chosen, known)
    changes = preview.with_leavers() if chosen.leavers else preview.changes
    return Shown(
        _changes(chosen.file.name, preview, changes),
        preview.lacks(changes),
        [] if chosen.leavers else _absent(preview),
        preview.table,
        preview.faults,
        (lambda: _change_list(preview, changes, chosen.file)) if changes else None,
        replace(applied(known, changes), revision=known.revision + 1) if changes else known,
        lambda: preview.check_leavers(sure=chosen.yes) if chosen.leavers else None,
    )


def _tell_faults(shown: Shown, chosen: argparse.Namespace) -> None:
    """On the screen; and in a copy of the file, and in a file of the bad rows, where these were asked for."""
    print("\n".join(fault_lines(shown.faults)), file=sys.stderr)
    table = shown.table
    if table is None:
        return
    if chosen.annotated is not None:
        write_annotated(table, chosen.annotated)
        print(f"{chosen.annotated} is your file with what is wrong beside each cell.", file=sys.stderr)
    if chosen.skip_bad_rows is not None:
        rows = write_refused(table, chosen.skip_bad_rows)
        what = "1 row was skipped: it is" if rows == 1 else f"{rows:,} rows were skipped: they are"
        print(f"{what} in {chosen.skip_bad_rows}, to be put right and imported.", file=sys.stderr)


def _schools(chosen: argparse.Namespace, known: TrustList) -> Preview:
    urns = urns_in(chosen.urns) if chosen.urns else None
    trust = chosen.trust
    if chosen.groups:
        of_group = urns_of_group(chosen.groups, trust)
        urns, trust = of_group if urns is None else urns & of_group, ""
    which = Chosen(urns, chosen.diocese, trust, tuple(chosen.where), chosen.all)
    links: Successions = read_links(chosen.links) if chosen.links else {}
    return with_bar(chosen.file, lambda show: preview_schools(read_schools(chosen.file, which, links, show), known))


def _people(chosen: argparse.Namespace, known: TrustList) -> Preview:
    reading = with_bar(chosen.file, lambda show: read_people(chosen.file, known, show))
    return preview_people(reading, known, _accounts(asked_of_directory(reading)))


def _terms(chosen: argparse.Namespace, known: TrustList) -> Preview:
    return with_bar(chosen.file, lambda show: preview_dates(read_dates(chosen.file, known, show), known))


def _checks(chosen: argparse.Namespace, known: TrustList) -> Preview:
    return with_bar(chosen.file, lambda show: preview_checks(read_checks(chosen.file, known, show), known))


def _training(chosen: argparse.Namespace, known: TrustList) -> Preview:
    return with_bar(chosen.file, lambda show: preview_training(read_training(chosen.file, known, show), known))


def _membership(database: Database | None, chosen: argparse.Namespace, known: TrustList) -> Preview:
    """Without a database there is nothing that a row could contradict."""
    reading = with_bar(chosen.file, lambda show: read_memberships(chosen.file, known, show))
    rows = [one for _, one in reading.memberships]
    if database is None or not rows:
        return preview_memberships(reading, known, [first_of_all(one) for one in rows])
    from automations.membership.importing import try_out  # noqa: PLC0415 - what decides takes half a second to load

    with database.reading() as uow:
        tried = try_out(uow, rows, MembershipSettings().membership_terms(), datetime.now(UTC))
    return preview_memberships(reading, known, tried)


def _list(chosen: argparse.Namespace, known: TrustList) -> Preview:
    return preview_list(RosterFile.read(chosen.file, "").trust_list(), known)


_PREVIEWS: Final = {
    "schools": _schools,
    "people": _people,
    "terms": _terms,
    "checks": _checks,
    "training": _training,
    "list": _list,
}


def _accounts(names: Sequence[str]) -> Found:
    """What Microsoft Entra knows of these. Raises ExternalError where it could not be asked."""
    if not names:
        return {}
    from graph.client import GraphClient  # noqa: PLC0415 - loaded where somebody is looked up
    from graph.directory import EntraDirectory  # noqa: PLC0415 - as above
    from service.graph_credential import graph_credential  # noqa: PLC0415 - as above

    settings = Settings()  # pyright: ignore[reportCallIssue] - its fields come from the environment
    bar = ProgressBar("Asking Microsoft Entra")

    async def ask() -> Found:
        graph = GraphClient(graph_credential(settings), base_url=settings.graph_url)
        try:
            return await EntraDirectory(graph).accounts_known_as(names, bar.show)
        finally:
            await graph.close()

    try:
        return asyncio.run(ask())
    finally:
        bar.end()


def not_asked(no: ExternalError) -> str:
    if isinstance(no, Forbidden):
        return (
            "Microsoft Entra does not let SIP Desk look up people, so nothing was imported. It needs the permission "
            "User.Read.All: see docs/permissions.md."
        )
    return f"People’s accounts could not be read from Microsoft Entra, so nothing was imported ({no})."


def _change_list(preview: Preview, changes: ListChanges, file: Path) -> object:
    from automations.schools.changing import ChangeList  # noqa: PLC0415 - what decides takes half a second to load

    return ChangeList(preview.kind, sha256_of(file), preview.known.revision, changes)


def apply(database: Database, command: object) -> None:
    """Does what was shown: all of it, or nothing. Raises Refused where the list was changed meanwhile."""
    from automations.engine.command_bus import TrustPolicy  # noqa: PLC0415 - as above
    from service.deciding import decide  # noqa: PLC0415 - as above

    policy = TrustPolicy(membership=MembershipSettings().membership_terms())
    decide(database, "import", command, policy)


def listed(database: Database) -> TrustList:
    with database.reading() as uow:
        return uow.roster.listed()


def is_empty(database: Database) -> bool:
    """Nothing was ever kept in it: it is made when something is."""
    if database.is_sqlite:
        return not Path(database.url.database or "").is_file()
    return database.schema_state() is SchemaState.EMPTY


def _changes(file: str, preview: Preview, changes: ListChanges) -> list[str]:
    lines = some_of([f"  {line}" for line in preview.lines(changes)])
    return [*tally_lines(file, preview.tally), *lines, *preview.notes]


def _absent(preview: Preview) -> list[str]:
    if not preview.absent:
        return []
    told = f"Not in this file, and left on the list: {len(preview.absent):,}. With --leavers they leave it."
    return [told, *some_of([f"  {line}" for line in preview.absent])]
