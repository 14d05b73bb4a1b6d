"""Every row of every table, as plain values: what one person asks to be given is looked for in all of them."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from store.records import to_json
from store.tables import METADATA
from store.unit_of_work import UnitOfWork

_JSON: Final = ("record", "detail", "texts", "args")
"""Columns that hold JSON; what `record` holds is shown in the place of its row."""
_FILES: Final = "files"


def tables() -> tuple[str, ...]:
    return tuple(sorted(table.name for table in METADATA.tables.values()))


def every_row(uow: UnitOfWork, *, leave_out: frozenset[str] = frozenset()) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """With the name of its table, in the tables' order. The bytes of files are not read; a case comes as the service
    itself reads it."""
    for name in tables():
        if name in leave_out or name == _FILES:
            continue
        table = METADATA.tables[name]
        for row in uow.connection.execute(sa.select(table).order_by(*table.primary_key.columns)).all():
            # by place: some columns have another name in the code than in the database
            values = dict(zip((column.name for column in table.c), row, strict=True))
            yield name, _case(uow, values) if name == "cases" else _plain(values)


def file_of(uow: UnitOfWork, sha256: str) -> bytes | None:
    """A file's bytes, where the database has it."""
    files = METADATA.tables[_FILES]
    return uow.connection.execute(sa.select(files.c.data).where(files.c.sha256 == sha256)).scalar()


def _case(uow: UnitOfWork, values: Mapping[str, Any]) -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(to_json(uow.cases.get(values["id"])))
    return found


def _plain(values: Mapping[str, Any]) -> Mapping[str, Any]:
    plain: dict[str, Any] = {}
    for key, value in values.items():
        read = _read(value) if key in _JSON else _value(value)
        if key == "record" and isinstance(read, dict):
            plain |= read
        else:
            plain.setdefault(key, read)
    return {key: _opened(value) for key, value in plain.items()}


def _opened(value: Any) -> Any:
    """JSON in a record's text is read too."""
    return _read(value) if isinstance(value, str) and value.startswith(("{", "[")) else value


def _read(text: Any) -> Any:
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        return text


def _value(value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case bytes():
            return f"{len(value)} bytes"
        case _:
            return value
