"""What the directory said last of each person's account."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from handbook.reach.states import AccountSeen, AccountState
from store.tables import METADATA, Instant

accounts: Final = sa.Table(
    "accounts",
    METADATA,
    sa.Column("person_id", sa.String, primary_key=True),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("since", Instant, nullable=False),
    sa.Column("checked_at", Instant, nullable=False),
)


class Accounts:
    """Those of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def seen(self, person_ids: Collection[str] | None = None) -> Mapping[str, AccountSeen]:
        """Of these people, or of all."""
        query = sa.select(accounts)
        if person_ids is not None:
            query = query.where(accounts.c.person_id.in_(tuple(person_ids)))
        rows = self._connection.execute(query).mappings()
        return {
            row["person_id"]: AccountSeen(row["person_id"], AccountState(row["state"]), row["since"], row["checked_at"])
            for row in rows
        }

    def note(self, found: Iterable[tuple[str, AccountState]], at: datetime) -> None:
        """Since when it is so stays where it was so before."""
        known = self.seen()
        for person_id, state in found:
            before = known.get(person_id)
            since = before.since if before and before.state is state else at
            self._connection.execute(accounts.delete().where(accounts.c.person_id == person_id))
            row = {"person_id": person_id, "state": state.value, "since": since, "checked_at": at}
            self._connection.execute(accounts.insert(), row)

    def forget(self, person_ids: Iterable[str]) -> None:
        """Of who has left the list nothing is kept."""
        gone = accounts.delete().where(accounts.c.person_id == sa.bindparam("gone"))
        if rows := [{"gone": one} for one in person_ids]:
            self._connection.execute(gone, rows)
