"""Every field that is kept, from the store's tables, the dataclasses that are stored as JSON and the libraries'
columns, with what is said of each in `tables.py` and `records.py`. A field of which nothing is said, and words about a
field that is not there, are found by `unlike()`."""

import dataclasses
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

from handbook.cases.safeguarding import SafeguardingContacts
from handbook.data.figures import FigureSet
from handbook.reports.library_columns import COLUMNS
from handbook.reports.report import Report, Version
from handbook.visits.policy import Hosting
from service.data_map.records import LIBRARY_COLUMNS, RECORDS
from service.data_map.tables import TABLES
from service.data_map.whose import WHOSE
from store.record_table import RecordTable
from store.tables import METADATA
from store.unit_of_work import UnitOfWork

LIBRARIES: Final = "SharePoint libraries"
_KNOWS_ALL_TABLES: Final = UnitOfWork
"""Once it is imported, so are the tables."""
_OTHER_KINDS: Final[Mapping[str, type[Any]]] = {
    "reports": Report,
    "report_versions": Version,
    "figures": FigureSet,
    "hosting": Hosting,
    "safeguarding": SafeguardingContacts,
}
"""Stored by tables that have their own way of keeping a record."""


class Holds(StrEnum):
    """What can stand in a field."""

    NOTHING = ""
    PERSON = "who somebody is"
    WORDS = "words"
    CONFIDENTIAL = "confidential words"
    KEY = "a key or an address"


_MARKS: Final = {"@": Holds.PERSON, "~": Holds.WORDS, "!": Holds.CONFIDENTIAL, "#": Holds.KEY}


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table or library, or a field of a stored dataclass. `whose` is empty where it is nobody's."""

    place: str
    name: str
    holds: Holds

    @property
    def whose(self) -> str:
        if self.holds is Holds.PERSON:
            return WHOSE[self.name]
        return "anybody named in them" if self.holds in (Holds.WORDS, Holds.CONFIDENTIAL) else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Tables that are kept for one purpose. `basis` and `until` are keys of `whose.BASES` and `whose.UNTIL`."""

    name: str
    purpose: str
    basis: str
    audience: str
    until: str
    tables: tuple[str, ...]


def fields_of(place: str) -> tuple[Field, ...]:
    """What is said of a table's columns, of a stored kind's fields (by `name_of`) or of the libraries' columns."""
    return _said()[place]


def kinds_in(table: str) -> tuple[type[Any], ...]:
    """The dataclasses of which a table's records are made, the record's own first."""
    kind = stored_kinds().get(table)
    return tuple(_within(kind, set())) if kind else ()


def name_of(kind: type[Any]) -> str:
    return f"{kind.__module__.removeprefix('handbook.')}.{kind.__name__}"


@cache
def groups() -> tuple[Group, ...]:
    found: list[Group] = []
    for block in TABLES.strip().removeprefix("= ").split("\n= "):
        head, *rest = _unfolded(block)
        name, purpose, basis, audience, until = head.split(" | ")
        found.append(Group(name, purpose, basis, audience, until, tuple(row.partition(":")[0] for row in rest if row)))
    return tuple(found)


@cache
def stored_kinds() -> Mapping[str, type[Any]]:
    """By its table: the dataclass that stands in the column `record`."""
    kept = (one.kept for one in _below(RecordTable) if hasattr(one, "kept"))
    return {**_OTHER_KINDS, **{one.table.name: one.kind for one in kept}}


def there() -> dict[str, tuple[str, ...]]:
    """By place, the names of the fields that the code has."""
    columns = {table.name: tuple(column.name for column in table.columns) for table in METADATA.sorted_tables}
    kinds = {one for table in stored_kinds() for one in kinds_in(table)}
    records = {name_of(one): tuple(field.name for field in dataclasses.fields(one)) for one in kinds}
    library = dict.fromkeys(column.name for columns in COLUMNS.values() for column in columns)
    return {**columns, **records, LIBRARIES: tuple(library)}


def unlike(said: Mapping[str, tuple[Field, ...]] | None = None) -> list[str]:
    """Fields without a row, rows without a field, and tables whose records nobody knows."""
    told = {(one.place, one.name) for fields in (_said() if said is None else said).values() for one in fields}
    real = {(place, name) for place, names in there().items() for name in names}
    strange = [
        table.name for table in METADATA.sorted_tables if "record" in table.c and table.name not in stored_kinds()
    ]
    return [
        *(f"{place}.{name} has no row" for place, name in sorted(real - told)),
        *(f"{place}.{name} is no field" for place, name in sorted(told - real)),
        *(f"{table}: what its records are is not known" for table in strange),
    ]


@cache
def _said() -> dict[str, tuple[Field, ...]]:
    rows = [row for row in (*_unfolded(TABLES), *_unfolded(RECORDS)) if row and not row.startswith("=")]
    said = {place: words for place, _, words in (row.partition(":") for row in rows)}
    return {place: _fields(place, words) for place, words in {**said, LIBRARIES: LIBRARY_COLUMNS}.items()}


def _fields(place: str, words: str) -> tuple[Field, ...]:
    return tuple(Field(place, one.lstrip("@~!#"), _MARKS.get(one[0], Holds.NOTHING)) for one in words.split())


def _unfolded(text: str) -> list[str]:
    return text.strip().replace("\n    ", " ").split("\n")


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _within(kind: type[Any], seen: set[type[Any]]) -> Iterator[type[Any]]:
    if kind in seen:
        return
    seen.add(kind)
    yield kind
    for hint in typing.get_type_hints(kind).values():
        for inner in _dataclasses(hint):
            yield from _within(inner, seen)


def _dataclasses(hint: Any) -> Iterator[type[Any]]:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
    for argument in typing.get_args(hint):
        yield from _dataclasses(argument)
