"""Change notifications and lifecycle events, as Microsoft Graph posts them."""

import json
from collections.abc import Mapping
from typing import Any, cast

from handbook.core.calendars import Notice

Json = Mapping[str, Any]


def notices(body: bytes) -> list[Notice]:
    """What a post says, of several watches at once; what is not a notice is left out. Raises ValueError for what is no
    such post at all. Nothing of it is proved."""
    try:
        found = json.loads(body)["value"]
        return [_notice(cast(Json, one)) for one in found if isinstance(one, dict)]
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("no notifications") from error


def _notice(one: Json) -> Notice:
    """The id in `resourceData` is the immutable one, as the subscription was asked for with it. A change shows in its
    etag; what was deleted has the one that it had."""
    data: Any = one.get("resourceData")
    entry: Json = cast(Json, data) if isinstance(data, dict) else {}
    return Notice(
        watch_id=str(one.get("subscriptionId") or ""),
        client_state=str(one.get("clientState") or ""),
        entry_id=str(entry.get("id") or ""),
        state=f"{one.get('changeType') or ''} {entry.get('@odata.etag') or one.get('id') or ''}",
        about_watch=str(one.get("lifecycleEvent") or ""),
    )
