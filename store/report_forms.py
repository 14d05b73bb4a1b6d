"""The forms that SIPs write their reports in, in the library of drafts."""

from typing import Final

import sqlalchemy as sa

from handbook.core.school_years import AcademicYear, Term
from handbook.reports.forms.form import ReportForm
from store.record_table import Kept, RecordTable
from store.tables import METADATA

report_forms: Final = sa.Table(
    "report_forms",
    METADATA,
    sa.Column("urn", sa.String, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False, index=True),
    sa.Column("term", sa.String, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)


class ReportForms(RecordTable[ReportForm]):
    """Those of one transaction."""

    kept = Kept(
        ReportForm,
        report_forms,
        lambda one: {"urn": one.urn, "year": one.year.starts_in, "term": one.term.value},
        key=("urn", "year", "term"),
    )

    def of_term(self, urn: str, year: AcademicYear, term: Term) -> ReportForm:
        """Where none was begun, one that says so."""
        return next(iter(self._of(urn=urn, year=year.starts_in, term=term.value)), ReportForm(urn, year, term))

    def of_key(self, key: str) -> ReportForm:
        urn, year, term = key.split("-")
        return self.of_term(urn, AcademicYear(int(year)), Term(term))

    def of_schools(self, *urns: str) -> tuple[ReportForm, ...]:
        return self._where(report_forms.c.urn.in_(urns))
