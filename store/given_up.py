"""Jobs that are not tried any more, until somebody takes them up again or drops them for good."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from store.tables import by_key, given_up

_IN_ORDER: Final = sa.select(*by_key(given_up)).order_by(given_up.c.at, given_up.c.id)


@dataclass(frozen=True, slots=True)
class GivenUp:
    """`kind` is what `effect` is called in lists, where all that is confidential has one word. `error` is a word too,
    `words` a sentence for whoever looks after the service. `about` is the record; empty where it is about none."""

    id: str
    kind: str
    effect: str
    key: str
    args: Mapping[str, str | int]
    queue: str
    attempts: int
    error: str
    about: str
    words: str
    at: datetime


class GivenUpJobs:
    """Those of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, job: GivenUp) -> bool:
        """Whether it was not there yet."""
        if self.matching(id=job.id):
            return False
        self._connection.execute(given_up.insert(), {**asdict(job), "args": json.dumps(dict(job.args))})
        return True

    def matching(self, **columns: str) -> tuple[GivenUp, ...]:
        """Those whose columns have these values, the oldest first; an empty value is any."""
        query = _IN_ORDER
        for name, value in columns.items():
            query = query.where(given_up.c[name] == value) if value else query
        return tuple(_read(row) for row in self._connection.execute(query).mappings())

    def remove(self, jobs: Iterable[GivenUp]) -> None:
        self._connection.execute(given_up.delete().where(given_up.c.id.in_([job.id for job in jobs])))


def _read(row: Mapping[Any, Any]) -> GivenUp:
    return GivenUp(**{**row, "args": json.loads(row["args"])})
