"""What somebody typed on a card, and what was not taken: it stands in the boxes of the next card that has them, so that
nothing that was typed has to be typed again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from cards.kit.elements import Json, container, heading, text
from cards.kit.safe_text import capped, visible

MARKS: Final = frozenset(("mark", "read", "sure", "text_version", "like", "asks"))
"""What a button sends that says of which words it is, and not about what."""
_KEPT: Final = "These are your words from before. They were not sent."
_LOST_AT_MOST: Final = 4_000


@dataclass(frozen=True, slots=True)
class Typed:
    """What a button sent: its own data, and what stood in the boxes of its card."""

    verb: str
    values: Mapping[str, Any]

    @property
    def texts(self) -> dict[str, str]:
        """What a person wrote, as far as it cannot be anything else: more than one word."""
        return {name: one for name, one in self.values.items() if isinstance(one, str) and len(one.split()) > 1}


def has_text_box(shown: Json) -> bool:
    return any(_is_box(part) for part in _parts(shown))


def with_typed(shown: Json, typed: Iterable[Typed]) -> Json:
    """The card with these words in its boxes, where it has the button with which they were sent, about the same. What
    is folded away is opened where they stand in it."""
    values: dict[str, str] = {}
    for one in typed:
        if any(_is_for(button, one) for button in _parts(shown)):
            values |= one.texts
    own = {part["id"] for part in _parts(shown) if _is_box(part)}
    values = {name: words for name, words in values.items() if name in own}
    return cast("Json", _filled(shown, values)) if values else shown


def with_unsent(shown: Json, values: Mapping[str, Any]) -> Json:
    """The card with what stood in its boxes when it was asked for, and differs from what stands there now: what was
    typed, and what was chosen."""
    boxes = [part for part in _parts(shown) if _is_input(part)]
    unsent = {one["id"]: values[one["id"]] for one in boxes if _takes(one, values.get(one["id"]))}
    return cast("Json", _filled(shown, unsent)) if unsent else shown


def with_lost(shown: Json, typed: Typed) -> Json:
    """The card with what was typed and has no box on it, to be read and copied."""
    boxes = {part["id"]: part.get("value") for part in _parts(shown) if _is_box(part)}
    lost = [words for name, words in typed.texts.items() if boxes.get(name) != _value(words)]
    if not lost:
        return shown
    quoted = [text(f"“{capped(words, _LOST_AT_MOST, ' …')}”") for words in lost]
    told = container([heading("You wrote this, and it was not sent"), *quoted], tone="emphasis")
    title, *body = shown["body"]
    return {**shown, "body": [title, told, *body]}


def with_reason(shown: Json, reason: str) -> Json:
    """The card with a no above it, right below its heading."""
    title, *body = shown["body"]
    return {**shown, "body": [title, text(reason, bold=True), *body]}


def _parts(node: object) -> Iterator[Json]:
    waiting = [node]  # no call for each: every card that is drawn is looked through
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(cast("list[object]", one)))
        elif isinstance(one, dict):
            part = cast("Json", one)
            yield part
            waiting.extend(part[key] for key in reversed(part) if key not in ("fallback", "refresh"))


def _is_input(part: Json) -> bool:
    return str(part.get("type")).startswith("Input.")


def _is_box(part: Json) -> bool:
    return part.get("type") == "Input.Text"


def _is_for(part: Json, typed: Typed) -> bool:
    """Whether a button asks the same about the same record: its version may be another by now."""
    own = cast("Json", part.get("data") or {})
    if own.get("asks", part.get("verb")) != typed.verb:
        return False
    return all(typed.values.get(key) == one for key, one in own.items() if isinstance(one, str) and key not in MARKS)


def _filled(node: object, values: Mapping[str, str]) -> object:
    if isinstance(node, list):
        return [one for part in cast("list[object]", node) for one in _with_note(_filled(part, values), values)]
    if not isinstance(node, dict):
        return node
    part = cast("Json", node)
    if _is_input(part):
        return {**part, "value": _value(values[part["id"]])} if part["id"] in values else part
    made = {key: one if key in ("fallback", "refresh") else _filled(one, values) for key, one in part.items()}
    if made.get("isVisible") is False and any(_is_input(one) and one["id"] in values for one in _parts(made)):
        del made["isVisible"]
    return made


def _with_note(part: object, values: Mapping[str, str]) -> list[object]:
    if isinstance(part, dict) and _is_box(cast("Json", part)) and cast("Json", part)["id"] in values:
        return [part, text(_KEPT, muted=True)]
    return [part]


def _takes(part: Json, sent: object) -> bool:
    """Whether a box can hold what was sent, and does not yet."""
    if not isinstance(sent, str) or _value(sent).split() == str(part.get("value", "")).split():
        return False
    offered = {one["value"] for one in part.get("choices", ())}
    return offered.issuperset(sent.split(",")) if offered and sent else part["type"] != "Input.Date" or _is_day(sent)


def _is_day(sent: str) -> bool:
    try:
        return not sent or bool(date.fromisoformat(sent))
    except ValueError:
        return False


def _value(words: str) -> str:
    return visible(words).replace("{{", "{ {")
