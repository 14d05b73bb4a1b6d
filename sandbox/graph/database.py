"""What the stand-in remembers: a SQLite file and a folder of bytes, both surviving `kill -9`."""

import hashlib
import os
import sqlite3
import uuid
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS item (
  id TEXT PRIMARY KEY, drive TEXT NOT NULL, parent TEXT REFERENCES item, name TEXT NOT NULL, folder INTEGER NOT NULL,
  number INTEGER NOT NULL, guid TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL,
  modified_at TEXT NOT NULL, modified_by TEXT NOT NULL, etag INTEGER NOT NULL, ctag INTEGER NOT NULL,
  version INTEGER NOT NULL, blob TEXT, size INTEGER NOT NULL, fields TEXT NOT NULL, inherits INTEGER NOT NULL DEFAULT 1,
  changed INTEGER NOT NULL, deleted INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX IF NOT EXISTS item_name ON item (drive, parent, name COLLATE NOCASE) WHERE deleted = 0;
CREATE UNIQUE INDEX IF NOT EXISTS item_number ON item (drive, number);
CREATE INDEX IF NOT EXISTS item_changed ON item (drive, changed);
CREATE TABLE IF NOT EXISTS version (
  item TEXT NOT NULL REFERENCES item, number INTEGER NOT NULL, blob TEXT NOT NULL, size INTEGER NOT NULL,
  fields TEXT NOT NULL, modified_at TEXT NOT NULL, modified_by TEXT NOT NULL, PRIMARY KEY (item, number));
CREATE TABLE IF NOT EXISTS permission (
  id TEXT PRIMARY KEY, item TEXT NOT NULL REFERENCES item, person TEXT, site_group TEXT, link_type TEXT,
  link_scope TEXT, role TEXT NOT NULL, expires_at TEXT);
CREATE TABLE IF NOT EXISTS checkout (item TEXT PRIMARY KEY REFERENCES item, caller TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS upload (
  id TEXT PRIMARY KEY, drive TEXT NOT NULL, parent TEXT NOT NULL, path TEXT NOT NULL, conflict TEXT NOT NULL,
  if_match TEXT, caller TEXT NOT NULL, expires_at TEXT NOT NULL, total INTEGER, received INTEGER NOT NULL DEFAULT 0,
  deferred INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS event (
  number INTEGER PRIMARY KEY, mailbox TEXT NOT NULL, uid TEXT NOT NULL, organiser TEXT NOT NULL, start_at TEXT NOT NULL,
  end_at TEXT NOT NULL, data TEXT NOT NULL, transaction_id TEXT, fingerprint TEXT, change INTEGER NOT NULL,
  deleted INTEGER NOT NULL, created_at TEXT NOT NULL, modified_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS event_start ON event (mailbox, start_at);
CREATE INDEX IF NOT EXISTS event_change ON event (mailbox, change);
CREATE INDEX IF NOT EXISTS event_uid ON event (uid);
CREATE INDEX IF NOT EXISTS event_transaction ON event (mailbox, transaction_id);
CREATE TABLE IF NOT EXISTS mailbox_state (person TEXT PRIMARY KEY, state TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS mailbox_shares (person TEXT PRIMARY KEY, shares TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS mailbox_hours (person TEXT PRIMARY KEY, hours TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS letter (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, sender TEXT NOT NULL, recipient TEXT NOT NULL,
  subject TEXT NOT NULL, comment TEXT NOT NULL, uid TEXT NOT NULL, start_at TEXT NOT NULL, end_at TEXT NOT NULL,
  location TEXT NOT NULL DEFAULT '', body TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS mail (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, sender TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL,
  kind TEXT NOT NULL, body TEXT NOT NULL, kept INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS subscription (
  id TEXT PRIMARY KEY, app TEXT NOT NULL, mailbox TEXT NOT NULL, resource TEXT NOT NULL, change_type TEXT NOT NULL,
  notification_url TEXT NOT NULL, lifecycle_url TEXT, client_state TEXT, expires_at TEXT NOT NULL,
  immutable INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS notice (
  place INTEGER PRIMARY KEY, url TEXT NOT NULL, body TEXT NOT NULL, due REAL NOT NULL, held INTEGER NOT NULL,
  attempts INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS blocked (person TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS secret (value BLOB NOT NULL);
"""


class Database:
    """One connection. `writing` is one transaction: all of it or nothing; `after_writing` is called after each."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(folder / "graph.sqlite3", isolation_level=None, timeout=10)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")  # a killed process loses nothing; a power cut may
        self._connection.executescript(SCHEMA)
        self.after_writing: Callable[[], object] = lambda: None

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def writing(self) -> Generator[None, None, None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")
        self.after_writing()

    def run(self, sql: str, **values: Any) -> None:
        self._connection.execute(sql, values)

    def row(self, sql: str, **values: Any) -> sqlite3.Row | None:
        return self._connection.execute(sql, values).fetchone()

    def rows(self, sql: str, **values: Any) -> list[sqlite3.Row]:
        return self._connection.execute(sql, values).fetchall()

    def insert(self, table: str, **values: Any) -> None:
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        self.run(f"INSERT INTO {table} ({names}) VALUES ({marks})", **values)  # noqa: S608 - names are this package's own

    def count(self, name: str) -> int:
        """The next number of a counter, never given twice."""
        sql = "INSERT INTO counter VALUES (:name, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value"
        row = self.row(sql, name=name)
        assert row is not None  # noqa: S101 - RETURNING gives the row that was written
        return row["value"]

    def counted(self, name: str) -> int:
        """The last number that a counter gave."""
        row = self.row("SELECT value FROM counter WHERE name = :name", name=name)
        return row["value"] if row else 0


class Blobs:
    """Bytes, kept under the name of their SHA-256: writing the same twice is writing once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, data: bytes) -> str:
        name = hashlib.sha256(data).hexdigest()
        if not self.path(name).exists():
            unfinished = self._folder / f"{uuid.uuid4()}.part"
            unfinished.write_bytes(data)
            os.replace(unfinished, self.path(name))
        return name

    def path(self, name: str) -> Path:
        return self._folder / name

    def read(self, name: str) -> bytes:
        return self.path(name).read_bytes()
