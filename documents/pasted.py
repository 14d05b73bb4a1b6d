"""Files that tools paste into a document whole (altChunk): web pages, plain text, other Word documents."""

import re
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from typing import Final

from documents.package import Part, open_package
from documents.unreadable import UnreadableDocument
from documents.word_xml import name_of

_BREAKS: Final = frozenset(
    [
        "p",
        "br",
        "div",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "ul",
        "ol",
        "section",
        "article",
        "td",
        "th",
        "dt",
        "dd",
    ]
)
_UNSAID: Final = frozenset(("script", "style", "head", "title"))
_RTF_GROUPS: Final = re.compile(r"\{\\(?:\*|fonttbl|colortbl|stylesheet|info)[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_RTF_WORDS: Final = re.compile(r"\\(?:par|line|tab)\b ?|\\'[0-9a-f]{2}|\\[a-z]+-?\d* ?|[{}]")
CANNOT_READ: Final = "A file is pasted in here that I cannot read"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._unsaid = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unsaid += tag in _UNSAID
        if tag in _BREAKS:
            self.said.append("\n")
        described = dict(attrs).get("alt") if tag == "img" else None
        if described:
            self.said.append(f"Picture: {described}\n")

    def handle_endtag(self, tag: str) -> None:
        self._unsaid = max(self._unsaid - (tag in _UNSAID), 0)
        if tag in _BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self.said.append(data)


def lines_pasted(part: Part) -> Iterator[str]:
    """Its lines that say something; that it cannot be read, where it cannot."""
    yield from filter(None, (" ".join(line.split()) for line in _text(part).split("\n")))


def _text(part: Part) -> str:
    data, name = part.data, part.name.casefold()
    if data.startswith(b"PK"):
        return _of_document(data)
    if data.startswith(b"{\\rtf"):
        plain = _RTF_GROUPS.sub("", data.decode("cp1252", "replace"))
        return _RTF_WORDS.sub(lambda mark: "\n" if mark[0].strip() in ("\\par", "\\line") else _sign(mark[0]), plain)
    text = _decoded(data)
    if name.endswith(("htm", "html", "xhtml", "mht", "xml")) or "<html" in text[:500].casefold():
        page = _Page()
        with suppress(AssertionError):  # it takes some marks that nobody writes for a fault of its own
            page.feed(text)
            page.close()
        return "".join(page.said)
    return text if name.endswith("txt") else CANNOT_READ


def _sign(mark: str) -> str:
    return bytes.fromhex(mark[2:4]).decode("cp1252", "replace") if mark.startswith("\\'") else " " * mark.endswith(" ")


def _of_document(data: bytes) -> str:
    """Of a Word document: its words, paragraph by paragraph."""
    try:
        root = open_package(data).root
    except UnreadableDocument:
        return CANNOT_READ
    pieces = (("\n" if name_of(each) == "p" else each.text or "") for each in root.iter("{*}t", "{*}p"))
    return "".join(pieces)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
