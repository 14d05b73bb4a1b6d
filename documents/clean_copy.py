"""A clean copy of a report: tracked changes accepted, comments and hidden text out, prompts of the form (also those
that Word keeps to show them again) and rows that nobody filled gone. Everything else stays as it was, byte by byte."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Final

from documents.beside import Surroundings
from documents.glossary import FOLDER
from documents.looks import is_hidden, look_of
from documents.package import Package, open_package
from documents.template_package import without_references
from documents.tracked import LOOK, MARKS, TAKEN_OUT, marked
from documents.unfilled import drop, drop_row, rows_of, take_out_unfilled
from documents.word_xml import Node, child_of, name_of, written

_COMMENT_PARTS: Final = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
_UNWRAPPED: Final = ("ins", "moveTo")
_LEFT_OUT: Final = (
    *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"),
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *(name for name, word in MARKS.items() if word == LOOK),
    "cellIns",
)
_TAKEN_OUT: Final = tuple(name for name, word in MARKS.items() if word == TAKEN_OUT)
_WORDS: Final = ("t", "sym", "drawing", "pict", "object", "footnoteReference", "endnoteReference")


def clean_copy(data: bytes) -> bytes:
    """The file without all that. Raises Unreadable as reading does."""
    package = open_package(data)
    roots = {package.main: package.root} | {
        part.name: root
        for kind in ("header", "footer", "footnotes", "endnotes")
        for part in package.of_kind(kind)
        if (root := part.root) is not None
    }
    for root in roots.values():
        _clean(root, Surroundings(package))
    gone = {part.name for kind in _COMMENT_PARTS for part in package.of_kind(kind)}
    return _packed(package, {name: written(root) for name, root in roots.items()}, gone)


def without_unfilled(data: bytes) -> bytes:
    """The file without its prompts and the rows that ask and have no answer; the same bytes where there are none.
    Raises Unreadable as reading does."""
    package = open_package(data)
    around = Surroundings(package)
    if not take_out_unfilled(package.root, around):
        return data
    return _packed(package, {package.main: written(package.root)}, set())


def _packed(package: Package, fresh: dict[str, bytes], gone: set[str]) -> bytes:
    out = BytesIO()

    def is_gone(name: str) -> bool:
        return name in gone or name.startswith(FOLDER)

    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry, old in package.entries():
            name = entry.filename
            if not is_gone(name):
                lists = name.endswith((".rels", "Types].xml"))
                kept = without_references(name, old, is_gone) if lists else old
                packed.writestr(_as_packed(entry), fresh.get(name, kept))
    return out.getvalue()


def _as_packed(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """With the time of day that it had, so that the same file gives the same bytes."""
    same = zipfile.ZipInfo(entry.filename, entry.date_time)
    same.compress_type = zipfile.ZIP_DEFLATED
    return same


def _clean(root: Node, around: Surroundings) -> None:
    _each(root, ("r",), lambda run: drop(run) if is_hidden(run) else None)
    _each(root, ("p",), _join)
    _each(root, _TAKEN_OUT, _accept_deletion)
    _each(root, _UNWRAPPED, _unwrap)
    _each(root, _LEFT_OUT, drop)
    take_out_unfilled(root, around)
    _each(root, ("tbl",), _without_empty_rows)


def _each(root: Node, names: tuple[str, ...], act: Callable[[Node], None]) -> None:
    for element in list(root.iter(*(f"{{*}}{name}" for name in names))):
        act(element)


def _join(paragraph: Node) -> None:
    """A paragraph whose end was deleted goes on in the next one, unless that is a heading."""
    if not look_of(paragraph).runs_on:
        return
    mark = child_of(paragraph, "pPr", "rPr")
    for each in [] if mark is None else [child for child in mark if name_of(child) in _TAKEN_OUT]:
        drop(each)
    parent = paragraph.getparent()
    siblings = [] if parent is None else list(parent)
    following = siblings[siblings.index(paragraph) + 1 :][:1] if parent is not None else []
    content = [child for child in paragraph if name_of(child) != "pPr"]
    for after in following:
        if name_of(after) == "p" and not look_of(after).level:
            at = int(child_of(after, "pPr") is not None)
            for offset, child in enumerate(content):
                after.insert(at + offset, child)
            drop(paragraph)


def _accept_deletion(mark: Node) -> None:
    """What is marked as deleted: runs, or a whole row or cell by a mark among its properties."""
    drop(marked(mark))


def _unwrap(element: Node) -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = list(parent).index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)
    parent.remove(element)


def _without_empty_rows(table: Node) -> None:
    rows = list(rows_of(table))
    empty = [row for row in rows if not _says_something(row)]
    for row in empty if len(empty) < len(rows) else ():
        drop_row(row)


def _says_something(row: Node) -> bool:
    words = row.iter(*(f"{{*}}{name}" for name in _WORDS))
    return any(name_of(each) != "t" or (each.text or "").strip() for each in words)
