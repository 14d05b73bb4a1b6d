"""What was asked for last of installing the app for each person, and what became of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from handbook.reach.installing import AppInstall, InstallOutcome
from store.tables import METADATA, Instant

app_installs: Final = sa.Table(
    "app_installs",
    METADATA,
    sa.Column("person_id", sa.String, primary_key=True),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("by_id", sa.String, nullable=False),
    sa.Column("outcome", sa.String, nullable=False),
)


class AppInstalls:
    """Those of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def every(self) -> Mapping[str, AppInstall]:
        """By person."""
        rows = self._connection.execute(sa.select(app_installs)).mappings()
        return {
            row["person_id"]: AppInstall(
                row["person_id"], row["asked_at"], row["by_id"], InstallOutcome(row["outcome"])
            )
            for row in rows
        }

    def ask(self, person_ids: Iterable[str], by_id: str, at: datetime) -> None:
        """It waits for these, in the place of what was asked for them before."""
        for person_id in person_ids:
            self._connection.execute(app_installs.delete().where(app_installs.c.person_id == person_id))
            one = {"person_id": person_id, "asked_at": at, "by_id": by_id, "outcome": InstallOutcome.WAITING.value}
            self._connection.execute(app_installs.insert(), one)

    def note(self, person_id: str, outcome: InstallOutcome) -> None:
        own = app_installs.c.person_id == person_id
        self._connection.execute(app_installs.update().where(own), {"outcome": outcome.value})
