"""Headteacher appraisals for which another SIP than the school's is wanted (PM1)."""

from typing import Final

import sqlalchemy as sa

from handbook.core.school_years import AcademicYear
from handbook.sip_team.appraisal import Appraisal, appraisal_id
from store.record_table import Kept, RecordTable
from store.tables import METADATA

appraisals: Final = sa.Table(
    "appraisals",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("year", sa.Integer, nullable=False, index=True),
    sa.Column("sip_id", sa.String, nullable=False, index=True),  # empty until somebody was named
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)


class Appraisals(RecordTable[Appraisal]):
    """Those of one transaction."""

    kept = Kept(Appraisal, appraisals, lambda one: {"id": one.id, "year": one.year.starts_in, "sip_id": one.sip_id})

    def find(self, record_id: str) -> Appraisal | None:
        return next(iter(self._of(id=record_id)), None)

    def appraiser(self, urn: str, year: AcademicYear) -> str:
        """Who carries out the appraisal of a school in a year within its half-days; empty where nobody was named."""
        found = self.find(appraisal_id(urn, year))
        return found.sip_id if found and not found.extra_id else ""

    def of_sip(self, sip_id: str, year: AcademicYear) -> tuple[Appraisal, ...]:
        """Those for which somebody was named."""
        return self._of(sip_id=sip_id, year=year.starts_in)

    def open_ones(self) -> tuple[Appraisal, ...]:
        """Those for which nobody was named yet."""
        return self._of(sip_id="")
