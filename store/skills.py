"""The yearly audit of skills (T4): what SIPs said, and the round that asked them."""

from typing import Final

import sqlalchemy as sa

from handbook.core.school_years import AcademicYear
from handbook.sip_team.skills.answer import NO_SUCH_ANSWER, SkillsAnswer
from handbook.sip_team.skills.audit_round import SkillsRound
from store.record_table import Kept, RecordsById, RecordTable
from store.tables import METADATA

skills_answers: Final = sa.Table(
    "skills_answers",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("year", sa.Integer, nullable=False, index=True),
    sa.Column("sip_id", sa.String, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)
skills_rounds: Final = sa.Table(
    "skills_rounds",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)


class SkillsAnswers(RecordsById[SkillsAnswer]):
    """Those of one transaction."""

    unknown = NO_SUCH_ANSWER
    kept = Kept(
        SkillsAnswer,
        skills_answers,
        lambda one: {"id": one.id, "year": one.year.starts_in, "sip_id": one.sip_id},
        order=("year",),
    )

    def of_year(self, year: AcademicYear) -> tuple[SkillsAnswer, ...]:
        return self._of(year=year.starts_in)

    def newest_of(self, sip_id: str) -> SkillsAnswer | None:
        found = self._of(sip_id=sip_id)
        return found[-1] if found else None


class SkillsRounds(RecordTable[SkillsRound]):
    """Those of one transaction."""

    kept = Kept(SkillsRound, skills_rounds, lambda one: {"id": one.id})

    def of(self, year: AcademicYear) -> SkillsRound:
        """One that nobody has asked yet where none is kept."""
        found = self._of(id=str(year.starts_in))
        return found[0] if found else SkillsRound(year)
