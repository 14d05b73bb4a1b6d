"""What is known of each SIP's calendar: who tells us of changes, and how far its changes were read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa

from store.tables import by_key, calendar_subscriptions

_COLUMNS: Final = by_key(calendar_subscriptions)


@dataclass(frozen=True, slots=True)
class CalendarSubscription:
    """`subscription_id` is empty where nobody tells us of changes; `client_state` proves who does. `since` is where the
    last delta query ended, of a window up to `since_until`. `synced_on` is the day on which the clock saw to both."""

    person_id: str
    subscription_id: str = ""
    client_state: str = ""
    since: str = ""
    since_until: datetime | None = None
    synced_on: date | None = None


class CalendarSubscriptions:
    """The subscriptions of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of_person(self, person_id: str) -> CalendarSubscription:
        """One that knows nothing yet where nothing was written."""
        return self._where(calendar_subscriptions.c.person_id == person_id) or CalendarSubscription(person_id)

    def ordered(self) -> Mapping[str, CalendarSubscription]:
        """All from whom we asked to be told, by the id of the subscription: as many as there are SIPs, at most."""
        query = sa.select(*_COLUMNS).where(calendar_subscriptions.c.subscription_id != "")
        return {
            row["subscription_id"]: CalendarSubscription(**row) for row in self._connection.execute(query).mappings()
        }

    def write(self, subscription: CalendarSubscription) -> None:
        columns = asdict(subscription)
        match = calendar_subscriptions.c.person_id == subscription.person_id
        if self._connection.execute(calendar_subscriptions.update().where(match), columns).rowcount == 0:
            self._connection.execute(calendar_subscriptions.insert(), columns)

    def _where(self, condition: sa.ColumnElement[bool]) -> CalendarSubscription | None:
        row = self._connection.execute(sa.select(*_COLUMNS).where(condition)).mappings().first()
        return CalendarSubscription(**row) if row else None
