"""The workers of the service: which live, by when each was last heard from."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from store.tables import workers


class Workers:
    """Those of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def heard_from(self, executor_id: str, at: datetime) -> None:
        """A worker is alive."""
        mine = workers.c.executor_id == executor_id
        if self._connection.execute(workers.update().where(mine), {"seen_at": at}).rowcount == 0:
            self._connection.execute(workers.insert(), {"executor_id": executor_id, "seen_at": at})

    def silent(self, before: datetime) -> tuple[str, ...]:
        """Those not heard from since `before`."""
        query = sa.select(workers.c.executor_id).where(workers.c.seen_at < before).order_by(workers.c.executor_id)
        return tuple(self._connection.execute(query).scalars())

    def all(self) -> tuple[tuple[str, datetime], ...]:
        """Each, with when it was last heard from."""
        query = sa.select(workers.c.executor_id, workers.c.seen_at).order_by(workers.c.executor_id)
        return tuple((row.executor_id, row.seen_at) for row in self._connection.execute(query))

    def remove(self, executor_ids: Iterable[str]) -> None:
        """Another has taken over what these had begun."""
        self._connection.execute(workers.delete().where(workers.c.executor_id.in_(tuple(executor_ids))))
