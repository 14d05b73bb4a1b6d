"""Cases: concerns and complaints. They are looked up by who may read them, so that a case that is not somebody's is
found exactly as one that does not exist."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa

from handbook.cases.case import NO_SUCH_CASE, Case, readers_of
from handbook.core.refusal import Refused
from store.audit import AuditEntry, Chain
from store.case_tables import case_readers, cases
from store.records import from_json, to_json
from store.stale import Stale


class Cases:
    """The cases of one transaction."""

    def __init__(self, connection: sa.Connection, chain: Chain) -> None:
        self._connection = connection
        self._chain = chain

    def get(self, case_id: str) -> Case:
        """Of the service, which reads for nobody. Raises Refused where there is none."""
        return self._one(cases.c.id == case_id)

    def get_for(self, case_id: str, person_ids: Iterable[str]) -> Case:
        """The case, for one of its readers. Raises the same Refused for anybody else as for an id that is nobody's."""
        return self._one((cases.c.id == case_id) & cases.c.id.in_(_read_by(person_ids)))

    def of_readers(self, person_ids: Iterable[str]) -> tuple[Case, ...]:
        """All that one of these people may read."""
        return self._where(cases.c.id.in_(_read_by(person_ids)))

    def standing(self) -> tuple[Case, ...]:
        """Those that are open."""
        return self._where(cases.c.closed_at.is_(None))

    def overdue(self, today: date) -> tuple[Case, ...]:
        """Those that should have been looked at again before today."""
        return self._where(cases.c.closed_at.is_(None) & (cases.c.review_on < today))

    def closed_before(self, at: datetime) -> tuple[Case, ...]:
        """Those that were closed before an instant and are still remembered."""
        return self._where((cases.c.closed_at < at) & cases.c.forgotten_at.is_(None))

    def open(self, case: Case, entry: AuditEntry, at: datetime) -> Case:
        """Writes a new case."""
        opened = replace(case, revision=1)
        self._connection.execute(cases.insert(), _columns(opened))
        self._name_readers(opened)
        self._chain.append(entry, at)
        return opened

    def save(self, case: Case, entry: AuditEntry, at: datetime) -> Case:
        """Raises Stale if it was changed since it was read."""
        saved = replace(case, revision=case.revision + 1)
        match = (cases.c.id == case.id) & (cases.c.revision == case.revision)
        if self._connection.execute(cases.update().where(match), _columns(saved)).rowcount != 1:
            raise Stale(case.id)
        self._connection.execute(case_readers.delete().where(case_readers.c.case_id == case.id))
        self._name_readers(saved)
        self._chain.append(entry, at)
        return saved

    def _name_readers(self, case: Case) -> None:
        rows = [{"case_id": case.id, "person_id": person_id} for person_id in sorted(readers_of(case))]
        if rows:  # nobody reads a tombstone
            self._connection.execute(case_readers.insert(), rows)

    def _one(self, condition: sa.ColumnElement[bool]) -> Case:
        found = self._where(condition)
        if not found:
            raise Refused("unknown", NO_SUCH_CASE)
        return found[0]

    def _where(self, condition: sa.ColumnElement[bool]) -> tuple[Case, ...]:
        query = sa.select(cases.c.record).where(condition).order_by(cases.c.id)
        return tuple(from_json(Case, text) for text in self._connection.execute(query).scalars())


def _read_by(person_ids: Iterable[str]) -> sa.Select[tuple[str]]:
    return sa.select(case_readers.c.case_id).where(case_readers.c.person_id.in_(tuple(person_ids)))


def _columns(case: Case) -> dict[str, object]:
    return {
        "id": case.id,
        "review_on": case.review_on,
        "closed_at": case.closed_at,
        "forgotten_at": case.forgotten_at,
        "revision": case.revision,
        "record": to_json(case),
    }
