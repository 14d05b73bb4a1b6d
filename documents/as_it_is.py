"""A document that is taken as it is, and not read: whether it is one that people can open."""

from typing import Final

from documents.package import MAX_BYTES
from documents.unreadable import UnreadableDocument

_HEAD: Final = 1024
_TAIL: Final = 2048


def is_pdf(data: bytes) -> bool:
    """Whether it calls itself one: a few bytes may stand before that."""
    return b"%PDF-" in data[:_HEAD]


def check_pdf(data: bytes) -> None:
    """Raises UnreadableDocument for a PDF that is too big, cut off, or locked with a password. Nothing in it is carried
    out, and nothing read."""
    if len(data) > MAX_BYTES:
        raise UnreadableDocument("too_big")
    if b"%%EOF" not in data[-_TAIL:]:
        raise UnreadableDocument("damaged")
    if b"/Encrypt" in data:
        raise UnreadableDocument("encrypted")
