"""A card as a page shows it: the same words and buttons as in Teams, because it is the same card. What Teams opens with
a button stands behind a summary that opens without script; a button stands here only where the page takes it."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

Json = Mapping[str, Any]
Offers = Callable[[str, Json], bool]
_ESCAPE: Final = re.compile(r"\\(?=[^\w\s]|_)")
_LINE: Final = re.compile(r"^- ", re.MULTILINE)
_INPUTS: Final = {"Input.Text": "text", "Input.Date": "date", "Input.ChoiceSet": "choice"}
_BOXES: Final = frozenset(_INPUTS.values())


def parts(card: Json, offers: Offers, typed: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """What the template shows, from top to bottom. `offers` says which buttons stand on the page; `typed` is what
    somebody wrote before and keeps."""
    return _Reader(card, offers, typed or {}).read(card["body"])


class _Reader:
    def __init__(self, card: Json, offers: Offers, typed: Mapping[str, str]) -> None:
        self._offers = offers
        self._typed = typed
        self._opens = {
            target["elementId"]: action["title"]
            for action in _actions(card["body"])
            if action["type"] == "Action.ToggleVisibility"
            for target in action["targetElements"][:1]
        }
        self._has_answers = any(self._is_offered(action) for action in _actions(card["body"]))

    def read(self, items: Iterable[Json]) -> list[dict[str, Any]]:
        return [part for item in items for part in self._part(item)]

    def _part(self, item: Json) -> Iterable[dict[str, Any]]:
        match item["type"]:
            case "TextBlock":
                yield _words(item)
            case "FactSet":
                yield {"kind": "facts", "rows": [(_plain(row["title"]), _plain(row["value"])) for row in item["facts"]]}
            case "Table":
                rows = [[_plain(cell["items"][0]["text"]) for cell in row["cells"]] for row in item["rows"]]
                yield {"kind": "table", "head": rows[0], "rows": rows[1:]}
            case "Container":
                yield from self._container(item)
            case "ColumnSet":
                yield _side_by_side(*(column["items"][0] for column in item["columns"]))
            case "ActionSet":
                shown = [self._button(action) for action in item["actions"] if self._is_offered(action)]
                if shown:
                    yield {"kind": "buttons", "buttons": shown}
            case kind if kind in _INPUTS and self._has_answers:
                yield self._input(item)
            case _:
                return

    def _container(self, item: Json) -> Iterable[dict[str, Any]]:
        inside, name = self.read(item["items"]), item.get("id", "")
        if item.get("isVisible") is False:
            if name in self._opens and (self._answers(item) or not _has_box(item["items"])):
                is_open = any(self._typed.get(one["id"]) for one in inside if one["kind"] in _BOXES)
                yield {"kind": "box", "title": self._opens[name], "parts": inside, "is_open": is_open}
        elif inside:
            yield {"kind": "group", "tone": item.get("style", ""), "parts": inside}

    def _answers(self, item: Json) -> bool:
        return any(self._is_offered(one) for one in _actions(item["items"]))

    def _input(self, item: Json) -> dict[str, Any]:
        return {
            "kind": _INPUTS[item["type"]],
            "id": item["id"],
            "label": item["label"],
            "value": self._typed.get(item["id"], item.get("value", "")),
            "at_most": item.get("maxLength", 0),
            "is_long": item.get("isMultiline", False),
            "choices": [(one["value"], one["title"]) for one in item.get("choices", ())],
        }

    def _button(self, action: Json) -> dict[str, Any]:
        press = json.dumps({"verb": action["verb"], "data": action["data"]})
        return {"title": action["title"], "press": press, "is_first": action.get("style") == "positive"}

    def _is_offered(self, action: Json) -> bool:
        return action["type"] == "Action.Execute" and self._offers(action["verb"], action["data"])


def _actions(items: Iterable[Json]) -> Iterable[Json]:
    for item in items:
        yield from item.get("actions", ())
        yield from _actions(item.get("items", ()))


def _side_by_side(first: Json, second: Json) -> dict[str, Any]:
    """A badge is read with what stands beside it; initials are left out."""
    said = _words(second)
    if first["type"] != "Badge":
        return said
    return {**said, "paragraphs": [f"{first['text']}: {said['paragraphs'][0]}", *said["paragraphs"][1:]]}


def _has_box(items: Iterable[Json]) -> bool:
    return any(item["type"] in _INPUTS or _has_box(item.get("items", ())) for item in items)


def _words(item: Json) -> dict[str, Any]:
    text = str(item["text"])
    if item.get("style") == "heading":
        return {"kind": "heading", "is_main": item.get("size") == "Large", "text": _plain(text)}
    if _LINE.match(text):
        return {"kind": "list", "lines": [_plain(line.removeprefix("- ")) for line in text.splitlines()]}
    paragraphs = [_plain(one) for one in text.split("\n\n")]
    return {
        "kind": "words",
        "paragraphs": paragraphs,
        "is_bold": item.get("weight") == "Bolder",
        "is_quiet": bool(item.get("isSubtle")),
    }


def _plain(text: str) -> str:
    """Without the escapes of the small Markdown that cards are written in."""
    return _ESCAPE.sub("", text)
