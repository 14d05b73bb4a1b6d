"""The path of a call, read from its raw form: clients percent-encode colons and slashes inside one segment
(`root%3A%2F2026-27%2Fr.docx%3A`) or leave them as they are, and both mean the same."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

_DELTA = re.compile(r"^delta\((?:token='(?P<token>[^']*)')?\)$")


@dataclass(frozen=True, slots=True)
class Colon:
    """`base:/path:`, the address of something by its path below something known."""

    base: str
    path: tuple[str, ...]


Segment = str | Colon


@dataclass(frozen=True, slots=True)
class Address:
    segments: tuple[Segment, ...]
    delta_token: str | None = None


def read(raw_path: str) -> Address:
    """`raw_path` is what follows `/v1.0/`. A name holds neither slash nor colon, so decoding first is safe."""
    parts = unquote(raw_path).strip("/").split("/")
    segments: list[Segment] = []
    while parts:
        part = parts.pop(0)
        segments.append(_colon(part.removesuffix(":"), parts) if part.endswith(":") and parts else part)
    return _delta(_rooted(segments))


def _colon(base: str, rest: list[str]) -> Colon:
    """Takes what belongs to the path from `rest`: up to a segment that ends in a colon, or all of it."""
    path: list[str] = []
    while rest:
        part = rest.pop(0)
        path.append(part.removesuffix(":"))
        if part.endswith(":"):
            break
    return Colon(base, tuple(part for part in path if part))


def _rooted(segments: list[Segment]) -> list[Segment]:
    """`drives/{d}/root…` is `drives/{d}/items/root…`, so that an item has one family of routes."""
    if len(segments) > 2 and segments[0] == "drives":
        third = segments[2]
        if third == "root" or (isinstance(third, Colon) and third.base == "root"):
            segments.insert(2, "items")
    return segments


def _delta(segments: list[Segment]) -> Address:
    last = segments[-1]
    found = _DELTA.match(last) if isinstance(last, str) else None
    if found is None:
        return Address(tuple(segments))
    return Address((*segments[:-1], "delta"), found["token"])


def match(template: str, segments: tuple[Segment, ...]) -> dict[str, Segment] | None:
    """The values of a template's `{…}` where the segments fit it. Fixed words compare without case, as Graph does."""
    words = template.split("/")
    if len(words) != len(segments):
        return None
    values: dict[str, Segment] = {}
    for word, segment in zip(words, segments, strict=True):
        if word.startswith("{"):
            values[word.strip("{}")] = segment
        elif not isinstance(segment, str) or word.lower() != segment.lower():
            return None
    return values
