"""What is known of each SIP's calendar: who tells us of changes, and how far it was swept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

import sqlalchemy as sa

from store.tables import calendar_watches


@dataclass(frozen=True, slots=True)
class CalendarWatch:
    """`watch_id` is empty where nobody tells us of changes; `client_state` proves who does. `since` is where the last
    sweep ended, of a window up to `since_until`. `minded_on` is the day on which the clock last saw to both."""

    person_id: str
    watch_id: str = ""
    client_state: str = ""
    since: str = ""
    since_until: datetime | None = None
    minded_on: date | None = None


class CalendarWatches:
    """The watches of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of_person(self, person_id: str) -> CalendarWatch:
        """One that knows nothing yet where nothing was written."""
        return self._where(calendar_watches.c.person_id == person_id) or CalendarWatch(person_id)

    def ordered(self) -> Mapping[str, CalendarWatch]:
        """All from whom we asked to be told, by the id of the watch: as many as there are SIPs, at most."""
        query = sa.select(calendar_watches).where(calendar_watches.c.watch_id != "")
        return {row["watch_id"]: CalendarWatch(**row) for row in self._connection.execute(query).mappings()}

    def write(self, watch: CalendarWatch) -> None:
        columns = asdict(watch)
        match = calendar_watches.c.person_id == watch.person_id
        if self._connection.execute(calendar_watches.update().where(match), columns).rowcount == 0:
            self._connection.execute(calendar_watches.insert(), columns)

    def _where(self, condition: sa.ColumnElement[bool]) -> CalendarWatch | None:
        row = self._connection.execute(sa.select(calendar_watches).where(condition)).mappings().first()
        return CalendarWatch(**row) if row else None
