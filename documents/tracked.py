"""Changes that Word still tracks in a document. They stand in what is printed and filed, struck through or coloured."""

from collections.abc import Iterator
from typing import Final

from documents.package import Package
from documents.word_xml import Node, name_of, value_of
from handbook.reports.passages import TrackedChange

TEXT_AT_MOST: Final = 200
"""How much of a change is kept, in characters."""

PUT_IN: Final = "put in"
TAKEN_OUT: Final = "taken out"
LOOK: Final = "look changed"

_WORDS: Final = {
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
    marks = tuple(f"{{*}}{name}" for name in _WORDS)
    if not any(True for _ in root.iter(*marks)):
        return
    open_word, by, said = "", "", list[str]()
    inside: set[Node] = set()
    for each in root.iter(*marks, "{*}t", "{*}delText"):
        name = name_of(each)
        if name in ("t", "delText"):
            if each in inside:
                said.append(each.text or "")
            elif open_word and (each.text or "").strip():
                yield _change(open_word, said, by)
                open_word = ""
            continue
        word, author = _WORDS[name], value_of(each, "author")
        if (word, author) != (open_word, by) or word == LOOK:
            if open_word:
                yield _change(open_word, said, by)
            open_word, by, said = word, author, []
        if word != LOOK:
            inside.update(each.iter("{*}t", "{*}delText"))
    if open_word:
        yield _change(open_word, said, by)


def _change(word: str, said: list[str], by: str) -> TrackedChange:
    return TrackedChange(word, "".join(said).strip()[:TEXT_AT_MOST], by)
