"""Where each message stands, by the mark that it carries. Teams does not tell what stands in a chat: a message that
carries the mark of one that stands elsewhere came twice."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from store.tables import METADATA, Instant

sendings: Final = sa.Table(
    "sendings",
    METADATA,
    sa.Column("mark", sa.String, primary_key=True),
    sa.Column("person_id", sa.String, nullable=False, index=True),
    sa.Column("conversation_id", sa.String, nullable=False),
    sa.Column("activity_id", sa.String, nullable=False),
    sa.Column("service_url", sa.String, nullable=False),
    sa.Column("at", Instant, nullable=False, index=True),
)


@dataclass(frozen=True, slots=True)
class Sending:
    """One message. Without a place it was begun, and nobody knows whether it came."""

    mark: str
    person_id: str
    conversation_id: str
    activity_id: str
    service_url: str
    at: datetime

    @property
    def came(self) -> bool:
        return bool(self.activity_id)


class Sendings:
    """Those of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, mark: str) -> Sending | None:
        row = self._connection.execute(sa.select(sendings).where(sendings.c.mark == mark)).mappings().first()
        return Sending(**row) if row else None

    def note(self, one: Sending) -> None:
        """In the place of what was known of it."""
        self.drop(one.mark)
        self._connection.execute(sendings.insert(), {field.name: getattr(one, field.name) for field in fields(one)})

    def drop(self, mark: str) -> None:
        self._connection.execute(sendings.delete().where(sendings.c.mark == mark))

    def any_before(self, at: datetime) -> bool:
        """Whether there is one from before then."""
        found = self._connection.execute(sa.select(sendings.c.mark).where(sendings.c.at < at).limit(1))
        return found.first() is not None

    def forget_before(self, at: datetime) -> None:
        self._connection.execute(sendings.delete().where(sendings.c.at < at))
