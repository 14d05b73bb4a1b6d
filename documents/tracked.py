"""Changes that Word still tracks in a document. They stand in what is printed and filed, struck through or coloured."""

from collections.abc import Iterator
from typing import Final

from documents.package import Package
from documents.word_xml import Node, name_of, value_of
from handbook.reports.paper.passages import TrackedChange

TEXT_AT_MOST: Final = 200
"""How much of a change is kept, in characters."""

PUT_IN: Final = "put in"
TAKEN_OUT: Final = "taken out"
LOOK: Final = "look changed"
_NO_MARK: Final = ("", "")

MARKS: Final = {
    **dict.fromkeys(("ins", "moveTo", "cellIns"), PUT_IN),
    **dict.fromkeys(("del", "moveFrom", "cellDel"), TAKEN_OUT),
    **dict.fromkeys(
        (
            *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange"),
            *("tblPrExChange", "numberingChange", "cellMerge"),
        ),
        LOOK,
    ),
}


def tracked_changes(package: Package) -> tuple[TrackedChange, ...]:
    """Each change, in reading order; what one person changed without a break counts once, as it does in Word."""
    return tuple(change for root in package.said() for change in _in_part(root))


def _in_part(root: Node) -> Iterator[TrackedChange]:
    marks = tuple(f"{{*}}{name}" for name in MARKS)
    if not any(True for _ in root.iter(*marks)):
        return
    now, said = _NO_MARK, list[str]()
    marks_of: dict[Node, tuple[str, str]] = {}
    for each in root.iter(*marks, "{*}t", "{*}delText"):
        name = name_of(each)
        text = name in ("t", "delText")
        mark = marks_of.get(each, _NO_MARK) if text else (MARKS[name], value_of(each, "author"))
        if (mark != now and (mark != _NO_MARK or (each.text or "").strip())) or mark[0] == LOOK:
            if now != _NO_MARK:
                yield _change(now, said)
            now, said = mark, []
        if text and mark != _NO_MARK:
            said.append(each.text or "")
        elif not text and mark[0] != LOOK:
            marks_of.update(dict.fromkeys(marked(each).iter("{*}t", "{*}delText"), mark))
    if now != _NO_MARK:
        yield _change(now, said)


def marked(mark: Node) -> Node:
    """What a mark is about: what stands in it, or the row or cell among whose properties it stands."""
    parent = mark.getparent()
    whole = parent.getparent() if parent is not None and name_of(parent) in ("trPr", "tcPr") else None
    return mark if whole is None else whole


def _change(mark: tuple[str, str], said: list[str]) -> TrackedChange:
    word, by = mark
    return TrackedChange(word, "".join(said).strip()[:TEXT_AT_MOST], by)
