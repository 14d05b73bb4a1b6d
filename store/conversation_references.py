"""Where each person can be reached in chat, refreshed from everything they do there."""

from typing import Final

import sqlalchemy as sa

from handbook.core.conversation_reference import ConversationReference
from store.tables import conversations

_WHERE: Final = sa.select(conversations).where(conversations.c.person_id == sa.bindparam("person"))


class ConversationReferences:
    """The conversation references of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, person_id: str) -> ConversationReference | None:
        row = self._connection.execute(_WHERE, {"person": person_id}).mappings().first()
        return ConversationReference(**row) if row else None

    def note(self, seen: ConversationReference) -> bool:
        """Remembers where a person is; tells whether that was news."""
        known = self.of(seen.person_id)
        if known == seen:
            return False
        columns = {name: getattr(seen, name) for name in ConversationReference.__slots__}
        if known is None:
            self._connection.execute(conversations.insert(), columns)
        else:
            self._connection.execute(conversations.update().where(conversations.c.person_id == seen.person_id), columns)
        return True

    def forget(self, person_id: str) -> None:
        self._connection.execute(conversations.delete().where(conversations.c.person_id == person_id))
