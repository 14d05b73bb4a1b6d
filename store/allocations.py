"""What schools need of their SIPs (A1), what was worked out for the whole trust, which SIPs are proposed to which
schools (A3), and who else supports a school (O1)."""

from typing import Final

import sqlalchemy as sa

from handbook.allocation.choices.choice import NO_SUCH_CHOICE, SipChoice
from handbook.allocation.needs import SchoolNeeds
from handbook.allocation.other_support import OtherSupport
from handbook.allocation.run import NO_SUCH_RUN, AllocationRun
from handbook.core.school_years import AcademicYear
from store.record_table import Kept, RecordsById, RecordTable
from store.tables import METADATA, Instant

school_needs: Final = sa.Table(
    "school_needs",
    METADATA,
    sa.Column("urn", sa.String, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True, index=True),
    sa.Column("is_waiting", sa.Boolean, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)

allocation_runs: Final = sa.Table(
    "allocation_runs",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("asked_by_id", sa.String, nullable=False, index=True),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)

sip_choices: Final = sa.Table(
    "sip_choices",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("urn", sa.String, nullable=False, index=True),
    sa.Column("is_open", sa.Boolean, nullable=False, index=True),
    sa.Column("proposed_at", Instant, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)

other_support: Final = sa.Table(
    "other_support",
    METADATA,
    sa.Column("urn", sa.String, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)


class SchoolNeedsBook(RecordTable[SchoolNeeds]):
    """The needs of one transaction."""

    kept = Kept(
        SchoolNeeds,
        school_needs,
        lambda one: {"urn": one.urn, "year": one.year.starts_in, "is_waiting": one.is_waiting},
        key=("urn", "year"),
    )

    def of(self, urn: str, year: AcademicYear) -> SchoolNeeds:
        """Needs that nobody has asked about where nothing was written."""
        return next(iter(self._of(urn=urn, year=year.starts_in)), SchoolNeeds(urn, year))

    def of_year(self, year: AcademicYear) -> dict[str, SchoolNeeds]:
        """All that were asked about or noted, by the URN."""
        return {one.urn: one for one in self._of(year=year.starts_in)}

    def waiting(self) -> tuple[SchoolNeeds, ...]:
        """Those whose headteacher was asked and has not answered."""
        return self._where(school_needs.c.is_waiting)


class AllocationRuns(RecordsById[AllocationRun]):
    """The proposals for the whole trust of one transaction."""

    unknown = NO_SUCH_RUN
    kept = Kept(
        AllocationRun,
        allocation_runs,
        lambda one: {"id": one.id, "asked_by_id": one.asked_by_id, "made_at": one.made_at},
        order=("made_at",),
    )

    def find(self, run_id: str) -> AllocationRun | None:
        return next(iter(self._of(id=run_id)), None)

    def last_of(self, person_id: str) -> AllocationRun | None:
        """The newest that somebody asked for."""
        found = self._of(asked_by_id=person_id)
        return found[-1] if found else None


class SipChoices(RecordsById[SipChoice]):
    """The proposals to schools of one transaction, the oldest first."""

    unknown = NO_SUCH_CHOICE
    kept = Kept(
        SipChoice,
        sip_choices,
        lambda one: {"id": one.id, "urn": one.urn, "is_open": one.is_open, "proposed_at": one.proposed_at},
        order=("proposed_at",),
    )

    def every(self) -> tuple[SipChoice, ...]:
        return self._of()

    def open_ones(self) -> tuple[SipChoice, ...]:
        """Those that wait for a word, or for their day."""
        return self._where(sip_choices.c.is_open)

    def of_school(self, urn: str) -> tuple[SipChoice, ...]:
        return self._of(urn=urn)


class OtherSupportBook(RecordTable[OtherSupport]):
    """Who else supports schools, in one transaction."""

    kept = Kept(OtherSupport, other_support, lambda one: {"urn": one.urn}, key=("urn",))

    def of_school(self, urn: str) -> OtherSupport:
        """With nobody in it where nothing was written."""
        return next(iter(self._of(urn=urn)), OtherSupport(urn))
