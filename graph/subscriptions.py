"""Being told of changes in calendars (what is promised: `Subscriptions` in automations/engine/ports.py)."""

import re
from datetime import UTC, datetime
from typing import Any

from graph import subscription_requests as requests
from graph.client import GraphClient
from graph.limits import GraphService
from handbook.core.calendars import Subscription
from handbook.core.external_errors import Conflict, NotFound

_EVENTS = re.compile(r"/?users/([^/]+)/events/?", re.IGNORECASE)


class GraphSubscriptions:
    """`notification_url` and `lifecycle_url` are ours, public and https: Graph asks both for an echo of its token while
    it is asked to watch, and for nothing else but 202 within three seconds later on."""

    def __init__(self, client: GraphClient, notification_url: str, lifecycle_url: str) -> None:
        self._client = client
        self._urls = {"notificationUrl": notification_url, "lifecycleNotificationUrl": lifecycle_url}

    async def subscribe(self, person_id: str, client_state: str, until: datetime) -> Subscription:
        body = {
            "changeType": "created,updated,deleted",
            "resource": f"/users/{person_id}/events",
            "expirationDateTime": _written(until),
            "clientState": client_state,
            **self._urls,
        }
        try:
            return await self._subscribed(body)
        except Conflict:  # one from an earlier try, with who knows which state
            for standing in await self.standing():
                if standing.person_id == person_id.lower():
                    await self.unsubscribe(standing.id)
            return await self._subscribed(body)

    async def _subscribed(self, body: dict[str, Any]) -> Subscription:
        return _subscription(await self._client.json(requests.subscribe(body), service=GraphService.SUBSCRIPTIONS))

    async def renew(self, subscription_id: str, until: datetime) -> Subscription:
        ask = requests.renew(subscription_id, _written(until))
        return _subscription(await self._client.json(ask, service=GraphService.SUBSCRIPTIONS, repeatable=True))

    async def unsubscribe(self, subscription_id: str) -> None:
        try:
            await self._client.send(requests.unsubscribe(subscription_id), service=GraphService.SUBSCRIPTIONS)
        except NotFound:
            return  # expired, or done by an earlier try

    async def standing(self) -> list[Subscription]:
        pages = self._client.pages(requests.subscriptions(), service=GraphService.SUBSCRIPTIONS)
        return [_subscription(one) async for one in pages if _EVENTS.fullmatch(str(one.get("resource")))]


def _subscription(subscription: dict[str, Any]) -> Subscription:
    resource = _EVENTS.fullmatch(str(subscription.get("resource")))
    return Subscription(
        id=str(subscription["id"]),
        person_id=resource[1].lower() if resource else "",
        expires_at=datetime.fromisoformat(subscription["expirationDateTime"]),
    )


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
