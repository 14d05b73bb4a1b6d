"""Change notifications: who is to be told of what, and how badly. They lie in the database until they are delivered, so
that a killed process forgets none."""

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from sandbox.graph.calendar.book import Copy, Happened
from sandbox.graph.calendar.time_zones import utc
from sandbox.graph.database import Database

Lifecycle = Literal["reauthorizationRequired", "subscriptionRemoved", "missed"]
LIFECYCLES = get_args(Lifecycle)


@dataclass(frozen=True, slots=True)
class Manners:
    """How notifications go from now on: `copies` of each, after `delay_seconds`; `held` ones wait for `release`; `lost`
    ones are never sent."""

    copies: int = 1
    delay_seconds: float = 0.0
    held: bool = False
    lost: bool = False

    @classmethod
    def read(cls, given: dict[str, Any]) -> "Manners":
        """Raises ValueError with a sentence."""
        if unknown := set(given) - set(cls.__slots__):
            raise ValueError(f"Notifications have no {', '.join(sorted(unknown))}.")
        found = cls(**given)
        if type(found.copies) is not int or not 1 <= found.copies <= 10:
            raise ValueError("copies must be a whole number from 1 to 10.")
        if type(found.delay_seconds) not in (int, float) or not 0 <= found.delay_seconds <= 3600:
            raise ValueError("delay_seconds must be from 0 to 3600.")
        if type(found.held) is not bool or type(found.lost) is not bool:
            raise ValueError("held and lost are true or false.")
        return found


class Notices:
    """`now` is the stand-in's time; when something is due goes by the machine's."""

    def __init__(self, database: Database, tenant_id: str, now: Callable[[], datetime]) -> None:
        self._db = database
        self._tenant_id = tenant_id
        self._now = now
        self.manners = Manners()

    def changed(self, copy: Copy, happened: Happened) -> None:
        """For `Book`: promises a notification to everybody who watches this calendar."""
        for row in self.watching(copy.mailbox):
            if happened in row["change_type"].split(",") and not self.manners.lost:
                self._promise(row["notification_url"], _notification(row, copy, happened, self._tenant_id))

    def watching(self, mailbox: str) -> list[Any]:
        """The subscriptions to a calendar that have not expired."""
        sql = "SELECT * FROM subscription WHERE mailbox = :mailbox AND expires_at > :now"
        return self._db.rows(sql, mailbox=mailbox, now=utc(self._now()))

    def lifecycle(self, subscription: Any, event: Lifecycle) -> None:
        """Raises ValueError where the subscriber gave no address for it. A removed one is removed."""
        if not subscription["lifecycle_url"]:
            raise ValueError("That subscription has no lifecycleNotificationUrl.")
        body = {**_envelope(subscription, self._tenant_id), "lifecycleEvent": event}
        self._promise(subscription["lifecycle_url"], body)
        if event == "subscriptionRemoved":
            self._db.run("DELETE FROM subscription WHERE id = :id", id=subscription["id"])

    def _promise(self, url: str, body: dict[str, Any]) -> None:
        for _ in range(self.manners.copies):
            due, text = time.time() + self.manners.delay_seconds, json.dumps(body)
            place, held = self._db.count("notice"), self.manners.held
            self._db.insert("notice", place=place, url=url, body=text, due=due, held=held, attempts=0)

    def release(self, *, reverse: bool) -> int:
        """Lets go what is held, the last first where that is wanted. How many there were."""
        held = self._db.rows("SELECT place FROM notice WHERE held = 1 ORDER BY place")
        for row in reversed(held) if reverse else held:
            sql = "UPDATE notice SET held = 0, due = :due, place = :place WHERE place = :was"
            self._db.run(sql, due=time.time(), place=self._db.count("notice"), was=row["place"])
        return len(held)

    def shown(self) -> dict[str, Any]:
        waiting = self._db.rows("SELECT held, attempts, url, body FROM notice ORDER BY place")
        return {**asdict(self.manners), "waiting": [{**dict(row), "body": json.loads(row["body"])} for row in waiting]}


def _envelope(subscription: Any, tenant_id: str) -> dict[str, Any]:
    return {
        "subscriptionId": subscription["id"],
        "subscriptionExpirationDateTime": subscription["expires_at"],
        "clientState": subscription["client_state"],
        "tenantId": tenant_id,
    }


def _notification(subscription: Any, copy: Copy, happened: Happened, tenant_id: str) -> dict[str, Any]:
    event_id = copy.id(bool(subscription["immutable"]))
    resource = f"Users/{copy.mailbox}/Events/{event_id}"
    return {
        **_envelope(subscription, tenant_id),
        "id": str(uuid.uuid4()),
        "changeType": happened,
        "resource": resource,
        "resourceData": {
            "@odata.type": "#Microsoft.Graph.Event",
            "@odata.id": resource,
            "@odata.etag": f'W/"{copy.change_key}"',
            "id": event_id,
        },
    }
