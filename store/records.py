"""Records to and from JSON."""

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def to_json(record: object) -> str:
    return _adapter(type(record)).dump_json(record).decode()


def from_json(kind: type[T], text: str) -> T:
    record: T = _adapter(kind).validate_json(text)
    return record
