"""Reading the body of a request: bytes that anybody may have sent, within bounds of size and time, and turned into an
Activity or refused.

The SDK's own deserialiser is not used: it costs a third of a millisecond a turn, and turns what is no text into text
(`{"type": {"a": 1}}` becomes the type `{'a': 1}`) instead of refusing it. Only what the bot reads is taken over."""

import asyncio
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from aiohttp import web
from botbuilder.schema import Activity, Attachment, ChannelAccount, ConversationAccount

from handbook.core import outside_json

MAX_BYTES = 256 * 1024
MAX_PARTS = 4000
SECONDS = 10

Json = Mapping[str, Any]
B = TypeVar("B", bytes, bytearray)


class Unreadable(Exception):
    """The body is refused with this 4xx `status`; `reason` is a short word for the log."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


async def read_activity(request: web.Request) -> Activity:
    """The activity in a request. Raises Unreadable."""
    # Anything but JSON is refused, so that a web page cannot post here without the browser asking first (local mode).
    if request.content_type != "application/json":
        raise Unreadable(415, "not_json")
    return activity_from(parse(await read_body(request)))


async def read_body(request: web.Request) -> bytes:
    """What was sent. Raises Unreadable for what is too large or does not come, and for what is packed: nobody who is
    expected here packs, and a small body could be made to cost much."""
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Unreadable(415, "packed")
    try:
        if request.content.is_eof():  # all of it is here, as it nearly always is: there is nothing to wait for
            return _in_bounds(request.content.read_nowait())
        async with asyncio.timeout(SECONDS):
            body = bytearray()
            async for chunk in request.content.iter_any():
                body += chunk
                _in_bounds(body)
            return bytes(body)
    except TimeoutError:
        raise Unreadable(408, "too_slow") from None
    except (web.RequestPayloadError, ConnectionError):
        raise Unreadable(400, "broken_body") from None


def _in_bounds(body: B) -> B:
    if len(body) > MAX_BYTES:
        raise Unreadable(413, "too_large")
    return body


def parse(body: bytes) -> dict[str, Any]:
    """The JSON object in a body: not nested deeper than a card can be, and with text only that can be stored."""
    try:
        found = outside_json.read(body, MAX_PARTS)
        outside_json.check(found)
    except outside_json.NotReadable as refusal:
        raise Unreadable(400, str(refusal)) from None
    if not isinstance(found, dict):
        raise Unreadable(400, "no_object")
    return cast("dict[str, Any]", found)


def activity_from(body: Json) -> Activity:
    """The parts of an activity that the bot reads, each of the type that it should be; what is absent is empty. Raises
    Unreadable."""
    kind = _text(body, "type")
    if not kind:
        raise Unreadable(400, "no_type")
    return Activity(
        type=kind,
        id=_text(body, "id"),
        name=_text(body, "name"),
        text=_text(body, "text"),
        action=_text(body, "action"),
        channel_id=_text(body, "channelId"),
        service_url=_text(body, "serviceUrl"),
        reply_to_id=_text(body, "replyToId"),
        from_property=_account(_object(body, "from")),
        recipient=_account(_object(body, "recipient")),
        conversation=_conversation(_object(body, "conversation")),
        members_added=[_account(member) for member in _objects(body, "membersAdded")],
        members_removed=[_account(member) for member in _objects(body, "membersRemoved")],
        attachments=[_attachment(attachment) for attachment in _objects(body, "attachments")],
        channel_data=_object(body, "channelData"),
        value=_value(body.get("value")),
    )


def _value(value: object) -> object:
    """Some clients send the value of a press as JSON within JSON. Raises Unreadable."""
    if isinstance(value, str) and value.lstrip().startswith("{"):
        return parse(value.encode())
    return value


def _account(account: Json) -> ChannelAccount:
    return ChannelAccount(id=_text(account, "id"), aad_object_id=_text(account, "aadObjectId"))


def _conversation(conversation: Json) -> ConversationAccount:
    return ConversationAccount(
        id=_text(conversation, "id"),
        conversation_type=_text(conversation, "conversationType"),
        tenant_id=_text(conversation, "tenantId"),
    )


def _attachment(attachment: Json) -> Attachment:
    return Attachment(
        content_type=_text(attachment, "contentType"), name=_text(attachment, "name"), content=attachment.get("content")
    )


def _text(body: Json, name: str) -> str:
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise Unreadable(400, f"bad_{name}")
    return value or ""


def _object(body: Json, name: str) -> Json:
    value = body.get(name)
    if value is not None and not isinstance(value, dict):
        raise Unreadable(400, f"bad_{name}")
    return cast("Json", value or {})


def _objects(body: Json, name: str) -> list[Json]:
    found = body.get(name)
    if found is not None and not isinstance(found, list):
        raise Unreadable(400, f"bad_{name}")
    items = cast("list[object]", found or [])
    if not all(isinstance(item, dict) for item in items):
        raise Unreadable(400, f"bad_{name}")
    return cast("list[Json]", items)
