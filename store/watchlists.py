"""Which schools somebody keeps an eye on."""

import sqlalchemy as sa

from store.tables import METADATA

watchlists = sa.Table(
    "watchlists",
    METADATA,
    sa.Column("person_id", sa.String, primary_key=True),
    sa.Column("urn", sa.String, primary_key=True),
)


class Watchlists:
    """Those of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, person_id: str) -> frozenset[str]:
        """By URN."""
        query = sa.select(watchlists.c.urn).where(watchlists.c.person_id == person_id)
        return frozenset(self._connection.execute(query).scalars())

    def note(self, person_id: str, urn: str, *, watched: bool) -> None:
        """The same however often it is said."""
        own = (watchlists.c.person_id == person_id) & (watchlists.c.urn == urn)
        self._connection.execute(watchlists.delete().where(own))
        if watched:
            self._connection.execute(watchlists.insert(), {"person_id": person_id, "urn": urn})
