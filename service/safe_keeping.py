"""`sipdesk backup FILE`, `sipdesk restore FILE`, and `sipdesk restored`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from service.audit.noting import note_done
from service.audit_check import has_database
from service.database_settings import DatabaseSettings
from store.audit import Verdict
from store.backup import back_up, note_restored, restore
from store.database import Database
from store.unusable_backup import UnusableBackup


def run(settings: DatabaseSettings, command: str, file: Path) -> int:
    """0 if it is done; 1 if it is done, and the audit in the file is broken; 2 if nothing was done. Raises
    NewerSchema."""
    database = Database(settings.database_url, keys=settings.case_keys_source())
    try:
        if command == "backup":
            verdict = back_up(database, file)
            note_done(database, "backed_up", "backup", entries=verdict.entries, head=verdict.head)
        else:
            verdict = restore(database, file, datetime.now(UTC))
    except UnusableBackup as reason:
        print(f"Nothing was done. {reason}", file=sys.stderr)
        return 2
    else:
        print(f"{file} holds the database." if command == "backup" else f"The database was restored from {file}.")
        print(_without_keys() if command == "backup" else _whether_cases_open(database))
    finally:
        database.close()
    return _audit(verdict)


def _without_keys() -> str:
    return "The key to concerns and complaints is not in it: keep that apart from it, or nobody opens them again."


def _whether_cases_open(database: Database) -> str:
    """What was restored may be of an earlier version, which the service brings up to date."""
    if not has_database(database):
        return "Concerns and complaints are looked at when the service starts."
    found = database.sealing()
    if found.ring is None or found.lost:
        return (
            "Concerns and complaints in it cannot be opened: the key to them is not here. Put the file of keys back; "
            "everything else works without it."
        )
    return "Concerns and complaints in it can be opened: the key to them is here."


def restored(settings: DatabaseSettings) -> int:
    """The next start draws every card again. 0 if it is noted, 1 if the audit is broken, 2 where there is no database
    of this version."""
    database = Database(settings.database_url, keys=settings.case_keys_source())
    try:
        if not has_database(database):
            print("SIPDESK_DATABASE_URL names no database of this version of SIP Desk.", file=sys.stderr)
            return 2
        verdict = note_restored(database, datetime.now(UTC))
    finally:
        database.close()
    print("Noted: when the service starts, it updates every card.")
    return _audit(verdict)


def _audit(verdict: Verdict) -> int:
    if verdict.broken_at is not None:
        print(f"Its audit is BROKEN at entry {verdict.broken_at}: find out why.", file=sys.stderr)
        return 1
    print(f"Its audit is complete: {verdict.entries} entries. Note its head: {verdict.entries}:{verdict.head}")
    return 0
