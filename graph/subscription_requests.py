"""Every request we make of subscriptions."""

from collections.abc import Mapping
from typing import Any

from graph.graph_request import GraphRequest, asked

PREFER = 'IdType="ImmutableId"'  # as the calendars are read, so that a notification names the same id


def subscribe(body: Mapping[str, Any]) -> GraphRequest:
    return lambda sdk: asked("POST", sdk.subscriptions, body=body, prefer=PREFER)


def subscriptions() -> GraphRequest:
    return lambda sdk: asked("GET", sdk.subscriptions)


def renew(subscription_id: str, expires: str) -> GraphRequest:
    body = {"expirationDateTime": expires}
    return lambda sdk: asked("PATCH", sdk.subscriptions.by_subscription_id(subscription_id), body=body)


def unsubscribe(subscription_id: str) -> GraphRequest:
    return lambda sdk: asked("DELETE", sdk.subscriptions.by_subscription_id(subscription_id))


EVERY_KIND: tuple[GraphRequest, ...] = (subscribe({}), subscriptions(), renew("x", ""), unsubscribe("x"))
