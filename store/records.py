"""Records to and from JSON."""

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")


class UnreadableRecord(Exception):
    """What is kept is no record of this version. It says of which kind and where, and never what stands there."""


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def to_json(record: object) -> str:
    return _adapter(type(record)).dump_json(record).decode()


def from_json(kind: type[T], text: str) -> T:
    """Raises UnreadableRecord."""
    try:
        record: T = _adapter(kind).validate_json(text)
    except ValidationError as error:
        places = (".".join(map(str, fault["loc"])) for fault in error.errors(include_input=False, include_url=False))
        raise UnreadableRecord(f"{kind.__name__}: {', '.join(places)}") from None
    return record
