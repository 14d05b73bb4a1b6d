"""Who stands in for whom, and when."""

from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa

from handbook.cases.cover import NO_SUCH_COVER, Cover
from handbook.core.refusal import Refused
from store.audit import AuditEntry, Chain
from store.case_tables import covers
from store.records import from_json, to_json
from store.stale import Stale


class Covers:
    """The covers of one transaction, by their first day."""

    def __init__(self, connection: sa.Connection, chain: Chain) -> None:
        self._connection = connection
        self._chain = chain

    def get(self, cover_id: str) -> Cover:
        """Raises Refused where there is none."""
        found = self._where(covers.c.id == cover_id)
        if not found:
            raise Refused("unknown", NO_SUCH_COVER)
        return found[0]

    def of_person(self, person_id: str) -> tuple[Cover, ...]:
        """Those of somebody who is stood in for."""
        return self._where(covers.c.person_id == person_id)

    def of_deputy(self, person_id: str) -> tuple[Cover, ...]:
        """Those in which somebody stands in."""
        return self._where(covers.c.deputy_id == person_id)

    def since(self, on: date) -> tuple[Cover, ...]:
        """All whose last day is that day or later, those that were ended among them."""
        return self._where(covers.c.last_on >= on)

    def open(self, cover: Cover, entry: AuditEntry, at: datetime) -> Cover:
        """Writes a new cover."""
        opened = replace(cover, revision=1)
        self._connection.execute(covers.insert(), _columns(opened))
        self._chain.append(entry, at)
        return opened

    def save(self, cover: Cover, entry: AuditEntry, at: datetime) -> Cover:
        """Raises Stale if it was changed since it was read."""
        saved = replace(cover, revision=cover.revision + 1)
        match = (covers.c.id == cover.id) & (covers.c.revision == cover.revision)
        if self._connection.execute(covers.update().where(match), _columns(saved)).rowcount != 1:
            raise Stale(cover.id)
        self._chain.append(entry, at)
        return saved

    def _where(self, condition: sa.ColumnElement[bool]) -> tuple[Cover, ...]:
        query = sa.select(covers.c.record).where(condition).order_by(covers.c.first_on, covers.c.id)
        return tuple(from_json(Cover, text) for text in self._connection.execute(query).scalars())


def _columns(cover: Cover) -> dict[str, object]:
    return {
        "id": cover.id,
        "person_id": cover.person_id,
        "deputy_id": cover.deputy_id,
        "first_on": cover.first_on,
        "last_on": cover.last_on,
        "revision": cover.revision,
        "record": to_json(cover),
    }
