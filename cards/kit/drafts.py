"""What somebody typed on a card, and what was not taken: it stands in the boxes of the next card that has them, so that
nothing that was typed has to be typed again."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from cards.kit.elements import Json, container, heading, text
from cards.kit.safe_text import capped, visible

MARKS: Final = frozenset(("mark", "read", "sure", "text_version", "like", "asks"))
"""What a button sends that says of which words it is, and not about what."""
_KEPT: Final = "These are your words from before. They were not sent."
_LOST_AT_MOST: Final = 12_000
_MARK: Final = re.compile(r"[a-z0-9_.:,/-]+")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a button sent: its own data, and what stood in the boxes of its card. `written` are the names of what its
    reader takes for words."""

    verb: str
    values: Mapping[str, Any]
    written: frozenset[str] = frozenset()

    @property
    def texts(self) -> dict[str, str]:
        """What a person wrote, as far as it cannot be anything else: more than one word, or one that none of our own
        marks looks like."""
        texts = ((name, one) for name, one in self.values.items() if isinstance(one, str))
        return {name: one for name, one in texts if len(one.split()) > 1 or self._is_word(name, one.strip())}

    def _is_word(self, name: str, one: str) -> bool:
        return name in self.written and bool(one) and _MARK.fullmatch(one) is None


def has_text_box(shown: Json) -> bool:
    return any(_is_box(part) for part in parts(shown))


def with_typed(shown: Json, typed: Iterable[Typed]) -> Json:
    """The card with these words in its boxes, where it has the button with which they were sent, about the same. What
    is folded away is opened where they stand in it."""
    values: dict[str, str] = {}
    for one in typed:
        if any(_is_for(button, one) for button in parts(shown)):
            values |= one.texts
    return _with_texts(shown, values)


def with_values(shown: Json, typed: Typed) -> Json:
    """The same for a press that was just refused: with the days and choices too, as they were."""
    pressed = next((part for part in parts(shown) if _is_for(part, typed)), None)
    if pressed is None:
        return shown
    own: Json = pressed.get("data") or {}
    given = {name: one for name, one in typed.values.items() if isinstance(one, str) and name not in own}
    kept = cast("Json", _chosen(shown, given))
    return cast("Json", _unfolded(_with_texts(kept, {name: one for name, one in given.items() if one.strip()}), typed))


def with_unsent(shown: Json, values: Mapping[str, Any]) -> Json:
    """The card with what stood in its boxes when it was asked for, and differs from what stands there now: what was
    typed, and what was chosen."""
    boxes = [part for part in parts(shown) if _is_input(part)]
    unsent = {one["id"]: values[one["id"]] for one in boxes if _takes(one, values.get(one["id"]))}
    return cast("Json", _filled(shown, unsent)) if unsent else shown


def with_lost(shown: Json, typed: Typed) -> Json:
    """The card with what was typed and has no box on it, to be read and copied."""
    boxes = {part["id"]: part for part in parts(shown) if str(part.get("type")).startswith("Input.")}
    none: Json = {}
    own: Json = next((part["data"] for part in parts(shown) if _is_for(part, typed)), none)
    texts = {name: words for name, words in typed.texts.items() if name not in own}
    lost = [words for name, words in texts.items() if name not in boxes or _lacks(boxes[name], words)]
    if not lost:
        return shown
    quoted = [text(f"“{capped(words, _LOST_AT_MOST, ' …')}”") for words in lost]
    told = container([heading("You wrote this, and it was not sent"), *quoted], tone="emphasis")
    title, *body = shown["body"]
    return {**shown, "body": [title, told, *body]}


def with_reason(shown: Json, reason: str, typed: Typed | None = None) -> Json:
    """The card with a no on it: above the button that was pressed, or right below its heading."""
    said = text(reason, bold=True)
    if typed is not None and any(_is_for(part, typed) for part in parts(shown)):
        return cast("Json", _said_beside(shown, said, typed))
    title, *body = shown["body"]
    return {**shown, "body": [title, said, *body]}


def once_more(shown: Json, typed: Typed, reason: str) -> Json:
    """What was pressed on, with all that was typed, and why it was not taken."""
    return with_reason(with_lost(with_values(shown, typed), typed), reason, typed)


def parts(node: object) -> Iterator[Json]:
    """All that a card is made of, in its order, but for what old clients show."""
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


def _lacks(box: Json, words: str) -> bool:
    return _is_box(box) and box.get("value") != _value(words)


def _with_texts(shown: Json, values: Mapping[str, str]) -> Json:
    own = {part["id"] for part in parts(shown) if _is_box(part)}
    words = {name: words for name, words in values.items() if name in own}
    return cast("Json", _filled(shown, words)) if words else shown


def _chosen(node: object, given: Mapping[str, str]) -> object:
    """With what was chosen, where it can still be chosen."""
    if isinstance(node, list):
        return [_chosen(part, given) for part in cast("list[object]", node)]
    if not isinstance(node, dict):
        return node
    part = cast("Json", node)
    if part.get("id") in given and str(part.get("type")).startswith("Input.") and not _is_box(part):
        own, words = {key: one for key, one in part.items() if key != "value"}, given[part["id"]]
        return {**own, "value": words} if words and _may_stand(part, words) else own
    return {key: one if key in ("fallback", "refresh") else _chosen(one, given) for key, one in part.items()}


def _may_stand(part: Json, words: str) -> bool:
    if part["type"] == "Input.ChoiceSet":
        chosen = words.split(",") if part.get("isMultiSelect") else [words]
        return set(chosen) <= {one["value"] for one in part["choices"]}
    return part["type"] == "Input.Date" and _DAY.fullmatch(words) is not None


def _unfolded(node: object, typed: Typed) -> object:
    """With the button in sight that was pressed."""
    if isinstance(node, list):
        return [_unfolded(part, typed) for part in cast("list[object]", node)]
    if not isinstance(node, dict):
        return node
    part = cast("Json", node)
    hidden = part.get("isVisible") is False and any(_is_for(one, typed) for one in parts(part))
    seen = {key: one for key, one in part.items() if not (hidden and key == "isVisible")}
    return {key: one if key in ("fallback", "refresh") else _unfolded(one, typed) for key, one in seen.items()}


def _said_beside(node: object, said: Json, typed: Typed) -> object:
    if isinstance(node, list):
        parts = cast("list[object]", node)
        return [one for part in parts for one in (*_no_of(part, said, typed), _said_beside(part, said, typed))]
    if not isinstance(node, dict):
        return node
    part = cast("Json", node)
    return {
        key: one if key in ("actions", "fallback", "refresh") else _said_beside(one, said, typed)
        for key, one in part.items()
    }


def _no_of(part: object, said: Json, typed: Typed) -> list[Json]:
    row = cast("Json", part) if isinstance(part, dict) else {}
    return [said] if any(_is_for(one, typed) for one in row.get("actions", ())) else []


def _filled(node: object, values: Mapping[str, str]) -> object:
    if isinstance(node, list):
        return [one for part in cast("list[object]", node) for one in _with_note(_filled(part, values), values)]
    if not isinstance(node, dict):
        return node
    part = cast("Json", node)
    if _is_input(part):
        return {**part, "value": _value(values[part["id"]])} if part["id"] in values else part
    made = {key: one if key in ("fallback", "refresh") else _filled(one, values) for key, one in part.items()}
    if made.get("isVisible") is False and any(_is_input(one) and one["id"] in values for one in parts(made)):
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
