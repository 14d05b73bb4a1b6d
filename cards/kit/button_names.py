"""No two buttons of a card are called the same: whoever hears their names must know which is which."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

Json = dict[str, Any]


def with_own_names(body: Sequence[Json]) -> list[Json]:
    """The same, where those that would be called the same, tooltips and all, say which of how many each is."""
    names = Counter(map(_name, _actions(body)))
    if max(names.values(), default=0) < 2:
        return list(body)
    seen = Counter[tuple[str, str]]()
    return _named(body, names, seen)


def _named(items: Sequence[Json], names: Counter[tuple[str, str]], seen: Counter[tuple[str, str]]) -> list[Json]:
    return [_in(item, names, seen) for item in items]


def _in(item: Json, names: Counter[tuple[str, str]], seen: Counter[tuple[str, str]]) -> Json:
    if "actions" in item:
        return {**item, "actions": [_numbered(one, names, seen) for one in item["actions"]]}
    if item.get("type") == "Container":
        return {**item, "items": _named(item["items"], names, seen)}
    return item


def _numbered(action: Json, names: Counter[tuple[str, str]], seen: Counter[tuple[str, str]]) -> Json:
    name = _name(action)
    if names[name] < 2:
        return action
    seen[name] += 1
    which = f"{seen[name]} of {names[name]}"
    return {**action, "tooltip": f"{name[1]} ({which})" if name[1] else which}


def _name(action: Json) -> tuple[str, str]:
    return action["title"], action.get("tooltip", "")


def _actions(items: Sequence[Json]) -> Iterator[Json]:
    for item in items:
        yield from item.get("actions", ())
        yield from _actions(item.get("items", ()))
