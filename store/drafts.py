"""What people have written and not sent yet. No decision, so that the audit knows nothing of it; kept for a while, and
for whoever wrote it alone."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final, cast

import sqlalchemy as sa

from store.tables import METADATA, Instant

drafts: Final = sa.Table(
    "drafts",
    METADATA,
    sa.Column("person_id", sa.String, primary_key=True),
    sa.Column("form", sa.String, primary_key=True),
    sa.Column("kept_at", Instant, nullable=False, index=True),
    sa.Column("texts", sa.Text, nullable=False),
)


class Drafts:
    """The drafts of one transaction. A `form` says where something was written; somebody has one draft for each."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, person_id: str) -> Mapping[str, Mapping[str, str]]:
        """All of somebody's, by form: what stands in each box."""
        query = sa.select(drafts.c.form, drafts.c.texts).where(drafts.c.person_id == person_id)
        found = self._connection.execute(query.order_by(drafts.c.kept_at, drafts.c.form)).all()
        return {form: cast("dict[str, str]", json.loads(texts)) for form, texts in found}

    def keep(self, person_id: str, form: str, texts: Mapping[str, str], at: datetime) -> None:
        """In the place of what was kept of this form before."""
        self.drop(person_id, form)
        row = {"person_id": person_id, "form": form, "kept_at": at, "texts": json.dumps(dict(texts))}
        self._connection.execute(drafts.insert().values(row))

    def drop(self, person_id: str, form: str) -> None:
        own = (drafts.c.person_id == person_id) & (drafts.c.form == form)
        self._connection.execute(drafts.delete().where(own))

    def any_before(self, at: datetime) -> bool:
        """Whether one was written before then, and not since."""
        return (
            self._connection.execute(sa.select(drafts.c.form).where(drafts.c.kept_at < at).limit(1)).first() is not None
        )

    def forget_before(self, at: datetime) -> None:
        self._connection.execute(drafts.delete().where(drafts.c.kept_at < at))
