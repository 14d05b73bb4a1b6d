"""The audit: append-only and chained by hashes, so that a changed, removed or inserted entry is found."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from store import audit_form
from store.audit_form import FORGOTTEN, GENESIS, SEALED
from store.tables import FORGETTABLE, audit

BEGINNING: Final = (0, GENESIS)
_LAST: Final = sa.select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
_APPEND: Final = audit.insert()


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What somebody did or tried. `actor_id` is a person's id, or `service` or `clock`; `about` names a record
    (`report:…`, `agreement:…`); `detail` holds ids, versions, hashes, rules and reasons, never names or contents."""

    actor_id: str
    action: str
    about: str
    detail: Mapping[str, str | int] = field(default_factory=dict[str, str | int])


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken_at` is the number of the first entry that does not fit its chain, or None; `head` the last good hash."""

    entries: int
    head: str
    broken_at: int | None


class Chain:
    """The end of the chain, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._last: tuple[int, str] | None = None

    def append(self, entry: AuditEntry, at: datetime) -> None:
        """Writes one entry after the last."""
        seq, previous = self._last or self._look()
        row = {
            "seq": seq + 1,
            "at": at.isoformat(),
            "actor_id": entry.actor_id,
            "action": entry.action,
            "about": entry.about,
            "detail": json.dumps(dict(entry.detail), sort_keys=True, ensure_ascii=False),
            "salt": audit_form.salt(),
            "previous": previous,
        }
        row["detail_digest"] = audit_form.sha256(audit_form.detail_line(row))
        row["hash"] = audit_form.digest(row)
        self._connection.execute(_APPEND, row)
        self._last = (seq + 1, row["hash"])

    def forget_details(self, which: sa.ColumnElement[bool], entry: AuditEntry, at: datetime) -> int:
        """Empties the details of those entries of the table `audit`, and says so by an entry of its own, `entry` with
        how many and the last of them. The chain verifies as before. Returns how many; of none nothing is said."""
        which = sa.and_(which, FORGETTABLE)
        found = self._connection.execute(sa.select(sa.func.count(), sa.func.max(audit.c.seq)).where(which)).one()
        if not found[0]:
            return 0
        self._connection.execute(audit.update().where(which).values(detail="", salt=""))
        told = {**entry.detail, "entries": found[0], "through": found[1]}
        self.append(AuditEntry(entry.actor_id, FORGOTTEN, entry.about, told), at)
        return int(found[0])

    def forget(self) -> None:
        """A part of the transaction was undone: the end is looked up again."""
        self._last = None

    def _look(self) -> tuple[int, str]:
        last = self._connection.execute(_LAST).first()
        return (last.seq, last.hash) if last else (0, GENESIS)


def verify(connection: sa.Connection, since: tuple[int, str] = BEGINNING) -> Verdict:
    """Walks the whole chain, or what came after an entry that was verified before, by its number and hash: that it is
    there unchanged is looked at, what was before it is not. An entry cut off the end cannot be seen from inside:
    compare `head` with a noted one."""
    seq, digest = since
    if seq and not holds(connection, digest, seq):
        return Verdict(0, GENESIS, seq)
    walk = _Walk(since)
    with connection.execute(entries(connection, seq)) as rows:
        for row in rows.mappings():
            if not walk.fits(row):
                return Verdict(walk.seen, walk.head, walk.seen + 1)
    return Verdict(walk.seen, walk.head, walk.untold())


class _Walk:
    """From one entry to the next: what must be true of each, given those before it."""

    def __init__(self, since: tuple[int, str]) -> None:
        self.seen, self.head = since
        self._whole = not self.seen
        self._earlier = hashlib.sha256()
        self._unsealed = 0  # the last of the earlier form whose detail was forgotten, until the seal answers for it
        self._new = not self._whole
        self._forgotten = [0, 0]  # how many, and the last
        self._told = [0, 0]

    def fits(self, row: audit_form.Row) -> bool:
        earlier = audit_form.is_earlier(row)
        if row["seq"] != self.seen + 1 or row["previous"] != self.head or not audit_form.is_sound(row):
            return False
        if earlier and self._new:
            return False
        if earlier:
            self._earlier.update(f"{row['hash']}\n".encode())
        if audit_form.is_forgotten(row):
            self._forgotten = [self._forgotten[0] + 1, row["seq"]]
            self._unsealed = row["seq"] if earlier else self._unsealed
        elif row["action"] in (SEALED, FORGOTTEN) and not self._reads(row):
            return False
        self._new = not earlier
        self.seen, self.head = row["seq"], row["hash"]
        return True

    def _reads(self, row: audit_form.Row) -> bool:
        detail = json.loads(row["detail"])
        if row["action"] == FORGOTTEN:
            self._told = [self._told[0] + detail["entries"], max(self._told[1], detail["through"])]
            return True
        self._unsealed = 0
        return not self._whole or detail == {"entries": self.seen, "hashes": self._earlier.hexdigest()}

    def untold(self) -> int | None:
        """The last entry whose detail is gone though no entry says that it was forgotten."""
        if self._unsealed:
            return self._unsealed
        told = self._forgotten[0] == self._told[0] and self._forgotten[1] <= self._told[1]
        return self._forgotten[1] or self._told[1] if self._whole and not told else None


def entries(connection: sa.Connection, after: int = 0) -> sa.Select[Any]:
    """In their order, not held in memory whole; those after a number. Also of a database of an earlier schema: a backup
    is looked at as it is."""
    there = {one["name"] for one in sa.inspect(connection).get_columns(audit.name)}
    columns = [one if one.name in there else sa.literal("").label(one.name) for one in audit.c]
    chosen = sa.select(*columns).where(audit.c.seq > after).order_by(audit.c.seq)
    return chosen.execution_options(yield_per=1000)


def holds(connection: sa.Connection, digest: str, seq: int | None = None) -> bool:
    """Whether an entry with this hash is in the chain, at this place."""
    query = sa.select(audit.c.seq).where(audit.c.hash == digest)
    if seq is not None:
        query = query.where(audit.c.seq == seq)
    return connection.execute(query).first() is not None


def last_detail_about(connection: sa.Connection, about: str) -> Mapping[str, str | int]:
    """The detail of the last entry about something; nothing where there is none, or it was forgotten."""
    query = sa.select(audit.c.detail).where(audit.c.about == about).order_by(audit.c.seq.desc()).limit(1)
    return json.loads(connection.execute(query).scalar() or "{}")


def last_about(connection: sa.Connection, about: str) -> tuple[str, str] | None:
    """The action and hash of the last entry about something."""
    query = sa.select(audit.c.action, audit.c.hash).where(audit.c.about == about).order_by(audit.c.seq.desc()).limit(1)
    found = connection.execute(query).first()
    return (found.action, found.hash) if found else None
