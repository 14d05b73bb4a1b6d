"""Standing orders to be told of changes in calendars (the promises are `Watches` in automations/engine/ports.py)."""

import re
from datetime import UTC, datetime
from typing import Any

from graph import subscription_requests as requests
from graph.client import GraphClient
from graph.limits import Service
from handbook.core.calendars import Watch
from handbook.core.external_errors import Conflict, Gone

_EVENTS = re.compile(r"/?users/([^/]+)/events/?", re.IGNORECASE)


class GraphWatches:
    """`notification_url` and `lifecycle_url` are ours, public and https: Graph asks both for an echo of its token while
    it is asked to watch, and for nothing else but 202 within three seconds later on."""

    def __init__(self, client: GraphClient, notification_url: str, lifecycle_url: str) -> None:
        self._client = client
        self._urls = {"notificationUrl": notification_url, "lifecycleNotificationUrl": lifecycle_url}

    async def watch(self, person_id: str, client_state: str, until: datetime) -> Watch:
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
                    await self.unwatch(standing.id)
            return await self._subscribed(body)

    async def _subscribed(self, body: dict[str, Any]) -> Watch:
        return _watch(await self._client.json(requests.subscribe(body), service=Service.SUBSCRIPTIONS))

    async def renew(self, watch_id: str, until: datetime) -> Watch:
        ask = requests.renew(watch_id, _written(until))
        return _watch(await self._client.json(ask, service=Service.SUBSCRIPTIONS, repeatable=True))

    async def unwatch(self, watch_id: str) -> None:
        try:
            await self._client.send(requests.unsubscribe(watch_id), service=Service.SUBSCRIPTIONS)
        except Gone:
            return  # expired, or done by an earlier try

    async def standing(self) -> list[Watch]:
        pages = self._client.pages(requests.subscriptions(), service=Service.SUBSCRIPTIONS)
        return [_watch(one) async for one in pages if _EVENTS.fullmatch(str(one.get("resource")))]


def _watch(subscription: dict[str, Any]) -> Watch:
    resource = _EVENTS.fullmatch(str(subscription.get("resource")))
    return Watch(
        id=str(subscription["id"]),
        person_id=resource[1].lower() if resource else "",
        expires_at=datetime.fromisoformat(subscription["expirationDateTime"]),
    )


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
