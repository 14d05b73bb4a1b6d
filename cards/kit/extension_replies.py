"""The bodies that answer a message extension's searches and links; the HTTP status beside them is always 200. Its
dialogs are answered as all are: `cards.kit.dialog_replies`."""

from collections.abc import Sequence
from typing import Any, Final

from cards.kit.elements import Json
from cards.kit.replies import CARD_TYPE
from cards.kit.safe_text import capped, plain

PREVIEW_TYPE: Final = "application/vnd.microsoft.card.thumbnail"
_AT_MOST: Final = 120


def results_reply(found: Sequence[tuple[str, str, Json]]) -> dict[str, Any]:
    """Title, line and card of each: the first two are what the asker chooses by, the card is what is then sent. Without
    any, Teams shows nothing of ours."""
    attachments = [_attachment(*one) for one in found]
    return {"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": attachments}}


def search_message_reply(text: str) -> dict[str, Any]:
    """One sentence in place of results."""
    return {"composeExtension": {"type": "message", "text": plain(text)}}


def _attachment(title: str, line: str, card: Json) -> dict[str, Any]:
    preview = {"title": plain(capped(title, _AT_MOST, " …")), "text": plain(capped(line, _AT_MOST, " …"))}
    return {
        "contentType": CARD_TYPE,
        "content": card,
        "preview": {"contentType": PREVIEW_TYPE, "content": preview},
    }
