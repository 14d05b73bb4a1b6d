"""`sipdesk keys make`, `sipdesk keys list` and `sipdesk keys rotate`: the keys of concerns and complaints."""

import argparse
import sys
from pathlib import Path
from typing import Final

from service.audit.noting import note_done
from service.audit_check import has_database
from service.database_settings import DatabaseSettings
from store.database import Database
from store.sealing import steps
from store.sealing.keys import FileKeys, KeysMissing
from store.sealing.steps import Sealing

APART: Final = "Keep a copy of it apart from every backup: with both, anybody reads; without it, nobody does."


def run(settings: DatabaseSettings, chosen: argparse.Namespace) -> int:
    """0 if it is done, 1 where cases are left that no key opens, 2 if nothing was done."""
    if chosen.keys == "make":
        return _make(chosen.file)
    database = Database(settings.database_url, keys=settings.case_keys_source())
    try:
        if not has_database(database):
            print("SIPDESK_DATABASE_URL names no database of this version of SIP Desk.", file=sys.stderr)
            return 2
        return _rotate(database) if chosen.keys == "rotate" else _list(database.sealing())
    except KeysMissing as reason:
        print(f"Nothing was done. {reason}", file=sys.stderr)
        return 2
    finally:
        database.close()


def _make(file: Path) -> int:
    """A first key, or one more."""
    try:
        key_id = FileKeys(file).add()
    except KeysMissing as reason:
        print(f"Nothing was done. {reason}", file=sys.stderr)
        return 2
    print(f"{file} holds the key {key_id}, which seals from now on. {APART}")
    return 0


def _list(found: Sealing) -> int:
    ring = found.ring
    ids = sorted({*found.under, *(ring.keys if ring else ())})
    for key_id in ids:
        notes = ["in use"] if ring and key_id == ring.current else []
        notes += ["MISSING"] if key_id and (ring is None or key_id not in ring.keys) else []
        print(f"{key_id or 'not sealed':<12}  {found.under.get(key_id, 0):>6} cases  {' '.join(notes)}".rstrip())
    if ring is None:
        print(found.missing, file=sys.stderr)
    return 1 if ring is None or found.lost else 0


def _rotate(database: Database) -> int:
    """Where the keys stand in a file, a new one is made first; but not if the last time was not finished."""
    before = database.sealing()
    ring = database.keys.ring()
    unfinished = any(key_id != ring.current for key_id in before.under if key_id in ("", *ring.keys))
    if isinstance(database.keys, FileKeys) and not unfinished:
        print(f"{database.keys.path} holds the new key {database.keys.add()}. {APART}")
    done = 0
    while some := _step(database):
        done += some
        print(f"{done} cases are under the key {database.keys.ring().current}.", flush=True)
    note_done(database, "key_rotated", "case_keys", key=database.keys.ring().current or "")
    print("Done. Keep the older keys as long as there are backups from their time.")
    return _list(database.sealing())


def _step(database: Database) -> int:
    with database.writing() as uow:
        return steps.rewrap_some(uow.connection, database.keys.ring())
