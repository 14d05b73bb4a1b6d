"""The database: SQLite in WAL by default, PostgreSQL by URL. Nothing connects before it is asked to."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError

from store import schema
from store.roster import RosterMemory
from store.schema import SchemaState
from store.sealing import steps
from store.sealing.keys import FileKeys, Keys, NoKeys, beside
from store.sealing.steps import Sealing
from store.unit_of_work import UnitOfWork

_ONE_WRITER = sa.select(sa.func.pg_advisory_xact_lock(0x51BDE5C))  # any number, as long as it is always this one


class Database:
    """One database of the service. `writing()` and `reading()` each give one transaction's view of the database."""

    def __init__(self, url: str, *, roster_seconds: float = 1.0, keys: Keys | None = None) -> None:
        """`keys` open concerns and complaints; where none are given, those beside the file of an SQLite database do."""
        self.url = _address(url)
        self.made_keys: Path | None = None
        self._memory = RosterMemory(roster_seconds)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.keys: Keys = keys or (beside(self.url.database) if self.is_sqlite else NoKeys())
        self.engine = _sqlite(self.url) if self.is_sqlite else _postgresql(self.url)
        self._one_moment = {"begin": "DEFERRED"} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}

    @contextmanager
    def writing(self) -> Generator[UnitOfWork]:
        """A transaction that is committed when the block ends, and rolled back when it raises. One is under way at a
        time, whatever the database: what was read in it stays true until it is committed."""
        with self.engine.begin() as connection:
            if not self.is_sqlite:
                connection.execute(_ONE_WRITER)
            yield UnitOfWork(connection, self._memory, self.keys)
        self._memory.committed()

    @contextmanager
    def beside(self) -> Generator[UnitOfWork]:
        """A transaction that writes while another does, for what decides nothing. SQLite knows no such thing."""
        with self.engine.begin() as connection:
            yield UnitOfWork(connection, self._memory, self.keys)

    @contextmanager
    def reading(self) -> Generator[UnitOfWork]:
        """A transaction that sees one moment and takes no write lock."""
        with self.engine.connect().execution_options(**self._one_moment) as connection, connection.begin():
            yield UnitOfWork(connection, self._memory, self.keys)

    def migrate(self) -> None:
        """Brings the schema to this version's. Run once, before workers start. Raises NewerSchema."""
        if self.is_sqlite and self.url.database:
            _make_folder(Path(self.url.database).parent)
            _for_its_owner_alone(Path(self.url.database))
        with self.engine.begin() as connection:
            if not self.is_sqlite:
                connection.execute(_ONE_WRITER)  # of several processes that start at once, the others wait
            schema.bring_up_to_date(connection)
        self._seal()

    def sealing(self) -> Sealing:
        """How cases and their keys stand."""
        with self.engine.connect().execution_options(**self._one_moment) as connection:
            return steps.state(connection, self.keys)

    def _seal(self) -> None:
        """Concerns and complaints of an earlier version are sealed, and the places that they stood in are emptied. The
        first start makes a key, where it may. Without a key they stay as they are, and closed."""
        found = self.sealing()
        if found.ring is None and isinstance(self.keys, FileKeys) and self.keys.made_at_first:
            if any(found.under.keys()) or self.keys.path.exists():
                return
            self.keys.add()
            self.made_keys = self.keys.path
            found = self.sealing()
        if found.ring is None or "" not in found.under:
            return
        sealing = True
        while sealing:
            with self.writing() as uow:
                sealing = bool(steps.seal_some(uow.connection, found.ring))
        self._empty_old_places()

    def _empty_old_places(self) -> None:
        """What was written over stays in a file until it is packed."""
        if not self.is_sqlite:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(sa.text("VACUUM FULL cases"))
            return
        raw = self.engine.raw_connection()  # no transaction is begun on it
        try:
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                raw.cursor().execute(statement)
        finally:
            raw.close()

    def schema_is_current(self) -> bool:
        """Whether the database has exactly this version's schema."""
        with self.engine.connect() as connection:
            return schema.is_current(connection)

    def schema_state(self) -> SchemaState:
        """How the database's schema stands to this version's."""
        with self.engine.connect().execution_options(**self._one_moment) as connection:
            return schema.state_of(connection)

    def close(self) -> None:
        self.engine.dispose()


def _address(url: str) -> sa.URL:
    """Raises ArgumentError, which quotes nothing: there may be a password in it."""
    try:
        return sa.make_url(url)
    except (ValueError, ArgumentError):
        raise ArgumentError("no address of a database") from None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise ArgumentError("no folder for a database") from None


def _for_its_owner_alone(path: Path) -> None:
    """Files that are made are so by the command's umask; those of earlier versions, or of a copy, may not be."""
    for own in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        with suppress(OSError):  # not there, or somebody else's to say
            if own.stat().st_mode & 0o077:
                own.chmod(0o600)


# `hide_parameters`: what the database refuses is logged, and what people wrote must not be.


def _sqlite(url: sa.URL) -> sa.Engine:
    engine = sa.create_engine(url, connect_args={"timeout": 30, "check_same_thread": False}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def configure(connection: sa.engine.interfaces.DBAPIConnection, _record: object) -> None:  # pyright: ignore[reportUnusedFunction] - called by the event
        connection.isolation_level = None  # pyright: ignore[reportAttributeAccessIssue] - sqlite3's; we begin ourselves
        cursor = connection.cursor()
        pragmas = (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=30000",
            "trusted_schema=OFF",
        )
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:  # pyright: ignore[reportUnusedFunction] - called by the event
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'IMMEDIATE')}")

    return engine


def _postgresql(url: sa.URL) -> sa.Engine:
    return sa.create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True)
