"""Change notifications as Graph posts them."""

import json
from typing import Any

from handbook.calendars import Happening, Notice
from handbook.far_ends import Rejected

_ETAG = ('W/"', '"')


def notices(body: bytes) -> list[Notice]:
    """All that a POST to one of our addresses tells of. Raises Rejected for what Graph would not send. Nothing in it is
    proven: compare `client_state` first, in constant time."""
    try:
        return [_notice(one) for one in json.loads(body)["value"]]
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Rejected("a notification that cannot be read") from None


def _notice(told: dict[str, Any]) -> Notice:
    about: dict[str, Any] = told.get("resourceData") or {}
    before, after = _ETAG
    return Notice(
        watch_id=str(told["subscriptionId"]),
        client_state=str(told.get("clientState") or ""),
        tenant_id=str(told.get("tenantId") or "").lower(),
        happening=Happening(told.get("lifecycleEvent") or told["changeType"]),
        entry_id=str(about.get("id") or ""),
        change_key=str(about.get("@odata.etag") or "").removeprefix(before).removesuffix(after),
    )
