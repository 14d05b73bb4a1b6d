"""Where each person can be reached in chat, refreshed from everything they do there."""

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from store.tables import whereabouts


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`state` is `active`, `blocked` or `uninstalled`."""

    person_id: str
    conversation_id: str
    service_url: str
    state: str


_WHERE: Final = sa.select(whereabouts).where(whereabouts.c.person_id == sa.bindparam("person"))


class WhereaboutsBook:
    """The whereabouts of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, person_id: str) -> Whereabouts | None:
        row = self._connection.execute(_WHERE, {"person": person_id}).mappings().first()
        return Whereabouts(**row) if row else None

    def note(self, seen: Whereabouts) -> bool:
        """Remembers where a person is; tells whether that was news."""
        known = self.of(seen.person_id)
        if known == seen:
            return False
        columns = {name: getattr(seen, name) for name in Whereabouts.__slots__}
        if known is None:
            self._connection.execute(whereabouts.insert(), columns)
        else:
            self._connection.execute(whereabouts.update().where(whereabouts.c.person_id == seen.person_id), columns)
        return True

    def forget(self, person_id: str) -> None:
        self._connection.execute(whereabouts.delete().where(whereabouts.c.person_id == person_id))
