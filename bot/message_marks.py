"""The mark of a message: among the data of all that its card sends back, and taken out again of what comes."""

from collections.abc import Mapping
from typing import Any, Final, cast

from automations.engine.ports import Card

SENDING: Final = "sending"
_LONGEST: Final = 64
_SEND: Final = frozenset(("Action.Execute", "Action.Submit"))


def marked(card: Card, mark: str) -> Card:
    """The card, as it is shown, with the mark on its buttons and on how it asks for itself."""
    return cast("Card", _marked(card, mark)) if mark else card


def mark_in(data: Mapping[str, Any]) -> str:
    found = data.get(SENDING)
    return found if isinstance(found, str) and len(found) <= _LONGEST else ""


def _marked(part: object, mark: str) -> object:
    if isinstance(part, list):
        return [_marked(one, mark) for one in cast("list[object]", part)]
    if not isinstance(part, dict):
        return part
    made = {key: _marked(one, mark) for key, one in cast("dict[str, object]", part).items()}
    data = made.get("data", {})
    if made.get("type") in _SEND and isinstance(data, dict):
        made["data"] = {**data, SENDING: mark}
    return made
