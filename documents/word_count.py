"""Words in = words placed + words shown. Counted from the file by itself, and not from what was read of it, so that
whatever reading forgets is noticed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from documents.beside import is_separator
from documents.form import CELL_PROMPT, plain
from documents.looks import is_hidden, look_of, said_once
from documents.package import Package
from documents.pasted import lines_pasted
from documents.word_xml import Node, child_of, name_of, value_of


@dataclass(frozen=True, slots=True)
class WordCount:
    """`read` are all visible words of the file: the `form`'s own, those `placed` in the head and the sections, and
    those `shown`. `missed` are those that reading had forgotten; they are shown too."""

    read: int
    form: int
    placed: int
    shown: int
    missed: int = 0


def count(
    words: Counter[str], form: Iterable[str], placed: Iterable[str], shown: Iterable[str]
) -> tuple[WordCount, Counter[str]]:
    """The account, and the words that stand in none of the three."""
    left = Counter(words)
    totals = [left.total()]
    for texts in (form, placed, shown):
        left -= words_of(texts)
        totals.append(left.total())
    read, after_form, after_placed, missed = totals
    return WordCount(read, read - after_form, after_form - after_placed, after_placed - missed, missed), left


def words_of(texts: Iterable[str]) -> Counter[str]:
    return Counter(plain("\n".join(texts)).split())


def words_in(package: Package) -> Counter[str]:
    """Every word that a reader of the file can see: body, headers, footers, notes, comments, text boxes, descriptions
    of pictures, charts, diagrams, and what was pasted in whole."""
    return words_of(_texts(package))


def _texts(package: Package) -> Iterator[str]:
    body = child_of(package.root, "body")
    roots = [] if body is None else [body]
    for root in islice(package.said(), 1, None):
        notes = list(root) if name_of(root) in ("footnotes", "endnotes", "comments") else [root]
        roots += [note for note in notes if not is_separator(note)]
    for root in roots:
        yield from _said(root)
        yield from _referred(root, package)


_BREAKS: Final = frozenset(("p", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym"))
_ASIDE: Final = ("{*}txbxContent",)


def _said(root: Node) -> Iterator[str]:
    unsaid = set(_unsaid(root))
    boxes = list(root.iter(*_ASIDE))
    yield _run_on(root, unsaid, boxes)
    for box in boxes:
        if box not in unsaid:
            yield _run_on(box, unsaid, [inner for inner in box.iter(*_ASIDE) if inner is not box])
    for shape in root.iter("{*}docPr", "{*}shape", "{*}textpath"):
        if shape not in unsaid:
            told = {value_of(shape, name) for name in ("descr", "title", "alt", "string")}
            yield from told


def _run_on(root: Node, unsaid: set[Node], boxes: list[Node]) -> str:
    """The text under an element, a blank at each end of a paragraph; what stands in boxes is told by itself."""
    elsewhere = {each for box in boxes for each in box.iter()} if boxes else set[Node]()
    joins = any(True for _ in root.iter("{*}del", "{*}moveFrom"))
    said: list[str] = []
    open_ended: Node | None = None
    for piece in root.iter("{*}t", "{*}p", "{*}tab", "{*}ptab", "{*}br", "{*}cr", "{*}noBreakHyphen", "{*}sym"):
        if piece in elsewhere or piece in unsaid:
            continue
        name = name_of(piece)
        if name == "p" and joins:
            look = look_of(piece)
            joined = open_ended is not None and not look.level and _cell_of(open_ended) is _cell_of(piece)
            said.append("" if joined else " ")
            open_ended = piece if look.runs_on else None
        else:
            said.append(" " if name in _BREAKS else piece.text or "")
    return "".join(said).replace(CELL_PROMPT, f" {CELL_PROMPT} ")  # some programs leave it standing beside a word


def _cell_of(paragraph: Node) -> Node | None:
    """The cell, box or body that a paragraph stands in: one whose end was deleted runs on within it."""
    parent = paragraph.getparent()
    while parent is not None and name_of(parent) not in ("tc", "txbxContent", "body"):
        parent = parent.getparent()
    return parent


def _unsaid(root: Node) -> Iterator[Node]:
    """All that stands in what is deleted, moved away, hidden, or said twice."""
    for mark in root.iter("{*}moveFrom", "{*}del", "{*}rt", "{*}vanish", "{*}AlternateContent", "{*}cellDel"):
        name, parent = name_of(mark), mark.getparent()
        if name == "AlternateContent":
            said = said_once(mark)
            for other in (each for each in mark if each not in said):
                yield from other.iter()
        elif parent is not None and name_of(parent) in ("rPr", "tcPr", "trPr"):
            marked = parent.getparent()
            if marked is not None and (name != "vanish" or is_hidden(marked)):
                yield from marked.iter()
        else:
            yield from mark.iter()


def _referred(root: Node, package: Package) -> Iterator[str]:
    for each in root.iter("{*}altChunk", "{*}chart", "{*}relIds"):
        name = name_of(each)
        part = package.related(value_of(each, "dm" if name == "relIds" else "id"))
        if part is None:
            continue
        if name == "altChunk":
            yield from lines_pasted(part)
        elif part.root is not None:
            yield from (piece.text or "" for piece in part.root.iter("{*}t"))
