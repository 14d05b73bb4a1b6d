"""The file that a form is kept in: the parts that are the same in each filled one, and the lists of them."""

import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from documents.glossary import DOCUMENT, FOLDER, RELATION, STYLES, Prompts
from documents.house_style import LANGUAGE
from documents.package import Package
from documents.word_xml import Node, name_of, parse, value_of, written

CONTENT_TYPES: Final = "[Content_Types].xml"
CORE: Final = "docProps/core.xml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_GONE: Final = (FOLDER, "docProps/thumbnail", "docProps/custom", "customXml/")
"""What Word keeps beside a form and nobody fills. The prompts are written anew."""
_CORE: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:subject>{subject}'
    "</dc:subject><dc:creator>SIP Desk</dc:creator><cp:lastModifiedBy>SIP Desk</cp:lastModifiedBy>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:modified>'
    f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """The parts that stay as they are, the lists that pictures are entered in, and what the form says of itself."""

    parts: dict[str, bytes]
    relations: str
    title: str
    subject: str


def kept(package: Package, prompts: Prompts, filled: Iterable[str]) -> Kept:
    """`filled` are the parts that are written anew for each form."""
    parts = {entry.filename: data for entry, data in package.entries() if not entry.filename.startswith(_GONE)}
    title, subject = _says(parts.pop(CORE, b""))
    folder, name = posixpath.split(package.main)
    relations = f"{folder}/_rels/{name}.rels"
    for each in [each for each in parts if each.endswith(".rels")]:
        parts[each] = without_references(each, parts[each], lambda part: part.startswith(_GONE))
    parts[relations] = _with(parts[relations], _related("rIdPrompts", RELATION, "glossary/document.xml"))
    parts[CONTENT_TYPES] = _typed(parts[CONTENT_TYPES])
    parts |= prompts.parts(parts[f"{folder}/styles.xml"])
    for each in filled:
        del parts[each]
    return Kept(parts, relations, title, subject)


def core(title: str, subject: str) -> bytes:
    """No clock is read and nobody is named: the same words give the same bytes."""
    return _CORE.format(title=escape(title[:255]), subject=escape(subject[:255])).encode()


def with_pictures(relations: bytes, names: Iterable[tuple[str, str]]) -> bytes:
    """The list with each picture, by the reference to it and the name of its part."""
    return _with(relations, *(_related(reference, "image", name) for reference, name in names))


def _related(reference: str, kind: str, target: str) -> str:
    return (
        '<Relationship xmlns="http://schemas.openxmlformats.org/package/2006/relationships" '
        f'Id="{reference}" Type="{_OFFICE}/{kind}" Target={quoteattr(target)}/>'
    )


def _with(listing: bytes, *entries: str) -> bytes:
    root = Package.listing(listing)
    for entry in entries:
        root.append(parse(entry.encode()))
    return written(root)


def without_references(name: str, listing: bytes, is_gone: Callable[[str], bool]) -> bytes:
    """A list of the package's own, by its name, without the parts that are not in it any more."""
    root = Package.listing(listing)
    folder = posixpath.dirname(posixpath.dirname(name))
    lost = [each for each in root if is_gone(_named(folder, each))]
    for each in lost:
        root.remove(each)
    return written(root) if lost else listing


def _named(folder: str, entry: Node) -> str:
    """The part that an entry is about: by a place in the list's own folder, or from the top."""
    name = value_of(entry, "PartName") or posixpath.join(f"/{folder}", value_of(entry, "Target"))
    return posixpath.normpath(name).lstrip("/")


def _typed(listing: bytes) -> bytes:
    """With the kinds of the prompts and of pictures."""
    root = Package.listing(listing)
    for each in list(root):
        part = value_of(each, "PartName").lstrip("/")
        if part.startswith(_GONE) or value_of(each, "Extension") == "png":
            root.remove(each)
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    root.insert(0, parse(f'<Default xmlns="{space}" Extension="png" ContentType="image/png"/>'.encode()))
    for name, kind in ((DOCUMENT, "document.glossary"), (STYLES, "styles")):
        root.append(parse(f'<Override xmlns="{space}" PartName="/{name}" ContentType="{_WORD}.{kind}+xml"/>'.encode()))
    return written(root)


def _says(properties: bytes) -> tuple[str, str]:
    """The title and the subject that the file has."""
    if not properties:
        return "", ""
    has = {name_of(each): (each.text or "").strip() for each in Package.listing(properties)}
    return has.get("title", ""), has.get("subject", "")
