"""Mail that was sent. Nobody's goes anywhere; it is kept so that it can be looked at."""

from datetime import datetime
from typing import Any

from sandbox.graph.calendar.time_zones import utc
from sandbox.graph.database import Database


class Mails:
    """What was sent, oldest first, and how much is under way from each mailbox."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.under_way: dict[str, int] = {}

    def send(self, at: datetime, sender: str, to: list[str], message: dict[str, Any], *, kept: bool) -> None:
        with self._db.writing():
            for one in to:
                self._db.insert(
                    "mail",
                    at=utc(at),
                    sender=sender,
                    recipient=one.lower(),
                    subject=str(message.get("subject", "")),
                    kind=message["body"]["contentType"].lower(),
                    body=message["body"]["content"],
                    kept=int(kept),
                )

    def lately(self, sender: str, since: datetime) -> int:
        row = self._db.row("SELECT count(*) AS n FROM mail WHERE sender = :sender AND at > :since",
                           sender=sender, since=utc(since))  # fmt: skip
        return row["n"] if row else 0

    def all(self, to: str | None = None) -> list[dict[str, Any]]:
        where = "WHERE recipient = :to" if to else ""
        sql = f"SELECT * FROM mail {where} ORDER BY number"  # noqa: S608 - our own words
        return [dict(row) for row in self._db.rows(sql, **({"to": to.lower()} if to else {}))]
