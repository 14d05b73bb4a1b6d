"""The files in the libraries that a record names, wherever in it they stand."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any, Final, cast

from handbook.reports.library import FiledItem, Library

_NAMES: Final = frozenset(field.name for field in fields(FiledItem))


def items_in(records: Iterable[str]) -> tuple[FiledItem, ...]:
    """Each once, of records as they are stored."""
    found = (item for record in records for item in _items(json.loads(record)))
    return tuple({item.item_id: item for item in found}.values())


def _items(part: object) -> Iterator[FiledItem]:
    if isinstance(part, list):
        yield from (item for one in cast("list[object]", part) for item in _items(one))
    elif isinstance(part, dict):
        named = cast("dict[str, Any]", part)
        if named.keys() == _NAMES:
            given: dict[str, Any] = {**named, "library": Library(named["library"])}
            yield FiledItem(**given)
        yield from (item for one in named.values() for item in _items(one))
