"""Filling a card's inputs as a person would, with the checks that Teams makes before it sends anything."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from typing import Any

from sandbox.connector.shapes import Object, a_list, an_object, text_of


def fill(inputs: Iterable[Object], given: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The value of every input as the text that Teams sends, and what is wrong with which. An input that is not
    given keeps the value that the card gave it; an empty one is sent as an empty text."""
    values: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for one in inputs:
        name = str(one["id"])
        values[name] = _as_text(one, given.get(name, one.get("value")))
        fault = _fault(one, values[name])
        if fault is not None:
            wrong[name] = text_of(one, "errorMessage") or fault
    wrong |= {name: "The card has no such input." for name in given if name not in values}
    return values, wrong


def _as_text(one: Object, value: Any) -> str:
    if one.get("type") == "Input.Toggle":
        on, off = str(one.get("valueOn", "true")), str(one.get("valueOff", "false"))
        if value is None or isinstance(value, bool):
            return on if value else off
    if isinstance(value, list):
        return ",".join(map(str, a_list(value)))  # pyright: ignore[reportUnknownArgumentType] -- a JSON list
    return "" if value is None else str(value)


def _fault(one: Object, text: str) -> str | None:
    kind = text_of(one, "type").removeprefix("Input.")
    empty = text != str(one.get("valueOn", "true")) if kind == "Toggle" else not text.strip()
    if empty:
        return "This is required." if one.get("isRequired") else None
    return _CHECKS.get(kind, lambda _one, _text: None)(one, text)


def _text_fault(one: Object, text: str) -> str | None:
    longest = one.get("maxLength")
    if longest is not None and len(text) > int(longest):
        return f"At most {longest} characters."
    if one.get("regex") and not re.search(str(one["regex"]), text):
        return "This is not in the form asked for."
    return None


def _choice_fault(one: Object, text: str) -> str | None:
    if "choices.data" in one:
        return None  # chosen from a directory that the card does not hold
    offered = {str(an_object(choice).get("value")) for choice in a_list(one.get("choices"))}
    chosen = text.split(",") if one.get("isMultiSelect") else [text]
    return None if offered.issuperset(chosen) else "This is not one of the choices."


def _between(read: Callable[[str], Any], what: str) -> Callable[[Object, str], str | None]:
    def fault(one: Object, text: str) -> str | None:
        try:
            value = read(text)
        except ValueError:
            return f"This is not a {what}."
        low, high = one.get("min"), one.get("max")
        if (low is not None and value < read(str(low))) or (high is not None and value > read(str(high))):
            return f"This {what} is outside what is allowed."
        return None

    return fault


_CHECKS: dict[str, Callable[[Object, str], str | None]] = {
    "Text": _text_fault,
    "ChoiceSet": _choice_fault,
    "Number": _between(float, "number"),
    "Date": _between(date.fromisoformat, "date"),
    "Time": _between(time.fromisoformat, "time"),
}
