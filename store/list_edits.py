"""Changes of the list from Teams, as they were typed, until somebody decides; and planned ones, until their day."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa

from handbook.schools.list_edit import NO_SUCH_EDIT, OPEN, EditStatus, ListEdit
from store.record_table import Kept, RecordsById
from store.tables import METADATA, Instant

list_edits: Final = sa.Table(
    "list_edits",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("about", sa.String, nullable=False, index=True),  # a person's id or a URN
    sa.Column("begun_at", Instant, nullable=False, index=True),
    sa.Column("from_on", sa.Date, nullable=True),
    sa.Column("status", sa.String, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)


class ListEdits(RecordsById[ListEdit]):
    """The changes of one transaction."""

    unknown = NO_SUCH_EDIT
    kept = Kept(
        ListEdit,
        list_edits,
        lambda one: {
            "id": one.id,
            "about": one.form.about,
            "begun_at": one.begun_at,
            "from_on": one.from_on,
            "status": one.status.value,
        },
    )

    def has(self, edit_id: str) -> bool:
        return bool(self._of(id=edit_id))

    def waiting_since(self, before: datetime) -> tuple[ListEdit, ...]:
        """Those begun before then, about which nobody has decided."""
        return self._where(list_edits.c.status.in_([one.value for one in OPEN]) & (list_edits.c.begun_at < before))

    def due_by(self, day: date) -> tuple[ListEdit, ...]:
        """Planned ones whose first day that is, or was."""
        return self._where((list_edits.c.status == EditStatus.PLANNED.value) & (list_edits.c.from_on <= day))

    def planned_of(self, about: Iterable[str]) -> tuple[ListEdit, ...]:
        """Planned ones about these people and schools."""
        keys = tuple(about)
        return self._where((list_edits.c.status == EditStatus.PLANNED.value) & list_edits.c.about.in_(keys))
