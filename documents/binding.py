"""Several PDFs become one, with a bookmark for each. It is done in a process of its own, with bounds, one at a time: a
file in a library may have been put there by anybody."""

import json
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from documents.binding_apart import APPEND, COUNT
from sealed.process import Ended, told_apart

PATIENCE: Final = 180
"""Seconds by the clock."""
LARGEST: Final = 100 * 1024 * 1024
"""Bytes of all parts together: what is larger is not bound."""

_BIND: Final = ("-m", "documents.binding_apart")
_LOADS: Final = ("documents.binding_apart", "pypdf")
_ONE_AT_A_TIME: Final = ThreadPoolExecutor(1, "binding")


@dataclass(frozen=True, slots=True)
class Part:
    """One PDF and what its bookmark says."""

    name: str
    data: bytes


class NotBound(Exception):
    """The files together are too large, or one of them is not what its count of pages said."""


def begin_to_count(parts: Sequence[bytes]) -> "Future[tuple[int, ...]]":
    """How many pages each PDF has; 0 where it cannot be read, or asks for a password."""
    return _ONE_AT_A_TIME.submit(_counts, tuple(parts))


def begin_to_bind(title: str, parts: Sequence[Part]) -> "Future[bytes]":
    """Ends in NotBound, and nothing else."""
    return _ONE_AT_A_TIME.submit(_bound, title, tuple(parts))


def begin_to_append(whole: bytes, last: Part) -> "Future[bytes]":
    """A PDF as it is, its tags among it, and another after its last page, with a bookmark. Ends in NotBound, and
    nothing else."""
    return _ONE_AT_A_TIME.submit(_bound, "", (Part("", whole), last), APPEND)


def _counts(parts: Sequence[bytes]) -> tuple[int, ...]:
    """Each in a process of its own: one that is crafted takes no other with it."""
    return tuple(_count(part) for part in parts)


def _count(part: bytes) -> int:
    try:
        (count,) = json.loads(_done_apart("", [Part("", part)], COUNT))
    except (NotBound, ValueError):
        return 0
    return int(count)


def _bound(title: str, parts: Sequence[Part], *how: str) -> bytes:
    made = _done_apart(title, parts, *how)
    if not made.startswith(b"%PDF"):
        raise NotBound("no PDF came of it")
    return made


def _done_apart(title: str, parts: Sequence[Part], *how: str) -> bytes:
    if sum(len(part.data) for part in parts) > LARGEST:
        raise NotBound("too large")
    about = {"title": title, "names": [part.name for part in parts], "sizes": [len(part.data) for part in parts]}
    said = b"".join((json.dumps(about).encode(), b"\n", *(part.data for part in parts)))
    try:
        return told_apart((*_BIND, *how), said, PATIENCE, _LOADS)
    except Ended as error:
        raise NotBound("they could not be read") from error
