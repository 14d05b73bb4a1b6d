"""Change notifications and lifecycle events, as Microsoft Graph posts them."""

from collections.abc import Mapping
from typing import Any, Final, cast

from handbook.core import outside_json
from handbook.core.calendars import Notice

AT_MOST: Final = 500
"""Notices in one post. Graph puts few into one; what it does not get rid of it sends again."""
_PARTS: Final = 8 * AT_MOST

Json = Mapping[str, Any]


def notices(body: bytes) -> list[Notice]:
    """What a post says, of several subscriptions at once; what is not a notice, or has text that cannot be kept, is
    left out. Raises ValueError for what is no such post at all. Nothing of it is proved."""
    found: Any = outside_json.read(body, _PARTS)
    said: Any = cast("Json", found).get("value") if isinstance(found, dict) else None
    if not isinstance(said, list):
        raise ValueError("no notifications")
    if len(cast("list[object]", said)) > AT_MOST:
        raise outside_json.NotReadable("too_many")
    return [notice for one in cast("list[object]", said) if (notice := _notice(one)) is not None]


def _notice(said: object) -> Notice | None:
    """The id in `resourceData` is the immutable one, as the subscription was asked for with it. A change shows in its
    etag; what was deleted has the one that it had."""
    if not isinstance(said, dict):
        return None
    one = cast("Json", said)
    data: Any = one.get("resourceData")
    entry: Json = cast("Json", data) if isinstance(data, dict) else {}
    try:
        return Notice(
            subscription_id=_text(one, "subscriptionId"),
            client_state=_text(one, "clientState"),
            entry_id=_text(entry, "id"),
            state=f"{_text(one, 'changeType')} {_text(entry, '@odata.etag') or _text(one, 'id')}",
            deleted=one.get("changeType") == "deleted",
            about_subscription=_text(one, "lifecycleEvent"),
        )
    except outside_json.NotReadable:
        return None


def _text(said: Json, name: str) -> str:
    """Empty for what is no text. Raises NotReadable."""
    text = said.get(name)
    if not isinstance(text, str):
        return ""
    outside_json.check_text(text)
    return text
