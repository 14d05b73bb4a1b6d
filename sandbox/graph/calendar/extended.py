"""Single-value extended properties: shown only where asked for by id, and found by id and value."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.graph.calendar.book import Copy
from sandbox.graph.calendar.shapes import extended
from sandbox.graph.errors import bad_request
from sandbox.graph.odata import Options

NAME = "singleValueExtendedProperties"
_EXPANDED = re.compile(r"^id eq '(?P<id>(?:[^']|'')*)'$", re.I)
_FILTERED = re.compile(
    rf"^{NAME}/any\((?P<v>\w+):\s*(?P=v)/id eq '(?P<id>(?:[^']|'')*)' and (?P=v)/value eq '(?P<value>(?:[^']|'')*)'\)$",
    re.I,
)
_UID = re.compile(r"^iCalUId eq '(?P<uid>[^']*)'$", re.I)


def with_extended(shape: Mapping[str, Any], copy: Copy, options: Options) -> dict[str, Any]:
    """The entity with the property that `$expand` names, where the entry has it."""
    for name in options.expand or {}:
        clause = _EXPANDED.match(options.expand_filters.get(name, ""))
        if name != NAME or clause is None:
            raise bad_request(f"$expand takes {NAME}($filter=id eq '…') here.", "ErrorInvalidUrlQuery")
        found = extended(copy, clause["id"].replace("''", "'"))
        return dict(shape) | ({NAME: found} if found else {})
    return dict(shape)


def test_of(clause: str | None) -> Callable[[Copy], bool]:
    """Which entries a `$filter` lets through. Raises 400 for one that is not played here."""
    if clause is None:
        return lambda _: True
    if found := _UID.match(clause.strip()):
        uid = found["uid"]
        return lambda copy: copy.uid == uid
    found = _FILTERED.match(clause.strip())
    if found is None:
        raise bad_request(
            f"Invalid filter clause, or one that is not supported here: {clause}", "ErrorInvalidUrlQueryFilter"
        )
    wanted, value = found["id"].replace("''", "'"), found["value"].replace("''", "'")
    return lambda copy: any(one["value"] == value for one in extended(copy, wanted))
