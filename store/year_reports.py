"""What people had made of a school's year."""

from typing import Final

import sqlalchemy as sa

from handbook.core.school_years import AcademicYear
from handbook.school_record.year_reports import YearReports
from store.record_table import Kept, RecordTable
from store.tables import METADATA

year_reports: Final = sa.Table(
    "year_reports",
    METADATA,
    sa.Column("urn", sa.String, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False, index=True),
    sa.Column("person_id", sa.String, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Index("year_reports_of_person", "person_id"),
)


class YearReportBook(RecordTable[YearReports]):
    """Those of one transaction."""

    kept = Kept(
        YearReports,
        year_reports,
        lambda one: {"urn": one.urn, "year": one.year.starts_in, "person_id": one.person_id},
        key=("urn", "year", "person_id"),
    )

    def of(self, urn: str, year: AcademicYear, person_id: str) -> YearReports:
        """Somebody's; where they asked for none, one that says so."""
        return next(
            iter(self._of(urn=urn, year=year.starts_in, person_id=person_id)), YearReports(urn, year, person_id)
        )

    def of_person(self, person_id: str) -> tuple[YearReports, ...]:
        """Those that somebody asked for, the newest year last."""
        return self._of(person_id=person_id)
