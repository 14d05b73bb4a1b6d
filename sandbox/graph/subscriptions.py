"""Subscriptions to the events of a mailbox; no other resource is played here."""

import ipaddress
import re
import uuid
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.graph.calendar import prefer
from sandbox.graph.calendar.opening import opened
from sandbox.graph.calendar.time_zones import utc
from sandbox.graph.call import Call, nothing
from sandbox.graph.errors import GraphError, bad_request

LONGEST = timedelta(minutes=10_080)
SHORTEST = timedelta(minutes=45)
LONGEST_STATE = 128
CHANGES = ("created", "updated", "deleted")
_KNOWN = (
    "changeType", "notificationUrl", "lifecycleNotificationUrl", "resource", "expirationDateTime", "clientState",
    "latestSupportedTlsVersion",
)  # fmt: skip
_EVENTS = re.compile(r"/?users/([^/?]+)/(?:calendar/)?events/?", re.I)


async def create(call: Call) -> web.Response:
    """The addresses are tried while the caller waits: they must be served meanwhile."""
    row = _read(call)
    if any(one["change_type"] == row["change_type"] for one in _own(call) if one["mailbox"] == row["mailbox"]):
        raise GraphError(409, "Conflict", "A subscription to this resource and change type exists already.")
    for url in dict.fromkeys((row["notification_url"], row["lifecycle_url"])):
        if url:
            await call.stand_in.postman.check(url)
    with call.stand_in.database.writing():
        call.stand_in.database.insert("subscription", **row)
    return call.entity(_shape(row), "subscriptions/$entity", 201)


def list_all(call: Call) -> web.Response:
    return call.collection([_shape(row) for row in _own(call)], "subscriptions")


def get_one(call: Call) -> web.Response:
    return call.entity(_shape(_found(call)), "subscriptions/$entity")


def renew(call: Call) -> web.Response:
    row, body = _found(call), call.json(("expirationDateTime",))
    opened(call, row["mailbox"])
    expires = _expires(call, body.get("expirationDateTime"))
    sql = "UPDATE subscription SET expires_at = :at WHERE id = :id"
    call.stand_in.database.run(sql, at=expires, id=row["id"])
    return call.entity(_shape({**row, "expires_at": expires}), "subscriptions/$entity")


def delete(call: Call) -> web.Response:
    call.stand_in.database.run("DELETE FROM subscription WHERE id = :id", id=_found(call)["id"])
    return nothing()


def reauthorize(call: Call) -> web.Response:
    _found(call)
    return nothing()


def _own(call: Call) -> list[dict[str, Any]]:
    """The caller's own that have not expired."""
    sql = "SELECT * FROM subscription WHERE app = :app AND expires_at > :now ORDER BY id"
    rows = call.stand_in.database.rows(sql, app=call.caller.id, now=utc(call.stand_in.now()))
    return [dict(row) for row in rows]


def _found(call: Call) -> dict[str, Any]:
    found = next((row for row in _own(call) if row["id"] == call.word("subscription").lower()), None)
    if found is None:
        raise GraphError(404, "ResourceNotFound", "The object was not found.")
    return found


def _read(call: Call) -> dict[str, Any]:
    body = call.json(_KNOWN)
    state = body.get("clientState")
    if state is not None and (not isinstance(state, str) or len(state) > LONGEST_STATE):
        raise _wrong(f"clientState is a text of at most {LONGEST_STATE} characters.")
    resource = str(body.get("resource") or "")
    asked = _EVENTS.fullmatch(resource)
    if asked is None:
        raise _wrong(f"The resource '{resource}' is not supported here: users/{{id}}/events is.")
    return {
        "id": str(uuid.uuid4()),
        "app": call.caller.id,
        "mailbox": opened(call, asked[1]).id,
        "resource": resource,
        "change_type": _change_type(body.get("changeType")),
        "notification_url": _url(call, "notificationUrl", body.get("notificationUrl")),
        "lifecycle_url": _url(call, "lifecycleNotificationUrl", body.get("lifecycleNotificationUrl"), optional=True),
        "client_state": state,
        "expires_at": _expires(call, body.get("expirationDateTime")),
        "immutable": prefer.read(call.request).immutable,
    }


def _change_type(value: Any) -> str:
    given = [one.strip() for one in str(value or "").split(",")]
    if not set(given) <= set(CHANGES):
        raise _wrong("changeType is a list of created, updated and deleted, with commas between.")
    return ",".join(one for one in CHANGES if one in given)


def _url(call: Call, name: str, value: Any, *, optional: bool = False) -> str | None:
    """Https; or http on this machine, which Microsoft would refuse."""
    if value is None and optional:
        return None
    parts = urlsplit(value if isinstance(value, str) else "")
    if not parts.hostname or (parts.scheme != "https" and not (parts.scheme == "http" and _is_here(parts.hostname))):
        raise _wrong(f"{name} must be an https address.")
    return str(value)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _expires(call: Call, value: Any) -> str:
    now = call.stand_in.now()
    try:
        wanted = datetime.fromisoformat(value)
    except (ValueError, TypeError):
        raise _wrong("expirationDateTime is a date and time with its offset.") from None
    if wanted.tzinfo is None or wanted <= now:
        raise _wrong("expirationDateTime must lie in the future, and say its offset.")
    if wanted > now + LONGEST:
        raise _wrong("Subscription expiration can only be 10080 minutes in the future.")
    return utc(max(wanted, now + SHORTEST))


def _shape(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "resource": row["resource"],
        "applicationId": row["app"],
        "changeType": row["change_type"],
        "clientState": row["client_state"],
        "notificationUrl": row["notification_url"],
        "notificationQueryOptions": None,
        "lifecycleNotificationUrl": row["lifecycle_url"],
        "expirationDateTime": row["expires_at"],
        "creatorId": row["app"],
        "includeResourceData": None,
        "latestSupportedTlsVersion": "v1_2",
        "encryptionCertificate": None,
        "encryptionCertificateId": None,
        "notificationUrlAppId": None,
    }


def _wrong(message: str) -> GraphError:
    return bad_request(message, "ValidationError")
