"""Upload sessions: fragments in order, each a multiple of 320 KiB, to an address of another origin."""

import json
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sandbox.graph.database import Database
from sandbox.graph.errors import GraphError, bad_request, item_not_found
from sandbox.graph.placing import Spot, place
from sandbox.graph.tree import Change, Item, Tree, instant

FRAGMENT = 320 * 1024
LARGEST_FRAGMENT = 60 * 1024 * 1024
LIFETIME = timedelta(hours=12)
_RANGE = re.compile(r"^bytes (\d+)-(\d+)/(\d+)$")


@dataclass(frozen=True, slots=True)
class Session:
    """`received` bytes lie ready; `total` is known with the first fragment."""

    id: str
    spot: Spot
    by: dict[str, Any]
    expires_at: str
    total: int | None
    received: int
    deferred: bool

    @property
    def complete(self) -> bool:
        return self.received == self.total

    def status(self) -> dict[str, Any]:
        expected = [] if self.complete else [f"{self.received}-"]
        return {"expirationDateTime": self.expires_at, "nextExpectedRanges": expected}


class Uploads:
    def __init__(self, database: Database, tree: Tree, folder: Path) -> None:
        self._db = database
        self._tree = tree
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def open(self, spot: Spot, by: dict[str, Any], now: datetime, *, deferred: bool) -> Session:
        session_id = secrets.token_hex(24)
        self._db.insert(
            "upload", id=session_id, drive=spot.start.drive, parent=spot.start.id, path="/".join(spot.path),
            conflict=spot.conflict, if_match=spot.if_match, caller=json.dumps(by),
            expires_at=instant(now + LIFETIME), deferred=int(deferred),
        )  # fmt: skip
        self._file(session_id).touch()
        return self.session(session_id, now)

    def session(self, session_id: str, now: datetime) -> Session:
        """Raises 404 where it never was, has ended or has run out: start over."""
        row = self._db.row("SELECT * FROM upload WHERE id = :id AND expires_at > :now", id=session_id, now=instant(now))
        if row is None:
            raise item_not_found()
        start = self._tree.by_id(row["drive"], row["parent"])
        spot = Spot(start, tuple(part for part in row["path"].split("/") if part), row["conflict"], row["if_match"])
        by = json.loads(row["caller"])
        return Session(row["id"], spot, by, row["expires_at"], row["total"], row["received"], bool(row["deferred"]))

    def add(self, session: Session, content_range: str, data: bytes, now: datetime) -> Session:
        """Takes the next fragment. Raises 416 where it is not the next one, 400 where its size is wrong."""
        first, total = _checked(content_range, data, session)
        with self._file(session.id).open("r+b") as file:
            file.seek(first)
            file.write(data)
            file.truncate()
        received = first + len(data)
        sql = "UPDATE upload SET total = :total, received = :received WHERE id = :id"
        self._db.run(sql, id=session.id, total=total, received=received)
        return self.session(session.id, now)

    def commit(self, session: Session, now: datetime) -> tuple[Item, bool]:
        """The file, and whether it is new. On a conflict the session stays."""
        if not session.complete:
            raise bad_request("The upload is not complete.")
        placed = place(self._tree, session.spot, self._file(session.id).read_bytes(), Change(session.by, now))
        self.end(session)
        return placed

    def end(self, session: Session) -> None:
        self._db.run("DELETE FROM upload WHERE id = :id", id=session.id)
        self._file(session.id).unlink(missing_ok=True)

    def _file(self, session_id: str) -> Path:
        return self._folder / session_id


def _checked(content_range: str, data: bytes, session: Session) -> tuple[int, int]:
    found = _RANGE.match(content_range)
    if found is None:
        raise bad_request("The Content-Range header is missing or malformed.")
    first, last, total = (int(number) for number in found.groups())
    if last - first + 1 != len(data) or last >= total or session.total not in (None, total):
        raise bad_request("The Content-Range header does not fit the content or the ranges sent before.")
    if first != session.received:
        raise GraphError(416, "invalidRange", "Uploaded fragment overlaps with existing data, or is out of order.")
    if len(data) >= LARGEST_FRAGMENT or (last + 1 < total and len(data) % FRAGMENT):
        raise bad_request(f"A fragment but the last must be a multiple of {FRAGMENT} bytes, and below 60 MiB.")
    return first, total
