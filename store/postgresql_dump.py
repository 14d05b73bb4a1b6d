"""A backup of PostgreSQL: what its own `pg_dump` writes and `pg_restore` reads."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from store import schema
from store.audit import Verdict, verify
from store.unusable_backup import UnusableBackup

if TYPE_CHECKING:
    from store.database import Database

_BEGINS: Final = b"PGDMP"
_VERSION: Final = "alembic_version"
_TABLES: Final = sa.text("SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")


def write(database: "Database", file: Path) -> Verdict:
    """The audit is looked at in the very snapshot that is written to the file."""
    with database.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        if not schema.found(connection):
            raise UnusableBackup("There is no database of SIP Desk in it.")
        moment = connection.execute(sa.text("SELECT pg_export_snapshot()")).scalar_one()
        verdict = verify(connection)
        _run(database, "pg_dump", "--format=custom", f"--snapshot={moment}", f"--file={file}")
    return verdict


def read(database: "Database", file: Path, take_up: Callable[[sa.Connection], Verdict]) -> Verdict:
    """One transaction: all of the file, or nothing."""
    with file.open("rb") as opened:
        if opened.read(len(_BEGINS)) != _BEGINS:
            raise UnusableBackup(f"{file} is not a backup of a PostgreSQL database, which SIPDESK_DATABASE_URL names.")
    with database.engine.begin() as connection:
        if connection.execute(_TABLES).scalar_one():
            raise UnusableBackup(
                "The database is not empty. Nothing is overwritten: create an empty one, and name it in "
                "SIPDESK_DATABASE_URL."
            )
    schema.check_known(_schema_in(file))
    _run(database, "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(file))
    with database.engine.begin() as connection:
        return take_up(connection)


def _schema_in(file: Path) -> str:
    """The number of the schema that a file holds. Raises UnusableBackup where it holds none."""
    said = _said("pg_restore", "--data-only", f"--table={_VERSION}", "--file=-", str(file))
    found = re.search(rf"^COPY public\.{_VERSION} .*\n(\w+)$", said, re.MULTILINE)
    if found is None:
        raise UnusableBackup("There is no database of SIP Desk in it.")
    return found[1]


def _run(database: "Database", program: str, *words: str) -> None:
    url = database.url
    place = sa.URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    _said(program, *words, f"--dbname={place.render_as_string()}", password=url.password or "")


def _said(program: str, *words: str, password: str = "") -> str:
    """What a program of PostgreSQL prints. The password is not on its command line, which anybody may list."""
    around = os.environ | {"PGPASSWORD": password} if password else os.environ
    try:
        done = subprocess.run((program, *words), check=True, env=around, capture_output=True, text=True)  # noqa: S603 - the words are ours and the settings', and no shell reads them
    except FileNotFoundError as error:
        raise UnusableBackup(
            f"{program} was not found: install PostgreSQL's client programs, of the server's version or newer."
        ) from error
    except subprocess.CalledProcessError as error:
        said = str(error.stderr).strip().splitlines() or ["it does not say why"]
        raise UnusableBackup(f"{program} failed: {said[0]}") from error
    return done.stdout
