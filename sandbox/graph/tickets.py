"""Pre-authenticated, short-lived download addresses on the other origin: whoever holds one gets the bytes."""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from sandbox.graph.database import Database

LIFETIME = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Ticket:
    blob: str
    name: str
    mime_type: str


class Tickets:
    def __init__(self, database: Database, public: str) -> None:
        self._public = public.rstrip("/")
        with database.writing():
            if database.row("SELECT value FROM secret") is None:
                database.insert("secret", value=secrets.token_bytes(32))
        row = database.row("SELECT value FROM secret")
        assert row is not None  # noqa: S101 - written just above
        self._secret: bytes = row["value"]

    def url(self, ticket: Ticket, now: datetime) -> str:
        said = [ticket.blob, ticket.name, ticket.mime_type, (now + LIFETIME).timestamp()]
        text = base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
        return f"{self._public}/download/{text}.{self._sign(text)}/{quote(ticket.name)}"

    def read(self, given: str, now: datetime) -> Ticket | None:
        """None where the ticket is forged or has run out."""
        text, _, signature = given.partition(".")
        if not hmac.compare_digest(self._sign(text).encode(), signature.encode()):
            return None
        blob, name, mime_type, until = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return Ticket(blob, name, mime_type) if now.timestamp() < until else None

    def _sign(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()
