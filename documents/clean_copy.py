"""A clean copy of a report: tracked changes accepted, comments and hidden text out, prompts of the form and rows that
nobody filled gone. Everything else stays as it was, byte by byte."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Final

from documents.flow import shows_prompt
from documents.form import is_prompt
from documents.looks import is_hidden, look_of
from documents.package import Package, open_package
from documents.tracked import LOOK, MARKS, TAKEN_OUT, marked
from documents.word_xml import Node, child_of, name_of, node, value_of, written

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
        _clean(root)
    gone = {part.name for kind in _COMMENT_PARTS for part in package.of_kind(kind)}
    return _packed(package, {name: written(root) for name, root in roots.items()}, gone)


def _packed(package: Package, fresh: dict[str, bytes], gone: set[str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry, old in package.entries():
            if entry.filename not in gone:
                kept = _without_references(old, gone) if entry.filename.endswith((".rels", "Types].xml")) else old
                packed.writestr(entry.filename, fresh.get(entry.filename, kept))
    return out.getvalue()


def _without_references(data: bytes, gone: set[str]) -> bytes:
    """A listing of the package without what is not in it any more."""
    root = Package.listing(data)
    names = {name.rpartition("/")[2] for name in gone}
    lost = [each for each in root if value_of(each, "Target").rpartition("/")[2] in names]
    lost += [each for each in root if value_of(each, "PartName").rpartition("/")[2] in names]
    for each in lost:
        root.remove(each)
    return written(root) if lost else data


def _clean(root: Node) -> None:
    _each(root, ("r",), lambda run: _drop(run) if is_hidden(run) else None)
    _each(root, ("p",), _join)
    _each(root, _TAKEN_OUT, _accept_deletion)
    _each(root, _UNWRAPPED, _unwrap)
    _each(root, _LEFT_OUT, _drop)
    _each(root, ("sdt",), _without_prompt)
    _each(root, ("p",), _without_plain_prompt)
    _each(root, ("tbl",), _without_empty_rows)


def _each(root: Node, names: tuple[str, ...], act: Callable[[Node], None]) -> None:
    for element in list(root.iter(*(f"{{*}}{name}" for name in names))):
        act(element)


def _drop(element: Node) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _join(paragraph: Node) -> None:
    """A paragraph whose end was deleted goes on in the next one, unless that is a heading."""
    if not look_of(paragraph).runs_on:
        return
    mark = child_of(paragraph, "pPr", "rPr")
    for each in [] if mark is None else [child for child in mark if name_of(child) in _TAKEN_OUT]:
        _drop(each)
    parent = paragraph.getparent()
    siblings = [] if parent is None else list(parent)
    following = siblings[siblings.index(paragraph) + 1 :][:1] if parent is not None else []
    content = [child for child in paragraph if name_of(child) != "pPr"]
    for after in following:
        if name_of(after) == "p" and not look_of(after).level:
            at = int(child_of(after, "pPr") is not None)
            for offset, child in enumerate(content):
                after.insert(at + offset, child)
            _drop(paragraph)


def _accept_deletion(mark: Node) -> None:
    """What is marked as deleted: runs, or a whole row or cell by a mark among its properties."""
    _drop(marked(mark))


def _unwrap(element: Node) -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = list(parent).index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)
    parent.remove(element)


def _without_prompt(control: Node) -> None:
    """A control that shows a prompt goes, but for one that holds a cell: the others of its row would move."""
    if shows_prompt(control) and child_of(control, "sdtContent", "tc") is None:
        _drop_block(control)


def _without_plain_prompt(paragraph: Node) -> None:
    """Some programs make a prompt ordinary text."""
    if is_prompt("".join(text.text or "" for text in paragraph.iter("{*}t"))):
        _drop_block(paragraph)


def _drop_block(block: Node) -> None:
    """A cell must hold a paragraph all the same."""
    parent = block.getparent()
    if parent is None:
        return
    parent.remove(block)
    if name_of(parent) == "tc" and child_of(parent, "p") is None:
        parent.append(node("p"))


def _without_empty_rows(table: Node) -> None:
    rows = [row for row in table if name_of(row) == "tr"]
    empty = [row for row in rows if not _says_something(row)]
    for row in empty if len(empty) < len(rows) else ():
        table.remove(row)


def _says_something(row: Node) -> bool:
    words = row.iter(*(f"{{*}}{name}" for name in _WORDS))
    return any(name_of(each) != "t" or (each.text or "").strip() for each in words)
