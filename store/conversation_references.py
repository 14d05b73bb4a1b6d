"""Where each person can be reached in chat, refreshed from everything they do there."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from handbook.core.conversation_reference import ACTIVE, ConversationReference
from store.tables import conversations

_NAMES: Final = ConversationReference.__slots__
_WHERE: Final = sa.select(conversations).where(conversations.c.person_id == sa.bindparam("person"))


class ConversationReferences:
    """The conversation references of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, person_id: str) -> ConversationReference | None:
        row = self._connection.execute(_WHERE, {"person": person_id}).mappings().first()
        return _read(row) if row else None

    def every(self, person_ids: Collection[str] | None = None) -> Mapping[str, ConversationReference]:
        """Of these people, or all that are known; by person."""
        query = sa.select(conversations)
        if person_ids is not None:
            query = query.where(conversations.c.person_id.in_(tuple(person_ids)))
        rows = self._connection.execute(query).mappings()
        return {row["person_id"]: _read(row) for row in rows}

    def to_catch_up(self) -> tuple[str, ...]:
        """Who can be reached now, and could not before."""
        back = conversations.c.to_catch_up & (conversations.c.state == ACTIVE)
        query = sa.select(conversations.c.person_id).where(back).order_by(conversations.c.person_id)
        return tuple(self._connection.execute(query).scalars())

    def caught_up(self, person_id: str) -> None:
        own = conversations.c.person_id == person_id
        self._connection.execute(conversations.update().where(own), {"to_catch_up": False})

    def note(self, seen: ConversationReference, at: datetime) -> bool:
        """Remembers where a person is, and since when; tells whether that was news."""
        known = self.of(seen.person_id)
        if known == seen:
            return False
        columns: dict[str, Any] = {name: getattr(seen, name) for name in ConversationReference.__slots__}
        columns["since"] = known.since if known and known.state == seen.state else at
        if seen.state != ACTIVE:
            columns["to_catch_up"] = True
        if known is None:
            self._connection.execute(conversations.insert(), columns)
        else:
            self._connection.execute(conversations.update().where(conversations.c.person_id == seen.person_id), columns)
        return True

    def forget(self, person_id: str) -> None:
        self._connection.execute(conversations.delete().where(conversations.c.person_id == person_id))


def _read(row: sa.RowMapping) -> ConversationReference:
    return ConversationReference(**{name: row[name] for name in _NAMES})
