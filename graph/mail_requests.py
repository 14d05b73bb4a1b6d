"""The one request that we make of the service's own mailbox: a message goes out from it."""

from collections.abc import Mapping
from typing import Any

from graph.graph_request import GraphRequest, asked


def send_mail(mailbox: str, body: Mapping[str, Any]) -> GraphRequest:
    """`mailbox` is a sign-in name or an object id. It is a POST, and a second one is a second message."""
    return lambda sdk: asked("POST", sdk.users.by_user_id(mailbox).send_mail, body=body)


EVERY_KIND: tuple[GraphRequest, ...] = (send_mail("x", {}),)
