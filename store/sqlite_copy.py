"""A backup of SQLite: a copy of its one file, made by SQLite's own online backup."""

import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from store import schema
from store.audit import Verdict, verify
from store.unusable_backup import UnusableBackup

if TYPE_CHECKING:
    from store.database import Database

_BEGINS: Final = b"SQLite format 3\0"
_OURS: Final = {
    f"CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
    for verb in ("UPDATE", "DELETE")
} | {
    "CREATE TRIGGER audit_no_REPLACE BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq) "
    "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
    "CREATE TRIGGER audit_no_UPDATE BEFORE UPDATE ON audit WHEN NEW.detail <> '' OR NEW.salt <> '' OR "
    "NEW.seq <> OLD.seq OR NEW.at <> OLD.at OR NEW.actor_id <> OLD.actor_id OR NEW.action <> OLD.action OR "
    "NEW.about <> OLD.about OR NEW.detail_digest <> OLD.detail_digest OR NEW.previous <> OLD.previous OR "
    "NEW.hash <> OLD.hash BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
}
"""What runs by itself in a database, word for word as migrations make it."""


def write(database: "Database", file: Path) -> Verdict:
    """One step copies every page, in one reading transaction: those who write meanwhile do not wait, and are not in
    it."""
    path = _path(database)
    with _damage_told(path), closing(_opened(path)) as uow, closing(_opened(file)) as copy:
        uow.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
    return _looked_at(file, lambda connection, _: verify(connection))


def read(database: "Database", file: Path, take_up: Callable[[sa.Connection], Verdict]) -> Verdict:
    """The database is there, under its name, only when all is well."""
    path = _path(database)
    for there in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        if there.exists():
            raise UnusableBackup(f"{there} exists. Nothing is overwritten: move it away first, and keep it.")
    with file.open("rb") as opened:
        if opened.read(len(_BEGINS)) != _BEGINS:
            raise UnusableBackup(f"{file} is not a backup of an SQLite database, which SIPDESK_DATABASE_URL names.")
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    try:
        with _damage_told(file), closing(_opened(file)) as copy, closing(_opened(unfinished)) as uow:
            copy.backup(uow)
        verdict = _looked_at(unfinished, partial(_taken_up, take_up=take_up))
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return verdict


def _taken_up(connection: sa.Connection, number: str, take_up: Callable[[sa.Connection], Verdict]) -> Verdict:
    schema.check_known(number)
    _check_does_nothing(connection)
    return take_up(connection)


def _looked_at(file: Path, look: Callable[[sa.Connection, str], Verdict]) -> Verdict:
    """Commits what was written while looking."""
    engine = sa.create_engine("sqlite://", creator=lambda: _opened(file), poolclass=sa.NullPool)
    with _damage_told(file), engine.begin() as connection:
        damage = connection.execute(sa.text("PRAGMA integrity_check(1)")).scalar_one()
        if damage != "ok":
            raise UnusableBackup(f"The database is damaged: {damage}.")
        number = schema.found(connection)
        if not number:
            raise UnusableBackup("There is no database of SIP Desk in it.")
        return look(connection, number)


def _check_does_nothing(connection: sa.Connection) -> None:
    """A file that somebody has prepared could bring statements that run by themselves. Raises UnusableBackup."""
    found = connection.execute(sa.text("SELECT sql FROM sqlite_master WHERE type IN ('trigger', 'view')")).scalars()
    if {str(one) for one in found} - _OURS:
        raise UnusableBackup("It has triggers or views that SIP Desk did not create.")


@contextmanager
def _damage_told(file: Path) -> Generator[None]:
    try:
        yield
    except (sqlite3.DatabaseError, DatabaseError) as error:
        why = error.orig if isinstance(error, DatabaseError) else error
        raise UnusableBackup(f"{file} is damaged: {why}.") from error


def _path(database: "Database") -> Path:
    name = database.url.database
    if not name or name == ":memory:":
        raise UnusableBackup("SIPDESK_DATABASE_URL names no file.")
    return Path(name)


def _opened(path: Path) -> sqlite3.Connection:
    """Raises UnusableBackup where there is no such file: SQLite would begin an empty one."""
    if not path.is_file():
        raise UnusableBackup(f"{path} is not there.")
    return sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True)
