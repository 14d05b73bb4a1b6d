"""Where something stands in a JSON file that a person wrote: the line and the column to look at."""

import json
from collections.abc import Sequence
from typing import Final

_DECODER: Final = json.JSONDecoder()


def line_and_column(text: str, place: Sequence[str | int]) -> tuple[int, int]:
    """Those of what stands at a place (keys and numbers of items), or of the last thing on the way that is there. The
    text is JSON."""
    at = _past_blanks(text, 0)
    for step in place:
        found = _inside(text, at, step)
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _inside(text: str, at: int, step: str | int) -> int | None:
    """Where the value of a key, or an item, begins."""
    is_object = text[at] == "{"
    if not is_object and text[at] != "[":
        return None
    number, at = 0, _past_blanks(text, at + 1)
    while text[at] not in "]}":
        key: str | int = number
        if is_object:
            key, at = _DECODER.raw_decode(text, at)
            at = _past_blanks(text, _past_blanks(text, at) + 1)
        if key == step:
            return at
        at = _past_blanks(text, _DECODER.raw_decode(text, at)[1])
        if text[at] == ",":
            at = _past_blanks(text, at + 1)
        number += 1
    return None


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at
