"""The mails that calendars send: invitations, updates, cancellations and answers. Nobody's post goes anywhere; it is
kept so that it can be looked at, above all that of people without a mailbox here."""

from datetime import datetime
from typing import Any, Literal

from sandbox.graph.calendar.book import Copy
from sandbox.graph.calendar.time_zones import utc
from sandbox.graph.database import Database

Kind = Literal["invitation", "update", "cancellation", "answer"]


class Letters:
    def __init__(self, database: Database) -> None:
        self._db = database

    def send(self, kind: Kind, sender: str, to: str, copy: Copy, at: datetime, comment: str = "") -> None:
        """`sender` and `to` are addresses. The words of the meeting go with all but an answer."""
        self._db.insert(
            "letter",
            at=utc(at),
            kind=kind,
            sender=sender.lower(),
            recipient=to.lower(),
            subject=copy.data["subject"],
            comment=comment,
            uid=copy.uid,
            start_at=utc(copy.start),
            end_at=utc(copy.end),
            location=copy.data["location"],
            body="" if kind == "answer" else copy.data["body"]["content"],
        )

    def by_number(self, number: int) -> dict[str, Any] | None:
        row = self._db.row("SELECT * FROM letter WHERE number = :number", number=number)
        return dict(row) if row else None

    def all(self, to: str | None = None) -> list[dict[str, Any]]:
        """Oldest first; `to` is an address."""
        where = "WHERE recipient = :to" if to else ""
        sql = f"SELECT * FROM letter {where} ORDER BY number"  # noqa: S608 - our own words
        return [dict(row) for row in self._db.rows(sql, **({"to": to.lower()} if to else {}))]
