"""Opening a .docx that somebody sent, warily: nothing in it is trusted, and what is let in bounds the work done."""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Final

from documents.fetching import check_fetches_nothing
from documents.unreadable import Code, UnreadableDocument
from documents.word_xml import Node, as_utf8, name_of, parse, value_of

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_UNPACKED: Final = 100 * 1024 * 1024
MAX_PART: Final = 8 * 1024 * 1024
"""The largest XML part that is parsed: a report of ten pages has about 0.3 MB (and 20,000 marks)."""
MAX_MARKS: Final = 200_000
"""The most `<` in a part: an element costs libxml2 about 150 bytes, so this bounds the tree to some 30 MB."""
MAX_ATTRIBUTES: Final = 200_000
"""The most `=` in a part: an attribute costs more than an element, and Word writes fewer of them."""
MAX_PARTS: Final = 16 * 1024 * 1024
"""The most of all other parts together: headers, notes, comments, charts and what was pasted in."""
MAX_ENTRIES: Final = 2_000
MAX_RATIO: Final = 200

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGE: Final = 1024 * 1024
_CONTENT_TYPES: Final = "[Content_Types].xml"
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)


@dataclass(frozen=True)
class Part:
    """A part of the package other than its text. `root` is None where it is no sound XML."""

    name: str
    data: bytes

    @cached_property
    def root(self) -> Node | None:
        try:
            return parse(_counted(self.data))
        except ValueError:
            return None


