"""The memberships of schools, year by year."""

from typing import Final

import sqlalchemy as sa

from handbook.core.school_years import AcademicYear
from handbook.membership.membership import Membership
from store.record_table import Kept, RecordTable
from store.tables import METADATA

memberships: Final = sa.Table(
    "memberships",
    METADATA,
    sa.Column("urn", sa.String, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True),
    sa.Column("refund", sa.String, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Index("memberships_of_year", "year", "refund"),
)


class Memberships(RecordTable[Membership]):
    """The memberships of one transaction: those that somebody has written."""

    kept = Kept(
        Membership,
        memberships,
        lambda one: {"urn": one.urn, "year": one.year.starts_in, "refund": one.refund.value},
        key=("urn", "year"),
    )

    def find(self, urn: str, year: AcademicYear) -> Membership | None:
        found = self._of(urn=urn, year=year.starts_in)
        return found[0] if found else None

    def of_school(self, urn: str) -> tuple[Membership, ...]:
        """All years of a school, the oldest first."""
        return self._of(urn=urn)

    def of_year(self, year: AcademicYear) -> dict[str, Membership]:
        """By URN."""
        return {one.urn: one for one in self._of(year=year.starts_in)}

    def before(self, year: AcademicYear, *refunds: str) -> tuple[Membership, ...]:
        """Those of earlier years whose refund stands so."""
        return self._where((memberships.c.year < year.starts_in) & memberships.c.refund.in_(refunds))

    def changes(self) -> int:
        """How often memberships were changed, all together: what was read of them is as it was while it is the same."""
        return self._connection.execute(sa.select(sa.func.sum(memberships.c.revision))).scalar() or 0
