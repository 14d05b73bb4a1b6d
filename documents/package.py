"""Opening a .docx that somebody sent, warily: nothing in it is trusted, and what is let in bounds the work done."""

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Final

from documents.unreadable import Code, Unreadable
from documents.word_xml import Node, name_of, parse, value_of

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_UNPACKED: Final = 100 * 1024 * 1024
MAX_PART: Final = 8 * 1024 * 1024
"""The largest XML part that is parsed: a report of ten pages has about 0.3 MB (and 20,000 marks)."""
MAX_MARKS: Final = 200_000
"""The most `<` in a part: an element costs libxml2 about 150 bytes, so this bounds the tree to some 30 MB."""
MAX_ATTRIBUTES: Final = 200_000
"""The most `=` in a part: an attribute costs more than an element, and Word writes fewer of them."""
MAX_ENTRIES: Final = 2_000
MAX_RATIO: Final = 200

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGE: Final = 1024 * 1024
_CONTENT_TYPES: Final = "[Content_Types].xml"
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)


def open_document(data: bytes) -> Node:
    """The root of the main document part. Raises Unreadable for anything else than a plain, sound .docx."""
    if len(data) > MAX_BYTES:
        raise Unreadable("too_big")
    if not data.startswith(b"PK\x03\x04"):
        raise Unreadable(_what_else(data))
    if data.count(b"PK\x01\x02") > MAX_ENTRIES:  # counted first: listing half a million entries is dear in itself
        raise Unreadable("zip_bomb")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check_packing(package.infolist())
            return _main_part(package)
    except _BROKEN as error:
        raise Unreadable("damaged") from error


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
        raise Unreadable("zip_bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("encrypted")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Unreadable("macros")


def _is_blown_up(entry: zipfile.ZipInfo) -> bool:
    """Of pictures nothing is said: a drawing with much white in it packs a thousandfold, and none is unpacked here."""
    is_text = entry.filename.casefold().endswith((".xml", ".rels"))
    return is_text and entry.file_size > max(_LARGE, MAX_RATIO * entry.compress_size)


def _main_part(package: zipfile.ZipFile) -> Node:
    if _CONTENT_TYPES not in package.namelist():
        raise Unreadable("not_docx")
    kinds = " ".join(value_of(entry, "ContentType") for entry in _part(package, _CONTENT_TYPES)).casefold()
    if "macroenabled" in kinds or "vbaproject" in kinds:
        raise Unreadable("macros")
    if "wordprocessingml" not in kinds:
        raise Unreadable("not_docx")
    root = _part(package, _main_part_name(package))
    if name_of(root) != "document":
        raise Unreadable("damaged")
    return root


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
    entry = package.getinfo(name)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("packed in a way that the format does not know")
    if entry.file_size > MAX_PART:
        raise Unreadable("too_big")
    data = package.read(name)
    if data.count(b"<") > MAX_MARKS or data.count(b"=") > MAX_ATTRIBUTES:
        raise Unreadable("too_big")
    return parse(data)
