"""What a Word document says, in reading order: lines and tables, each with the tags of the controls around it.

Inserted text counts, deleted and moved-away text does not; text boxes, pictures, comments and field codes are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from documents.form import BULLET
from documents.word_xml import Node, child_of, name_of, value_of


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `level` is that of a heading, 0 for plain text. `runs_on` says that its end was deleted, so that
    the next paragraph continues it."""

    text: str
    level: int = 0
    tags: tuple[str, ...] = ()
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]
    tags: tuple[str, ...]


Block = Line | Table

_SKIPPED: Final = frozenset(
    {
        *("del", "moveFrom", "delText", "instrText", "delInstrText"),
        *("pict", "drawing", "object", "txbxContent", "rt"),
        "Choice",  # of AlternateContent: its Fallback says the same, in terms that are known here
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr"),
    }
)
_SPELT: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_TEXT: Final = frozenset({"t", *_SPELT})
_BLOCKS: Final = frozenset({"p", "tbl"})
_ROWS: Final = frozenset({"tr"})
_CELLS: Final = frozenset({"tc"})
_OWN_PROMPT: Final = ("click", "tap", "choose", "select", "enter", "type")
_PROMPT_PARTS: Final = 100


def blocks(parent: Node, tags: tuple[str, ...] = ()) -> list[Block]:
    """The lines and tables of a body or cell. `tags` are those of the controls around it, the innermost last."""
    return list(_joined(_blocks(parent, tags)))


def _blocks(parent: Node, tags: tuple[str, ...]) -> Iterator[Block]:
    for child, around in _within(parent, _BLOCKS, tags):
        if name_of(child) == "p":
            yield _line(child, around)
        else:
            yield _table(child, around)


def _within(parent: Node, names: frozenset[str], tags: tuple[str, ...] = ()) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """The nearest elements of these names, through all that stands around them, each with the tags of the controls
    around it. It does not call itself, so that depth costs nothing."""
    open_at = [(iter(parent), tags)]
    while open_at:
        children, around = open_at[-1]
        for child in children:
            name = name_of(child)
            if name in names:
                yield child, around
            elif name not in _SKIPPED and not (name == "sdt" and _is_prompt(child)):
                open_at.append((iter(child), (*around, _tag(child)) if name == "sdt" else around))
                break
        else:
            open_at.pop()


def _line(paragraph: Node, tags: tuple[str, ...]) -> Line:
    properties = child_of(paragraph, "pPr")
    text = _text(paragraph)
    marks = child_of(properties, "rPr")
    return Line(
        text=BULLET + text if text.strip() and _is_listed(properties) else text,
        level=_level(properties),
        tags=(*tags, *_tags_in(paragraph)),
        runs_on=any(child_of(marks, name) is not None for name in ("del", "moveFrom")),
    )


def _text(paragraph: Node) -> str:
    pieces = (piece for piece, _ in _within(paragraph, _TEXT))
    return "".join(_SPELT.get(name_of(piece)) or piece.text or "" for piece in pieces)


def _table(table: Node, tags: tuple[str, ...]) -> Table:
    rows = tuple(
        tuple(
            _cell(cell, within) for cell, within in _within(row, _CELLS, around) if not _gone(cell, "tcPr", "cellDel")
        )
        for row, around in _within(table, _ROWS)
        if not _gone(row, "trPr", "del")
    )
    return Table(rows, tags)


def _cell(cell: Node, tags: tuple[str, ...]) -> Cell:
    return Cell("\n".join(lines_of(blocks(cell))), (*tags, *_tags_in(cell)))


def lines_of(content: list[Block]) -> Iterator[str]:
    """Content as plain lines; a row of a table becomes one line."""
    for block in content:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (" | ".join(" ".join(cell.text.split()) for cell in row) for row in block.rows)


def _joined(content: Iterator[Block]) -> Iterator[Block]:
    """Paragraphs whose end was deleted, made one with those that follow them; headings stay on their own."""
    before: list[str] = []
    for block in content:
        if isinstance(block, Line) and block.runs_on:
            before.append(block.text)
            continue
        if before and isinstance(block, Line) and not block.level:
            yield replace(block, text="".join((*before, block.text)))
        else:
            if before:
                yield Line("".join(before))
            yield block
        before.clear()
    if before:
        yield Line("".join(before))


def _is_listed(properties: Node | None) -> bool:
    number = child_of(properties, "numPr", "numId")
    if number is not None:
        return value_of(number) != "0"  # 0 takes the paragraph out of the list of its style
    style = child_of(properties, "pStyle")
    return style is not None and value_of(style).startswith(("ListBullet", "ListNumber"))


def _level(properties: Node | None) -> int:
    style, outline = child_of(properties, "pStyle"), child_of(properties, "outlineLvl")
    name = value_of(style).casefold() if style is not None else ""
    digits = name.removeprefix("heading").strip() if name.startswith("heading") else ""
    if digits in set("123456789"):
        return int(digits)
    depth = value_of(outline) if outline is not None else ""
    return int(depth) + 1 if depth in set("012345678") else 0


def _gone(element: Node, properties: str, mark: str) -> bool:
    return child_of(element, properties, mark) is not None


def _tag(control: Node) -> str:
    tag = child_of(control, "sdtPr", "tag")
    return value_of(tag) if tag is not None else ""


def _tags_in(element: Node) -> list[str]:
    return [value_of(tag) for tag in element.iter(element.tag.rpartition("}")[0] + "}tag")]


def _is_prompt(control: Node) -> bool:
    """A control that shows its prompt: Word marks it so. The mark alone is not believed, for some programs leave it
    standing when they fill a control: the text must also read like a prompt."""
    mark, content = child_of(control, "sdtPr", "showingPlcHdr"), child_of(control, "sdtContent")
    if mark is None or content is None or value_of(mark) in ("0", "false", "off"):
        return False
    parts = list(islice(content.iter(), _PROMPT_PARTS))
    text = "".join(part.text or "" for part in parts if name_of(part) == "t")
    return len(parts) < _PROMPT_PARTS and text.strip().casefold().startswith(_OWN_PROMPT)
