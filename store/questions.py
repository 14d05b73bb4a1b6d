"""Questions to the service (F1), and the entries of the FAQ."""

from functools import cached_property
from typing import Final

import sqlalchemy as sa

from handbook.questions.faq import NO_SUCH_ENTRY, FaqEntry
from handbook.questions.question import NO_SUCH_QUESTION, Question
from store.record_table import Kept, RecordsById
from store.tables import METADATA, Instant

questions: Final = sa.Table(
    "questions",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("asker_id", sa.String, nullable=False, index=True),
    sa.Column("asked_at", Instant, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)
faq_entries: Final = sa.Table(
    "faq_entries",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("is_listed", sa.Boolean, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)


class FaqEntries(RecordsById[FaqEntry]):
    """The FAQ of one transaction."""

    unknown = NO_SUCH_ENTRY
    kept = Kept(FaqEntry, faq_entries, lambda one: {"id": one.id, "is_listed": one.is_listed})

    def listed(self) -> tuple[FaqEntry, ...]:
        """Those that are read now."""
        return self._where(faq_entries.c.is_listed)


class Questions(RecordsById[Question]):
    """The questions of one transaction."""

    unknown = NO_SUCH_QUESTION
    kept = Kept(
        Question,
        questions,
        lambda one: {"id": one.id, "asker_id": one.asker_id, "asked_at": one.asked_at},
        order=("asked_at",),
    )

    def every(self) -> tuple[Question, ...]:
        """The oldest first."""
        return self._of()

    def of_asker(self, person_id: str) -> tuple[Question, ...]:
        """What somebody asked, the oldest first."""
        return self._of(asker_id=person_id)

    @cached_property
    def faq(self) -> FaqEntries:
        """What answers them."""
        return FaqEntries(self._connection, self._chain)
