"""What a Word file would fetch from elsewhere, or start, by itself when somebody opens it. It would be filed as it is,
and opened by people who trust it. Pictures and links that Word asks about, or opens at a click, are no part of that."""

import re
from collections.abc import Iterator
from typing import Final, Protocol

from documents.unreadable import UnreadableDocument
from documents.word_xml import Node, name_of, value_of

_OPENED_AT_ONCE: Final = frozenset({"attachedTemplate", "frame", "subDocument", "oleObject", "aFChunk"})
_ELSEWHERE: Final = re.compile(r"(?:https?|ftp)://|(?:file:)?[\\/]{2,}[^\\/]*[.@][^\\/]*[\\/]", re.IGNORECASE)
"""A web address, or a share of a machine that is named as the internet names machines. A template of the school's own
server or disk is no such thing: half of all Word files name one."""
_STARTS_A_PROGRAM: Final = re.compile(r"\0\s*DDE(?:AUTO)?\b", re.IGNORECASE)


class Opened(Protocol):
    """A package, as far as this looks."""

    def references(self) -> Iterator[Node]: ...

    def said(self) -> Iterator[Node]: ...


def check_fetches_nothing(package: Opened) -> None:
    """Raises UnreadableDocument. A field that puts its own name together from pieces is not seen; Word asks its reader
    before it carries out one of those."""
    if any(map(_is_fetched, package.references())) or any(map(_starts_something, package.said())):
        raise UnreadableDocument("fetches")


def _is_fetched(reference: Node) -> bool:
    kind = value_of(reference, "Type").rpartition("/")[2]
    is_external = value_of(reference, "TargetMode") == "External"
    return is_external and kind in _OPENED_AT_ONCE and _ELSEWHERE.match(value_of(reference, "Target")) is not None


def _starts_something(root: Node) -> bool:
    instructions = "".join(_instruction(each) for each in root.iter("{*}instrText", "{*}fldChar", "{*}fldSimple"))
    return _STARTS_A_PROGRAM.search(instructions) is not None


def _instruction(piece: Node) -> str:
    """Word cuts an instruction into pieces as it likes; where another field begins or ends, it does so with a mark."""
    if name_of(piece) == "instrText":
        return piece.text or ""
    return f"\0{value_of(piece, 'instr')}"
