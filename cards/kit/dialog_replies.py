"""The bodies that answer a dialog's invokes, of a button (`task/fetch`, `task/submit`) or of the message extension; the
HTTP status beside them is always 200."""

from typing import Any, Literal

from cards.kit.elements import Json, for_dialog
from cards.kit.replies import CARD_TYPE
from cards.kit.safe_text import plain


def dialog_reply(title: str, card: Json, size: Literal["small", "medium", "large"] = "large") -> dict[str, Any]:
    """A dialog with this card, as dialogs draw it."""
    shown = {"contentType": CARD_TYPE, "content": for_dialog(card)}
    value = {"title": plain(title), "height": size, "width": size, "card": shown}
    return {"task": {"type": "continue", "value": value}}


def dialog_message_reply(text: str) -> dict[str, Any]:
    """One sentence in place of a dialog, or at its end. Raises ValueError for an empty one: Teams would ask again."""
    words = plain(text)
    if not words:
        raise ValueError("a message says something")
    return {"task": {"type": "message", "value": words}}
