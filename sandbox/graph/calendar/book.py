"""Every entry of every calendar. A meeting has a copy in each calendar that holds it, with an id of its own; what they
share is the iCalUId."""

import base64
import hashlib
import json
import sqlite3
import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, Protocol

from sandbox.graph.calendar.time_zones import read_instant, utc
from sandbox.graph.database import Database
from sandbox.graph.errors import GraphError, bad_request

Happened = Literal["created", "updated", "deleted"]
_DEFAULT, _IMMUTABLE = "AAMkADRm", "AAkALgAA"
_UID = "040000008200E00074C5B7101A82E00800000000000000000000000000000000"
NOT_THERE = "The specified object was not found in the store."


@dataclass(frozen=True, slots=True)
class Copy:
    """An entry in the calendar of `mailbox` (a person's id). `organiser` is the id of whoever called the meeting.
    `data` holds what Graph calls by its own names, with attendees, answers and extended properties. `change` counts."""

    number: int
    mailbox: str
    uid: str
    organiser: str
    start: datetime
    end: datetime
    data: dict[str, Any]
    transaction_id: str | None = None
    fingerprint: str | None = None
    change: int = 0
    deleted: bool = False
    created_at: str = ""
    modified_at: str = field(default="", compare=False)

    @property
    def is_organiser(self) -> bool:
        return self.mailbox == self.organiser

    @property
    def change_key(self) -> str:
        entry = hashlib.sha256(f"{self.mailbox}/{self.number}".encode()).digest()[:16]
        return base64.b64encode(entry + self.change.to_bytes(6, "big")).decode()

    def id(self, immutable: bool) -> str:
        tail = base64.urlsafe_b64encode(f"{self.mailbox}:{self.number:06d}".encode()).decode()
        return (_IMMUTABLE if immutable else _DEFAULT) + tail


class Noticed(Protocol):
    def __call__(self, copy: Copy, happened: Happened) -> None: ...


class Book:
    """`noticed` is told of every change, within its transaction."""

    def __init__(self, database: Database, noticed: Noticed) -> None:
        self._db = database
        self._noticed = noticed

    def add(self, copy: Copy, at: datetime) -> Copy:
        """A new entry; its number is given here."""
        return self._write(replace(copy, number=self._db.count("event"), created_at=utc(at)), at, "created")

    def save(self, copy: Copy, at: datetime) -> Copy:
        return self._write(copy, at, "updated")

    def remove(self, copy: Copy, at: datetime) -> Copy:
        return self._write(replace(copy, deleted=True), at, "deleted")

    def _write(self, copy: Copy, at: datetime, happened: Happened) -> Copy:
        copy = replace(copy, change=self._db.count("calendar"), modified_at=utc(at))
        self._db.run("DELETE FROM event WHERE number = :number", number=copy.number)
        kept = {name: getattr(copy, name) for name in _AS_THEY_ARE}
        self._db.insert("event", **kept, start_at=utc(copy.start), end_at=utc(copy.end), data=json.dumps(copy.data))
        self._noticed(copy, happened)
        return copy

    def by_id(self, mailbox: str, event_id: str) -> Copy:
        """One that stands in the calendar."""
        found = self.by_any_id(mailbox, event_id)
        if found.deleted:
            raise GraphError(404, "ErrorItemNotFound", NOT_THERE)
        return found

    def by_any_id(self, mailbox: str, event_id: str) -> Copy:
        """Also one in Deleted Items, where it is asked for by its immutable id: the other kind changed as it went
        there."""
        sql = "SELECT * FROM event WHERE number = :number AND mailbox = :mailbox"
        row = self._db.row(sql, number=_number(event_id), mailbox=mailbox)
        if row is None or (row["deleted"] and not event_id.startswith(_IMMUTABLE)):
            raise GraphError(404, "ErrorItemNotFound", NOT_THERE)
        return _copy(row)

    def of(self, mailbox: str) -> list[Copy]:
        return self._select("mailbox = :mailbox", mailbox=mailbox)

    def between(self, mailbox: str, start: datetime, end: datetime) -> list[Copy]:
        where = "mailbox = :mailbox AND start_at < :until AND end_at > :since"
        return self._select(where, mailbox=mailbox, since=utc(start), until=utc(end))

    def changed(self, mailbox: str, after: int) -> list[Copy]:
        """In the order of the changes, with what is deleted by now."""
        sql = "SELECT * FROM event WHERE mailbox = :mailbox AND change > :after ORDER BY change"
        return [_copy(row) for row in self._db.rows(sql, mailbox=mailbox, after=after)]

    def last_change(self) -> int:
        return self._db.counted("calendar")

    def copies(self, uid: str) -> list[Copy]:
        return self._select("uid = :uid", uid=uid)

    def of_organiser(self, uid: str) -> Copy | None:
        return next((one for one in self.copies(uid) if one.is_organiser), None)

    def of_transaction(self, mailbox: str, transaction: str) -> Copy | None:
        """Also one that is deleted by now: its transaction stays used up."""
        sql = "SELECT * FROM event WHERE mailbox = :mailbox AND transaction_id = :used"
        row = self._db.row(sql, mailbox=mailbox, used=transaction)
        return _copy(row) if row else None

    def _select(self, where: str, **values: Any) -> list[Copy]:
        sql = f"SELECT * FROM event WHERE deleted = 0 AND {where} ORDER BY start_at, number"  # noqa: S608 - our own words
        return [_copy(row) for row in self._db.rows(sql, **values)]


_AS_THEY_ARE = (
    "number", "mailbox", "uid", "organiser", "transaction_id", "fingerprint", "change", "deleted", "created_at",
    "modified_at",
)  # fmt: skip


def new_uid() -> str:
    return _UID + uuid.uuid4().hex.upper()


def _copy(row: sqlite3.Row) -> Copy:
    kept: dict[str, Any] = {name: row[name] for name in _AS_THEY_ARE} | {"deleted": bool(row["deleted"])}
    start, end = read_instant(row["start_at"], "start"), read_instant(row["end_at"], "end")
    return Copy(**kept, start=start, end=end, data=json.loads(row["data"]))


def _number(event_id: str) -> int:
    """An id of either kind. Whose mailbox it belongs to is asked later."""
    try:
        if not event_id.startswith((_DEFAULT, _IMMUTABLE)):
            raise ValueError
        return int(base64.urlsafe_b64decode(event_id[len(_DEFAULT) :]).decode().rpartition(":")[2])
    except ValueError:
        raise bad_request("Id is malformed.", "ErrorInvalidIdMalformed") from None
