"""A clean copy of a report: tracked changes accepted, comments and hidden text out, prompts of the form (also those
that Word keeps to show them again) and rows that nobody filled gone. Everything else stays as it was, byte by byte."""

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Final

from documents.beside import Surroundings
from documents.flow import shows_prompt
from documents.form import is_prompt
from documents.form_words import tag_of
from documents.glossary import FOLDER
from documents.looks import is_hidden, look_of
from documents.package import Package, open_package
from documents.template_package import without_references
from documents.tracked import LOOK, MARKS, TAKEN_OUT, marked
from documents.word_xml import Node, child_of, name_of, node, written

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
                packed.writestr(name, fresh.get(name, kept))
    return out.getvalue()


def _clean(root: Node, around: Surroundings) -> None:
    _each(root, ("r",), lambda run: _drop(run) if is_hidden(run) else None)
    _each(root, ("p",), _join)
    _each(root, _TAKEN_OUT, _accept_deletion)
    _each(root, _UNWRAPPED, _unwrap)
    _each(root, _LEFT_OUT, _drop)
    _each(root, ("tr",), lambda row: _without_row(row) if _asks_only(row, around) else None)
    _each(root, ("sdt",), lambda control: _without_prompt(control, around))
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


def _asks_only(row: Node, around: Surroundings) -> bool:
    """Whether somebody was asked about an area here, and nobody judged it."""
    controls = list(row.iter("{*}sdt"))
    asked = [control for control in controls if shows_prompt(control, around)]
    said = {control for control in controls if tag_of(control).endswith(":area")}
    words = {piece for control in (*asked, *said) for piece in control.iter("{*}t")}
    return bool(asked and said) and not any(
        name_of(each) != "t" or (each not in words and (each.text or "").strip()) for each in _words(row)
    )


def _without_prompt(control: Node, around: Surroundings) -> None:
    """A control that shows a prompt goes, but for one that holds a cell: the others of its row would move."""
    if shows_prompt(control, around) and child_of(control, "sdtContent", "tc") is None:
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
    rows = list(_rows(table))
    empty = [row for row in rows if not any(name_of(each) != "t" or (each.text or "").strip() for each in _words(row))]
    for row in empty if len(empty) < len(rows) else ():
        _without_row(row)


def _rows(table: Node) -> Iterator[Node]:
    """Those of a table and not of one in it; Word puts controls around rows that can be repeated."""
    for each in table:
        if name_of(each) == "tr":
            yield each
        elif name_of(each) in ("sdt", "sdtContent"):
            yield from _rows(each)


def _without_row(row: Node) -> None:
    """And without what stands around nothing else."""
    gone, parent = row, row.getparent()
    while parent is not None and len(parent) == 1 and name_of(parent) == "sdtContent":
        control = parent.getparent()
        if control is None:
            break
        gone, parent = control, control.getparent()
    _drop(gone)


def _words(row: Node) -> Iterator[Node]:
    return row.iter(*(f"{{*}}{name}" for name in _WORDS))