class Package:
    """A document that was opened: its text, and the parts that this refers to. A part is unpacked when it is asked
    for; all of them together are bounded as one is. Raises Unreadable where they are too much."""

    def __init__(self, parts: zipfile.ZipFile) -> None:
        self._parts = parts
        self._names = {name.casefold(): name for name in parts.namelist()}
        self._left = MAX_PARTS
        self._read: dict[str, Part] = {}
        self._notes: dict[str, Mapping[str, Node]] = {}
        self.main = _main_part_name(parts)
        self.root = _part(parts, self.main)
        if name_of(self.root) != "document":
            raise UnreadableDocument("damaged")

    @cached_property
    def relations(self) -> Mapping[str, tuple[str, str]]:
        """What the text refers to inside the package: kind and name of the part, by the reference's id."""
        folder, name = posixpath.split(self.main)
        listing = self._named(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = (
            (value_of(each, "Id"), value_of(each, "Type").rpartition("/")[2], value_of(each, "Target"))
            for each in _children(listing)
            if value_of(each, "TargetMode") != "External"
        )
        return {
            key: (kind, posixpath.normpath(posixpath.join(f"/{folder}", to)).lstrip("/")) for key, kind, to in found
        }

    def references(self) -> Iterator[Node]:
        """What any of its parts refers to, inside and outside."""
        for name in self._names.values():
            if name.casefold().endswith(".rels"):
                yield from _children(self._named(name))

    def related(self, reference: str) -> Part | None:
        _, name = self.relations.get(reference, ("", ""))
        return self._named(name)

    def of_kind(self, kind: str) -> Iterator[Part]:
        """The headers, the footers, the footnotes, …, each once."""
        names = dict.fromkeys(name for each, name in self.relations.values() if each == kind)
        yield from filter(None, map(self._named, names))

    def entries(self) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
        """Every part as it is packed."""
        try:
            yield from ((entry, self._parts.read(entry)) for entry in self._parts.infolist())
        except _BROKEN as error:
            raise UnreadableDocument("damaged") from error

    @cached_property
    def prompts(self) -> frozenset[str]:
        """What Word shows in controls that were emptied."""
        return frozenset(
            "".join(piece.text or "" for piece in block.iter("{*}t"))
            for part in self.of_kind("glossaryDocument")
            for block in (part.root.iter("{*}docPart") if part.root is not None else ())
            if any(value_of(kind) == "bbPlcHdr" for kind in block.iter("{*}type"))
        )

    @staticmethod
    def listing(data: bytes) -> Node:
        """A list of the package's own: of references, or of kinds of part. Raises Unreadable."""
        try:
            return parse(_counted(data))
        except ValueError:
            raise UnreadableDocument("damaged") from None

    def said(self) -> Iterator[Node]:
        """All that people can read in it: the text, then the headers, footers, notes and comments."""
        yield self.root
        for kind in ("header", "footer", "footnotes", "endnotes", "comments"):
            yield from (root for part in self.of_kind(kind) if (root := part.root) is not None)

    def noted(self, kind: str) -> Mapping[str, Node]:
        """The footnotes, endnotes or comments by their numbers."""
        if kind not in self._notes:
            roots = (part.root for part in self.of_kind(f"{kind}s"))
            self._notes[kind] = {value_of(note, "id"): note for root in roots if root is not None for note in root}
        return self._notes[kind]

    def _named(self, name: str) -> Part | None:
        entry_name = self._names.get(name.casefold())
        if entry_name is None:
            return None
        if entry_name in self._read:
            return self._read[entry_name]
        try:
            data = _unpacked(self._parts, entry_name)
        except _BROKEN as error:
            raise UnreadableDocument("damaged") from error
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableDocument("too_big")
        self._read[entry_name] = Part(entry_name, data)
        return self._read[entry_name]


def _children(part: Part | None) -> Node | tuple[()]:
    root = part.root if part else None
    return () if root is None else root


def open_package(data: bytes) -> Package:
    """The document, opened. Raises Unreadable for anything else than a plain, sound .docx."""
    if len(data) > MAX_BYTES:
        raise UnreadableDocument("too_big")
    if not data.startswith(b"PK\x03\x04"):
        raise UnreadableDocument(_what_else(data))
    if data.count(b"PK\x01\x02") > MAX_ENTRIES:  # counted first: listing half a million entries is dear in itself
        raise UnreadableDocument("zip_bomb")
    try:
        package = zipfile.ZipFile(BytesIO(data))
        _check_packing(package.infolist())
        _check_kind(package)
        opened = Package(package)
    except _BROKEN as error:
        raise UnreadableDocument("damaged") from error
    check_fetches_nothing(opened)
    return opened


def _what_else(data: bytes) -> Code:
    """What a file is that is no zip at all: people rename files, so its name tells nothing."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "encrypted"
        return "old_doc" if "WordDocument".encode("utf-16-le") in data else "not_docx"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return "old_doc" if data.startswith(b"{\\rtf") else "not_docx"


def _check_packing(entries: list[zipfile.ZipInfo]) -> None:
    """By the sizes that the package states: zipfile never unpacks more than those."""
    names = {entry.filename.casefold() for entry in entries}
    if (
        len(names) < len(entries)  # two parts of one name: Word might show the one that we did not read
        or sum(entry.file_size for entry in entries) > MAX_UNPACKED
        or any(_is_blown_up(entry) for entry in entries)
        or any(name.startswith("/") or ".." in name.replace("\\", "/").split("/") for name in names)
    ):
        raise UnreadableDocument("zip_bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableDocument("encrypted")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise UnreadableDocument("macros")


def _is_blown_up(entry: zipfile.ZipInfo) -> bool:
    """Of pictures nothing is said: a drawing with much white in it packs a thousandfold, and none is unpacked here."""
    is_text = entry.filename.casefold().endswith((".xml", ".rels"))
    return is_text and entry.file_size > max(_LARGE, MAX_RATIO * entry.compress_size)


def _check_kind(package: zipfile.ZipFile) -> None:
    if _CONTENT_TYPES not in package.namelist():
        raise UnreadableDocument("not_docx")
    kinds = " ".join(value_of(entry, "ContentType") for entry in _part(package, _CONTENT_TYPES)).casefold()
    if "macroenabled" in kinds or "vbaproject" in kinds:
        raise UnreadableDocument("macros")
    if "wordprocessingml" not in kinds:
        raise UnreadableDocument("not_docx")


def _main_part_name(package: zipfile.ZipFile) -> str:
    """Where the package says that its text is (Word on the web writes word/document2.xml), else the usual place."""
    if "_rels/.rels" in package.namelist():
        for relation in _part(package, "_rels/.rels"):
            if value_of(relation, "Type").endswith("/officeDocument"):
                return value_of(relation, "Target").lstrip("/")
    return "word/document.xml"


def _part(package: zipfile.ZipFile, name: str) -> Node:
    """One part, parsed. Raises ValueError where it is missing or not sound."""
    if name not in package.namelist():
        raise ValueError(f"{name} is missing")
    return parse(_counted(_unpacked(package, name)))


def _unpacked(package: zipfile.ZipFile, name: str) -> bytes:
    entry = package.getinfo(name)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("packed in a way that the format does not know")
    if entry.file_size > MAX_PART:
        raise UnreadableDocument("too_big")
    return package.read(name)


def _counted(data: bytes) -> bytes:
    """The part as UTF-8, once it is known to hold no more than can be parsed."""
    text = as_utf8(data)
    if text.count(b"<") > MAX_MARKS or text.count(b"=") > MAX_ATTRIBUTES:
        raise UnreadableDocument("too_big")
    return text
