"""Looking at a card as a person would: its words and its buttons."""

import re
from collections.abc import Iterator
from typing import Any, cast

from cards.kit.folding import OPENED

Json = dict[str, Any]


def parts(node: object) -> Iterator[Json]:
    """Every object of a card, from the outside in; fallbacks are left out, they repeat."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            yield one
            waiting.extend(one[key] for key in reversed(one) if key not in ("fallback", "refresh"))


def words(card: Json) -> str:
    """All that can be read on a card, without the escapes of Markdown."""
    keys = ("text", "title", "value", "label")
    found = [_said(part, key) for part in parts(card) for key in keys if isinstance(part.get(key), str)]
    return re.sub(r"\\(?=[^\w\s])", "", re.sub(f"{_BADGE}\n?", ": ", "\n".join(found)))


_BADGE = "\ue000"
"""The end of a badge: what stands beside it is read with it."""


def _said(part: Json, key: str) -> str:
    return f"{part[key]}{_BADGE}" if part.get("type") == "Badge" else part[key]


def word_count(card: Json) -> int:
    """How many words can be read on a card, labels and buttons among them."""
    return len(re.findall(r"[\w’'./:-]*\w[\w’'./:-]*", words(card)))


def buttons(card: Json) -> dict[str, Json]:
    """The buttons that ask the service something, by title."""
    return {part["title"]: part for part in parts(card) if part.get("type") == "Action.Execute"}


def verbs(card: Json) -> set[str]:
    """What its buttons do, whether they ask first or not; one that opens a part of its card does nothing."""
    return {does(button) for button in buttons(card).values() if OPENED not in button["data"]}


def does(button: Json) -> str:
    """The verb of what a button does in the end: some ask once more before they do it."""
    return button["data"].get("asks", button["verb"])


def asked_about(card: Json) -> set[str]:
    """What its buttons ask about once more before they do it."""
    return {button["data"]["asks"] for button in buttons(card).values() if "asks" in button["data"]}


def links(card: Json) -> dict[str, str]:
    return {part["title"]: part["url"] for part in parts(card) if part.get("type") == "Action.OpenUrl"}


def inputs(card: Json) -> dict[str, Json]:
    return {part["id"]: part for part in parts(card) if str(part.get("type")).startswith("Input.")}


def unmarked(part: Any) -> Any:
    """The same without the mark of the message that it was sent with."""
    if isinstance(part, list):
        return [unmarked(one) for one in cast("list[Any]", part)]
    if not isinstance(part, dict):
        return part
    return {key: unmarked(one) for key, one in cast("dict[str, Any]", part).items() if key != "sending"}
