"""Databases for tests, each with nothing in it: a copy of one that was brought up to date once (SQLite), or that one
itself, swept (PostgreSQL, where a copy takes a third of a second)."""

import shutil
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import psycopg

from automations.engine.jobs.dbos_queue import DbosQueue
from store.database import Database
from tests.support.postgresql import PostgreSQL

_SWEEP = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
SET session_replication_role = replica;
DO $$ DECLARE one regclass; BEGIN
  FOR one IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
    WHERE schemaname IN ('public', 'dbos') AND tablename NOT IN ('alembic_version', 'dbos_migrations')
  LOOP EXECUTE format('DELETE FROM %s', one); END LOOP;
END $$
"""


class Databases:
    """Gives out databases of one kind. `server` None: SQLite files in `folder`."""

    def __init__(self, folder: Path, server: PostgreSQL | None = None) -> None:
        self._folder = folder
        self._server = server

    @contextmanager
    def empty(self) -> Generator[str]:
        """The URL of a database without any table."""
        name = f"t{uuid.uuid4().hex}"
        if self._server is None:
            yield self._sqlite(name)
        else:
            yield self._server.create(name)
            self._server.drop(name)

    @contextmanager
    def ready(self) -> Generator[str]:
        """The URL of one with this version's schema, and the tables of the jobs beside it."""
        if self._server is None:
            name = f"t{uuid.uuid4().hex}"
            shutil.copyfile(self._path(self._up_to_date), self._path(name))
            yield self._sqlite(name)
        else:
            url = self._server.url(self._up_to_date)
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(_SWEEP)
            yield url

    @cached_property
    def _up_to_date(self) -> str:
        name = "up_to_date"
        database = Database(self._server.create(name) if self._server else self._sqlite(name))
        database.migrate()
        DbosQueue(database.url, "worker-1").prepare()
        database.close()
        return name

    def _sqlite(self, name: str) -> str:
        return f"sqlite:///{self._path(name)}"

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.db"
