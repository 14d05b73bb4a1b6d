"""The bodies that answer a dialog's invokes, of a button (`task/fetch`, `task/submit`) or of the message extension; the
HTTP status beside them is always 200."""

from collections.abc import Mapping
from typing import Any, Final, Literal, cast

from cards.kit.elements import Json
from cards.kit.replies import CARD_TYPE
from cards.kit.safe_text import plain

OPENER: Final = "opener"


def dialog_reply(
    title: str, card: Json, size: Literal["small", "medium", "large"] = "large", opener: str = ""
) -> dict[str, Any]:
    """A dialog with this card, as dialogs draw it. `opener` is the press that opened it."""
    shown = {"contentType": CARD_TYPE, "content": for_dialog(card, opener)}
    value = {"title": plain(title), "height": size, "width": size, "card": shown}
    return {"task": {"type": "continue", "value": value}}


def dialog_message_reply(text: str) -> dict[str, Any]:
    """One sentence in place of a dialog, or at its end. Raises ValueError for an empty one: Teams would ask again."""
    words = plain(text)
    if not words:
        raise ValueError("a message says something")
    return {"task": {"type": "message", "value": words}}


def for_dialog(shown: Json, opener: str = "") -> Json:
    """A card as it is shown in a dialog, where Teams promises nothing of Action.Execute: each button sends the same
    verb and data as Action.Submit, and with them the `opener` of the dialog, so that it can be shown once more. It asks
    for nothing by itself."""
    more = {OPENER: opener} if opener else {}
    return {key: _in_dialog(value, more) for key, value in shown.items() if key != "refresh"}


def _in_dialog(node: Any, more: Mapping[str, str]) -> Any:
    if isinstance(node, list):
        return [_in_dialog(one, more) for one in cast("list[Any]", node)]
    if not isinstance(node, dict):
        return node
    part = cast("Json", node)
    if part.get("type") == "Action.Execute":
        look = {key: value for key, value in part.items() if key not in ("type", "verb", "data", "fallback")}
        return {"type": "Action.Submit", **look, "data": {"verb": part["verb"], **part["data"], **more}}
    if part.get("type") == "Action.Submit":  # it opens a dialog, and is in one already
        return {**part, "data": {key: value for key, value in part["data"].items() if key != "msteams"}}
    return {key: _in_dialog(value, more) for key, value in part.items()}
