"""How some schools stand, asked of the records together: for a page of the list of schools. Each query is found by an
index, whatever the size of the trust."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from handbook.core.school_years import AcademicYear, Term
from handbook.reports.agreements.agreement import SharingAgreement
from handbook.reports.agreements.texts import AgreementKind
from handbook.reports.report import Report
from handbook.visits.visit import Visit
from store.records import from_json
from store.tables import agreements, reports, visits


class SchoolStates:
    """Of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def reports(self, urns: Collection[str], year: AcademicYear) -> Mapping[tuple[str, Term], Report]:
        """The reports of a year, by school and term."""
        where = reports.c.urn.in_(tuple(urns)) & (reports.c.year == year.starts_in)
        found = (from_json(Report, text) for text in self._texts(reports, where))
        return {(one.urn, one.term): one for one in found}

    def visits(self, urns: Collection[str], year: AcademicYear) -> tuple[Visit, ...]:
        """The visits of a year."""
        where = visits.c.urn.in_(tuple(urns)) & (visits.c.year == year.starts_in)
        return tuple(from_json(Visit, text) for text in self._texts(visits, where))

    def agreements(self, urns: Collection[str]) -> Mapping[tuple[str, AgreementKind], SharingAgreement]:
        """Those that were ever asked for or answered, by school and kind."""
        found = (from_json(SharingAgreement, one) for one in self._texts(agreements, agreements.c.urn.in_(tuple(urns))))
        return {(one.urn, one.kind): one for one in found}

    def _texts(self, table: sa.Table, where: sa.ColumnElement[bool]) -> list[str]:
        return list(self._connection.execute(sa.select(table.c.record).where(where)).scalars())
