"""Cases: concerns and complaints. They are looked up by who may read them, so that a case that is not somebody's is
found exactly as one that does not exist."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from handbook.cases.case import NO_SUCH_CASE, Case, readers_of
from handbook.core.refusal import Refused
from store.audit import AuditEntry, Chain
from store.case_tables import case_readers, cases
from store.record_table import Kept, RecordsById
from store.records import from_json
from store.sealing.envelope import KeyRing, NotOpened, opened, sealed
from store.sealing.keys import Keys, KeysMissing
from store.sealing.steps import place_of, state

CLOSED: Final = (
    "Concerns and complaints cannot be opened at the moment: the key to them is missing. Nothing is lost. Whoever "
    "looks after SIP Desk has to put it back; everything else works."
)


class Cases(RecordsById[Case]):
    """The cases of one transaction, which are kept sealed. `get` is for the service, which reads for nobody. Where
    there is no key everything here raises Refused with the same sentence."""

    unknown = NO_SUCH_CASE
    kept = Kept(
        Case,
        cases,
        lambda case: {
            "id": case.id,
            "review_on": case.review_on,
            "closed_at": case.closed_at,
            "forgotten_at": case.forgotten_at,
        },
    )

    def __init__(self, connection: sa.Connection, chain: Chain, keys: Keys) -> None:
        super().__init__(connection, chain)
        self._keys = keys

    @property
    def readable(self) -> bool:
        """Whether there is a key to all of them, and to what is new."""
        found = state(self._connection, self._keys)
        return found.ring is not None and not found.lost and not found.under.get("")

    def get_for(self, case_id: str, person_ids: Iterable[str]) -> Case:
        """The case, for one of its readers. Raises the same Refused for anybody else as for an id that is nobody's."""
        return self._one(self._where((cases.c.id == case_id) & cases.c.id.in_(_read_by(person_ids))))

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

    def open(self, record: Case, entry: AuditEntry, at: datetime) -> Case:
        """Writes a new case, and who may read it."""
        return self._name_readers(super().open(record, entry, at))

    def save(self, record: Case, entry: AuditEntry, at: datetime) -> Case:
        """The same of one that was read. Raises Stale if it was changed since."""
        saved = super().save(record, entry, at)
        self._connection.execute(case_readers.delete().where(case_readers.c.case_id == saved.id))
        return self._name_readers(saved)

    def _row(self, record: Case) -> dict[str, object]:
        row, ring = super()._row(record), self._ring()
        return {**row, "key_id": ring.current, "record": sealed(ring, place_of(record.id), str(row["record"]))}

    def _found(self, query: sa.Select[Any], values: Mapping[str, object]) -> tuple[Case, ...]:
        found = self._connection.execute(query.add_columns(cases.c.id), values).all()
        if not found:
            return ()
        ring = self._ring()
        try:
            return tuple(from_json(Case, opened(ring, place_of(one.id), one.record)) for one in found)
        except NotOpened:
            raise Refused("keys", CLOSED) from None

    def _ring(self) -> KeyRing:
        try:
            return self._keys.ring()
        except KeysMissing:
            raise Refused("keys", CLOSED) from None

    def _name_readers(self, case: Case) -> Case:
        rows = [{"case_id": case.id, "person_id": person_id} for person_id in sorted(readers_of(case))]
        if rows:  # nobody reads a tombstone
            self._connection.execute(case_readers.insert(), rows)
        return case


def _read_by(person_ids: Iterable[str]) -> sa.Select[tuple[str]]:
    return sa.select(case_readers.c.case_id).where(case_readers.c.person_id.in_(tuple(person_ids)))
