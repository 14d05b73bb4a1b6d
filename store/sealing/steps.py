"""What is kept is brought under the current key, some at a time: whoever stops in between goes on later, and meanwhile
everything can be read."""

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from store.case_tables import cases
from store.sealing.envelope import KeyRing, Place, rewrapped, sealed
from store.sealing.keys import Keys, KeysMissing

AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Sealing:
    """How cases and keys stand. `under` counts the cases by key; those by the empty id are not sealed yet."""

    under: dict[str, int]
    ring: KeyRing | None
    missing: str = ""

    @property
    def lost(self) -> int:
        """How many cases no key opens."""
        known = {"", *(self.ring.keys if self.ring else ())}
        return sum(count for key_id, count in self.under.items() if key_id not in known)


def place_of(case_id: str) -> Place:
    return Place(cases.name, case_id, cases.c.record.name)


def state(connection: sa.Connection, keys: Keys) -> Sealing:
    counted = connection.execute(sa.select(cases.c.key_id, sa.func.count()).group_by(cases.c.key_id)).all()
    under = {str(key_id): int(count) for key_id, count in counted}
    try:
        return Sealing(under, keys.ring())
    except KeysMissing as reason:
        return Sealing(under, None, str(reason))


def seal_some(connection: sa.Connection, ring: KeyRing) -> int:
    """Seals what is not sealed. Returns how many."""
    return _some(connection, ring, cases.c.key_id == "")


def rewrap_some(connection: sa.Connection, ring: KeyRing) -> int:
    """Brings what another key of the ring opens under the current one. Returns how many."""
    older = [one for one in ring.keys if one != ring.current]
    return _some(connection, ring, cases.c.key_id.in_(["", *older]))


def _some(connection: sa.Connection, ring: KeyRing, which: sa.ColumnElement[bool]) -> int:
    query = sa.select(cases.c.id, cases.c.key_id, cases.c.record).where(which).order_by(cases.c.id).limit(AT_ONCE)
    found = connection.execute(query).all()
    for case_id, key_id, record in found:
        text = (rewrapped if key_id else sealed)(ring, place_of(case_id), record)
        own = cases.update().where(cases.c.id == case_id)
        connection.execute(own.values(record=text, key_id=ring.current))
    return len(found)
