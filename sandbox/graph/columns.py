"""The columns of a library: what they are and what they take."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sandbox.graph.errors import bad_request
from sandbox.graph.tenant import Column, Library, Tenant
from sandbox.graph.tree import instant

LONGEST_TEXT = 255
TITLE = Column("Title")


def checked(library: Library, body: Mapping[str, Any]) -> dict[str, Any]:
    """The column values of a PATCH, as SharePoint keeps them. Raises 400 for a column that is not there."""
    values: dict[str, Any] = {}
    for name, value in body.items():
        if name.endswith("@odata.type"):
            continue
        column = TITLE if name == "Title" else library.column(name)
        if column is None:
            raise bad_request(f"Field '{name}' is not recognized")
        values[name] = None if value is None else _value(column, value)
    return values


def _value(column: Column, value: Any) -> str:
    if not isinstance(value, str):
        raise bad_request(f"Field '{column.name}' expects text.")
    if column.kind == "text" and (len(value) > LONGEST_TEXT or "\n" in value):
        raise bad_request(f"Field '{column.name}' takes one line of at most {LONGEST_TEXT} characters.")
    return value if column.kind in ("text", "note") else _moment(column, value)


def _moment(column: Column, value: str) -> str:
    """Kept to the second, in UTC; a date alone is its first moment."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        raise bad_request(f"Field '{column.name}' expects a date and time.") from None
    if found.tzinfo is None and len(value) > len("2026-11-01"):
        raise bad_request(f"Field '{column.name}' expects a time zone.")
    utc = found if found.tzinfo is None else found.astimezone(UTC)
    if column.kind == "date":
        utc = utc.replace(hour=0, minute=0, second=0)
    return instant(utc)


def definition(tenant: Tenant, library: Library, column: Column) -> dict[str, Any]:
    """A columnDefinition."""
    return {
        "columnGroup": "Custom Columns",
        "description": "",
        "displayName": column.name,
        "enforceUniqueValues": False,
        "hidden": False,
        "id": str(tenant.guid(f"{library.url_name}/{column.name}")),
        "indexed": column.indexed,
        "name": column.name,
        "readOnly": False,
        "required": False,
        **_facet(column),
    }


def _facet(column: Column) -> dict[str, Any]:
    if column.kind in ("dateTime", "date"):
        return {"dateTime": {"displayAs": "default", "format": "dateOnly" if column.kind == "date" else "dateTime"}}
    note = column.kind == "note"
    lines = {"linesForEditing": 6} if note else {"linesForEditing": 0, "maxLength": LONGEST_TEXT}
    return {"text": {"allowMultipleLines": note, "appendChangesToExistingText": False, **lines}}
