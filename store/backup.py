"""The whole database in one file, and back: the database and the jobs as they were at one moment, taken while the
service runs. Nothing is ever written over."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from store import postgresql_dump, schema, sqlite_copy
from store.audit import AuditEntry, Chain, Verdict, verify
from store.database import Database
from store.unusable_backup import UnusableBackup

LEDGER: Final = "ledger"
"""What the audit says that a restored database is about."""
RESTORED: Final = "restored"


def back_up(database: Database, file: Path) -> Verdict:
    """Writes the file, readable by its owner alone, and returns what the audit in it is like. Raises UnusableBackup
    with the reason why there is none; then no file is left."""
    if file.exists():
        raise UnusableBackup(f"{file} already exists. A backup never overwrites another: choose a new name.")
    if not file.parent.is_dir():
        raise UnusableBackup(f"The folder of {file} does not exist.")
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    try:
        verdict = (sqlite_copy if database.is_sqlite else postgresql_dump).write(database, unfinished)
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return verdict


def restore(database: Database, file: Path, now: datetime) -> Verdict:
    """Makes a database that is not there (SQLite) or empty (PostgreSQL) what the file says, notes that in its audit,
    and returns what the audit was like before. Raises UnusableBackup, or NewerSchema; then there is nothing more in
    the database than there was."""
    if not file.is_file():
        raise UnusableBackup(f"{file} is not there.")
    way = sqlite_copy if database.is_sqlite else postgresql_dump
    return way.read(database, file, partial(_taken_up, now=now))


def note_restored(database: Database, now: datetime) -> Verdict:
    """Notes in the audit that the database was restored by other means, such as those of its host; returns what the
    audit was like before."""
    with database.writing() as uow:
        return _taken_up(uow.connection, now)


def _taken_up(connection: sa.Connection, now: datetime) -> Verdict:
    verdict = verify(connection)
    schema.bring_up_to_date(connection)  # an earlier version's audit has another form: its entries are sealed first
    detail = {"entries": verdict.entries, "head": verdict.head}
    Chain(connection).append(AuditEntry("service", RESTORED, LEDGER, detail), now)
    return verdict
