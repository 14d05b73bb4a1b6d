"""What headteachers have filled in of their schools' reports."""

from typing import Final

import sqlalchemy as sa

from handbook.core.school_years import AcademicYear, Term
from handbook.reports.school_part import SchoolPart
from store.record_table import Kept, RecordTable
from store.tables import METADATA

school_parts: Final = sa.Table(
    "school_parts",
    METADATA,
    sa.Column("urn", sa.String, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False, index=True),
    sa.Column("term", sa.String, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)


class SchoolParts(RecordTable[SchoolPart]):
    """Those of one transaction."""

    kept = Kept(
        SchoolPart,
        school_parts,
        lambda one: {"urn": one.urn, "year": one.year.starts_in, "term": one.term.value},
        key=("urn", "year", "term"),
    )

    def of_term(self, urn: str, year: AcademicYear, term: Term) -> SchoolPart:
        """Where nobody has filled anything, one that says so."""
        return next(iter(self._of(urn=urn, year=year.starts_in, term=term.value)), SchoolPart(urn, year, term))
