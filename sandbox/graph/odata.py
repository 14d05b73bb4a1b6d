"""Query options. Graph takes them with and without `$`; what the stand-in does not know it refuses, so that no client
believes in a filter that was ignored."""

import base64
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from sandbox.graph.errors import bad_request

T = TypeVar("T")
_EXPAND = re.compile(r"^(?P<name>\w+)(?:\((?P<inner>.*)\))?$")


@dataclass(frozen=True, slots=True)
class Options:
    """`expand` says for each name which properties were selected in it (none: all of them), `expand_filters` which
    filter was set within it. `start` and `end` are those of a calendar's window."""

    select: tuple[str, ...] = ()
    expand: Mapping[str, tuple[str, ...]] | None = None
    filter: str | None = None
    top: int | None = None
    skip_token: str | None = None
    format: str | None = None
    token: str | None = None
    conflict: str | None = None
    raw: tuple[tuple[str, str], ...] = ()
    expand_filters: Mapping[str, str] = field(default_factory=dict[str, str])
    order_by: str | None = None
    start: str | None = None
    end: str | None = None
    delta_token: str | None = None


def read(query: str, allowed: Sequence[str]) -> Options:
    pairs = [(key, value) for key, value in parse_qsl(query, keep_blank_values=True) if value]
    given: dict[str, str] = {}
    for key, value in pairs:
        name = key.removeprefix("$").lower()
        if name not in allowed:
            raise bad_request(f"The query option '{key}' is not supported here.", "BadRequest")
        if name in given:
            raise bad_request(f"Query option '{key}' was specified more than once.", "BadRequest")
        given[name] = value
    return Options(
        select=_words(given.get("select", "")),
        expand=_expand(given.get("expand", "")),
        filter=given.get("filter"),
        top=_top(given.get("top")),
        skip_token=given.get("skiptoken"),
        format=given.get("format"),
        token=given.get("token"),
        conflict=given.get("@microsoft.graph.conflictbehavior"),
        raw=tuple(pairs),
        expand_filters=_expand_filters(given.get("expand", "")),
        order_by=given.get("orderby"),
        start=given.get("startdatetime"),
        end=given.get("enddatetime"),
        delta_token=given.get("deltatoken"),
    )


def _words(value: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in value.split(",") if word.strip())


def _top(value: str | None) -> int | None:
    if value is None:
        return None
    if not value.isdecimal() or not 1 <= int(value) <= 999:
        raise bad_request(f"Invalid page size specified: '{value}'. Must be between 1 and 999 inclusive.", "BadRequest")
    return int(value)


def _expand(value: str) -> dict[str, tuple[str, ...]]:
    """`fields($select=A,B),driveItem`: split at the commas outside brackets."""
    found: dict[str, tuple[str, ...]] = {}
    for part in re.split(r",(?![^(]*\))", value) if value else []:
        read_part = _EXPAND.match(part.strip())
        if read_part is None:
            raise bad_request(f"Could not parse $expand near '{part}'.", "BadRequest")
        inner = (read_part["inner"] or "").removeprefix("$")
        if inner.startswith("expand="):
            below = _expand(inner.removeprefix("expand="))
            found |= {f"{read_part['name']}/{name}": chosen for name, chosen in below.items()}
        elif inner and not inner.startswith(("select=", "filter=")):
            raise bad_request(f"Could not parse $expand near '{part}'.", "BadRequest")
        found[read_part["name"]] = _words(inner.removeprefix("select=")) if inner.startswith("select=") else ()
    return found


def _expand_filters(value: str) -> dict[str, str]:
    """`name($filter=…)`, one of which may be asked for at a time."""
    found = _EXPAND.match(value.strip())
    inner = (found["inner"] or "").removeprefix("$") if found else ""
    return {found["name"]: inner.removeprefix("filter=")} if found and inner.startswith("filter=") else {}


def expanded(options: Options, known: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    for name in options.expand or {}:
        if name not in known:
            raise bad_request(f"Parsing OData Select and Expand failed: Could not find a property named '{name}'.")
    return options.expand or {}


def selected(
    entity: Mapping[str, Any], options: Options, known: Sequence[str], on_select: Set[str] = frozenset()
) -> dict[str, Any]:
    """The properties asked for, or all but those `on_select`. Raises 400 for one that is not `known`. What the entity
    does not have is left out."""
    if not options.select:
        return {key: value for key, value in entity.items() if key not in on_select}
    for name in options.select:
        if name not in known:
            message = f"Parsing OData Select and Expand failed: Could not find a property named '{name}'."
            raise bad_request(message, "BadRequest")
    marks = {key: value for key, value in entity.items() if key.startswith("@odata.")}
    return marks | {name: entity[name] for name in options.select if name in entity}


def page(things: Sequence[T], options: Options, size: int) -> tuple[Sequence[T], str | None]:
    """One page and the token of the next, None on the last."""
    start = _start(options.skip_token)
    end = start + (options.top or size)
    return things[start:end], _token(end) if end < len(things) else None


def next_link(url: str, options: Options, token: str) -> str:
    """The address of the next page, with all that was asked."""
    kept = [(key, value) for key, value in options.raw if key.removeprefix("$").lower() != "skiptoken"]
    return f"{url}?{urlencode([*kept, ('$skiptoken', token)], safe='$')}"


def _token(start: int) -> str:
    return base64.urlsafe_b64encode(f"from:{start}".encode()).decode()


def _start(token: str | None) -> int:
    if token is None:
        return 0
    try:
        return int(base64.urlsafe_b64decode(token).decode().removeprefix("from:"))
    except ValueError:
        raise bad_request("The $skiptoken is not one of ours.", "BadRequest") from None
