"""JSON from outside, read strictly: bytes that anybody may have sent.

Python's own reader also takes UTF-16, `NaN`, numbers without end and halves of letters, and no database keeps NUL."""

import json
import math
from typing import Any, Final, NoReturn

MAX_DEPTH: Final = 32
"""How deep a card is nested at most, and more than anything else that is sent here."""


class NotReadable(ValueError):
    """`str()` is a short word for a log, and quotes nothing of what was sent."""


def read(data: bytes, parts: int | None = None) -> Any:
    """What the bytes say; what is in it is still to be checked. `parts` is how many lists and objects it may have at
    most, where a stranger may send them: each costs far more than its two bytes. There no name may
    stand twice in one object. Raises NotReadable."""
    if parts is not None and data.count(b"[") + data.count(b"{") > parts:
        raise NotReadable("too_many")
    try:
        once = None if parts is None else _once_each
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant, object_pairs_hook=once)
    except (ValueError, RecursionError):
        raise NotReadable("bad_json") from None


def check(found: object, depth: int = MAX_DEPTH) -> None:
    """Raises NotReadable for what is nested deeper, for a number without end (`1e999`), and for text that cannot be
    stored or sent on."""
    level: list[object] = [found]
    for _ in range(depth + 1):
        deeper: list[object] = []
        for value in level:
            if isinstance(value, dict):
                deeper += value.keys()
                deeper += value.values()
            elif isinstance(value, list):
                deeper += value
            elif isinstance(value, str):
                check_text(value)
            elif isinstance(value, float) and math.isinf(value):
                raise NotReadable("no_number")
        if not deeper:
            return
        level = deeper
    raise NotReadable("too_deep")


def check_text(text: str) -> None:
    """Raises NotReadable for text with NUL or half a letter in it."""
    if "\0" in text or not (text.isascii() or _is_whole(text)):
        raise NotReadable("bad_text")


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _no_constant(_: str) -> NoReturn:
    raise NotReadable("no_number")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """What is said twice is read one way by us and another way by whoever looked at it before."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotReadable("said_twice")
    return found
