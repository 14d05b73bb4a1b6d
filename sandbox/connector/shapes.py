"""Reading JSON whose shape nobody has promised."""

from collections.abc import Mapping
from typing import Any, cast

Object = dict[str, Any]


def an_object(value: object) -> Object:
    """The value where it is a JSON object, else an empty one."""
    return cast(Object, value) if isinstance(value, dict) else {}


def a_list(value: object) -> list[Any]:
    """The value where it is a JSON list, else an empty one."""
    return cast(list[Any], value) if isinstance(value, list) else []


def text_of(source: Mapping[str, Any], key: str) -> str:
    """The text under a key, or an empty one where there is none or it is something else."""
    value = source.get(key)
    return value if isinstance(value, str) else ""
