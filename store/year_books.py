"""Records that belong to a school and an academic year beside its visits: preparation (V1) and extra services (AS1)."""

from dataclasses import replace
from datetime import datetime
from typing import Generic, TypeVar

import sqlalchemy as sa

from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.half_days.extra_services import ExtraService
from handbook.half_days.preparation import Preparation
from store.audit import AuditEntry, Chain
from store.records import from_json, to_json
from store.stale import Stale
from store.tables import extra_services, preparations

T = TypeVar("T", Preparation, ExtraService)


class YearBook(Generic[T]):
    """The records of one kind in one transaction."""

    def __init__(self, connection: sa.Connection, chain: Chain, table: sa.Table, kind: type[T]) -> None:
        self._connection = connection
        self._chain = chain
        self._table = table
        self._kind = kind

    def get(self, record_id: str) -> T:
        """Raises Refused where there is none."""
        query = sa.select(self._table.c.record).where(self._table.c.id == record_id)
        text = self._connection.execute(query).scalar()
        if text is None:
            raise Refused("unknown", "I cannot find that.")
        return from_json(self._kind, text)

    def of_year(self, urn: str, year: AcademicYear) -> tuple[T, ...]:
        return self._where((self._table.c.urn == urn) & (self._table.c.year == year.starts_in))

    def all_of(self, year: AcademicYear) -> tuple[T, ...]:
        return self._where(self._table.c.year == year.starts_in)

    def of_sip(self, sip_id: str, year: AcademicYear) -> tuple[T, ...]:
        return self._where((self._table.c.sip_id == sip_id) & (self._table.c.year == year.starts_in))

    def open(self, record: T, entry: AuditEntry, at: datetime) -> T:
        """Writes a new record."""
        opened = replace(record, revision=1)
        self._connection.execute(self._table.insert(), self._columns(opened))
        self._chain.append(entry, at)
        return opened

    def save(self, record: T, entry: AuditEntry, at: datetime) -> T:
        """Raises Stale if it was changed since it was read."""
        saved = replace(record, revision=record.revision + 1)
        match = (self._table.c.id == record.id) & (self._table.c.revision == record.revision)
        if self._connection.execute(self._table.update().where(match), self._columns(saved)).rowcount != 1:
            raise Stale(record.id)
        self._chain.append(entry, at)
        return saved

    def _where(self, condition: sa.ColumnElement[bool]) -> tuple[T, ...]:
        query = sa.select(self._table.c.record).where(condition).order_by(self._table.c.id)
        return tuple(from_json(self._kind, text) for text in self._connection.execute(query).scalars())

    def _columns(self, record: T) -> dict[str, object]:
        return {
            "id": record.id,
            "urn": record.urn,
            "year": record.year.starts_in,
            "sip_id": record.sip_id,
            "revision": record.revision,
            "record": to_json(record),
        }


Preparations = YearBook[Preparation]
ExtraServices = YearBook[ExtraService]


def preparation_book(connection: sa.Connection, chain: Chain) -> Preparations:
    return YearBook(connection, chain, preparations, Preparation)


def extra_service_book(connection: sa.Connection, chain: Chain) -> ExtraServices:
    return YearBook(connection, chain, extra_services, ExtraService)
