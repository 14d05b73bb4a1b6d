"""Conflicts of interest, their yearly declarations, and the Trust Advisor's private notes (A2)."""

from typing import Final

import sqlalchemy as sa

from handbook.allocation.conflicts.conflict import NO_SUCH_CONFLICT, Conflict
from handbook.allocation.conflicts.declarations import Declaration
from handbook.allocation.personality import PersonalityNote
from handbook.core.school_years import AcademicYear
from store.record_table import Kept, RecordsById, RecordTable
from store.tables import METADATA

conflicts: Final = sa.Table(
    "conflicts",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("sip_id", sa.String, nullable=False, index=True),
    sa.Column("urn", sa.String, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)

declarations: Final = sa.Table(
    "conflict_declarations",
    METADATA,
    sa.Column("sip_id", sa.String, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)

personality_notes: Final = sa.Table(
    "personality_notes",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("by_id", sa.String, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)


class Conflicts(RecordsById[Conflict]):
    """The conflicts of one transaction; those that the list shows are not among them, unless one was lifted."""

    unknown = NO_SUCH_CONFLICT
    kept = Kept(Conflict, conflicts, lambda one: {"id": one.id, "sip_id": one.sip_id, "urn": one.urn})

    def every(self) -> tuple[Conflict, ...]:
        return self._of()

    def of_sip(self, sip_id: str) -> tuple[Conflict, ...]:
        return self._of(sip_id=sip_id)


class Declarations(RecordTable[Declaration]):
    """The declarations of one transaction."""

    kept = Kept(
        Declaration,
        declarations,
        lambda one: {"sip_id": one.sip_id, "year": one.year.starts_in},
        key=("sip_id", "year"),
    )

    def of(self, sip_id: str, year: AcademicYear) -> Declaration:
        """One that nobody has asked for yet where nothing was written."""
        return next(iter(self._of(sip_id=sip_id, year=year.starts_in)), Declaration(sip_id, year))

    def every(self) -> tuple[Declaration, ...]:
        return self._of()


class PersonalityNotes(RecordsById[PersonalityNote]):
    """The private notes of one transaction."""

    unknown = "There is no such note."
    kept = Kept(PersonalityNote, personality_notes, lambda one: {"id": one.id, "by_id": one.by_id})

    def find(self, note_id: str) -> PersonalityNote | None:
        return next(iter(self._of(id=note_id)), None)

    def by(self, person_id: str) -> tuple[PersonalityNote, ...]:
        """Those that somebody wrote."""
        return self._of(by_id=person_id)
