"""The audit: append-only and chained by hashes, so that a changed, removed or inserted entry is found."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from store.tables import audit

GENESIS = "0" * 64

_LAST: Final = sa.select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
_APPEND: Final = audit.insert()
_ALL: Final = sa.select(audit).order_by(audit.c.seq).execution_options(yield_per=1000)


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
            "previous": previous,
        }
        digest = _digest(row)
        self._connection.execute(_APPEND, {**row, "hash": digest})
        self._last = (seq + 1, digest)

    def forget(self) -> None:
        """A part of the transaction was undone: the end is looked up again."""
        self._last = None

    def _look(self) -> tuple[int, str]:
        last = self._connection.execute(_LAST).first()
        return (last.seq, last.hash) if last else (0, GENESIS)


def verify(connection: sa.Connection) -> Verdict:
    """Walks the whole chain. An entry cut off the end cannot be seen from inside: compare `head` with a noted one."""
    seen, head = 0, GENESIS
    with connection.execute(_ALL) as rows:
        for found in rows.mappings():
            row = dict(found)
            digest = row.pop("hash")
            if row["seq"] != seen + 1 or row["previous"] != head or digest != _digest(row):
                return Verdict(seen, head, seen + 1)
            seen, head = seen + 1, digest
    return Verdict(seen, head, None)


def holds(connection: sa.Connection, digest: str) -> bool:
    """Whether an entry with this hash is in the chain."""
    return connection.execute(sa.select(audit.c.seq).where(audit.c.hash == digest)).first() is not None


def last_about(connection: sa.Connection, about: str) -> tuple[str, str] | None:
    """The action and hash of the last entry about something."""
    query = sa.select(audit.c.action, audit.c.hash).where(audit.c.about == about).order_by(audit.c.seq.desc()).limit(1)
    found = connection.execute(query).first()
    return (found.action, found.hash) if found else None


def _digest(row: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(row, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
