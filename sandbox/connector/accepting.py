"""What Teams refuses to take from a bot: too large, not showable, empty, of another tenant."""

import json
import re
from typing import Any

from sandbox.connector.refusals import Refused
from sandbox.connector.shapes import Object, a_list, an_object, text_of

LARGEST = 100 * 1024
"""Bytes of a message in UTF-16: text, cards and mentions; images inside it do not count."""

CARD = "application/vnd.microsoft.card.adaptive"
_CARDS = re.compile(r"application/vnd\.microsoft\.(card\.[a-z0-9]+|teams\.card\.[a-z0-9.]+)$|image/(png|jpe?g|gif)$")
_IMAGE = re.compile(r"data:image/[a-z+.-]+;base64,[A-Za-z0-9+/=]*")
_VERSION = re.compile(r"1\.([0-6])$")


def fault_of_card(card: object) -> str | None:
    """Why Teams would not show this as an Adaptive Card, or None where it would."""
    found = an_object(card)
    if not found:
        return "The content of an Adaptive Card must be a JSON object."
    if found.get("type") != "AdaptiveCard":
        return "The card has no type AdaptiveCard."
    if not _VERSION.match(text_of(found, "version")):
        return f"The card's version {found.get('version')!r} is not one from 1.0 to 1.6."
    return None


def cards_of(body: Object) -> list[Object]:
    """The Adaptive Cards of a message."""
    attachments = map(an_object, a_list(body.get("attachments")))
    return [an_object(one.get("content")) for one in attachments if one.get("contentType") == CARD]


def check_message(body: Object) -> None:
    """Raises Refused for a message that Teams would not take."""
    attachments = a_list(body.get("attachments"))
    if not text_of(body, "text").strip() and not attachments:
        raise Refused(400, "BadArgument", "A message needs a text or an attachment.")
    _check_size(body)
    for attachment in map(an_object, attachments):
        kind = text_of(attachment, "contentType")
        if not _CARDS.match(kind):
            raise Refused(400, "BadArgument", f"Unknown attachment type {kind!r}.")
        fault = fault_of_card(attachment.get("content")) if kind == CARD else None
        if fault is not None:
            raise Refused(400, "BadArgument", fault)


def _check_size(body: Object) -> None:
    counted = {key: body.get(key) for key in ("text", "attachments", "entities")}
    text = _IMAGE.sub("", json.dumps(counted, ensure_ascii=False, separators=(",", ":")))
    if len(text.encode("utf-16-le", "surrogatepass")) > LARGEST:
        raise Refused(413, "MessageSizeTooBig", "Message size too large.")


def check_tenant(body: Object, tenant_id: str) -> None:
    """Raises Refused for a body that names another tenant, wherever Teams reads one."""
    channel = an_object(an_object(body.get("channelData")).get("tenant")).get("id")
    conversation = an_object(body.get("conversation")).get("tenantId")
    named: list[Any] = [one for one in (body.get("tenantId"), channel, conversation) if one is not None]
    if any(str(one).lower() != tenant_id for one in named):
        raise Refused(403, "Forbidden", "The conversation belongs to another tenant.")
