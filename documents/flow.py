"""What a Word document says, in reading order: lines and tables, each with the tags of the controls around it, and what
stands beside the text (notes, text boxes, pictures, comments) where it is anchored.

Inserted text counts, deleted and moved-away text does not, nor do field codes. Hidden text is counted and not read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from documents.beside import Aside, Surroundings, asides_of
from documents.figure_control import is_untouched, words_of
from documents.form import BULLET, is_prompt
from documents.form_words import are_other_words, tag_of, text_of
from documents.glyphs import glyph, readable
from documents.looks import is_hidden, look_of, said_once
from documents.word_xml import Node, child_of, name_of, value_of


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A paragraph. `level` is that of a heading, 0 for plain text. `runs_on` says that its end was deleted, so that
    the next paragraph continues it."""

    text: str
    level: int = 0
    tags: tuple[str, ...] = ()
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, over `span` columns. `carried` says that it goes on with the cell above it, whose text it has."""

    text: str
    tags: tuple[str, ...]
    span: int = 1
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]
    tags: tuple[str, ...]


Words = FlowLine | Table
Block = Words | Aside

_SKIPPED: Final = frozenset(
    {
        *("del", "moveFrom", "delText", "instrText", "delInstrText", "rt"),
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr"),
    }
)
_SPELT: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_BESIDE: Final = frozenset(
    ("drawing", "pict", "object", "footnoteReference", "endnoteReference", "commentReference", "txbxContent")
)
_GAP: Final = "sdt"  # words of the form that were passed over: those before and after them are not one
_PIECES: Final = frozenset({"t", "sym", *_SPELT, *_BESIDE, _GAP})
_BLOCKS: Final = frozenset({"p", "tbl", "altChunk"})
_ROWS: Final = frozenset({"tr"})
_CELLS: Final = frozenset({"tc"})
_NOWHERE: Final = Surroundings()


def blocks(parent: Node, tags: tuple[str, ...] = (), around: Surroundings = _NOWHERE) -> list[Block]:
    """The lines and tables of a body or cell. `tags` are those of the controls around it, the innermost last."""
    return list(_joined(_blocks(parent, tags, around)))


def _blocks(parent: Node, tags: tuple[str, ...], around: Surroundings) -> Iterator[Block]:
    for child, tagged in _within(parent, _BLOCKS, around, tags):
        name = name_of(child)
        if name == "p":
            yield from _paragraph(child, tagged, around)
        elif name == "tbl":
            yield from _table(child, tagged, around)
        else:
            yield from (FlowLine(text, tags=tagged) for text in around.pasted(value_of(child, "id")))


def _within(
    parent: Node, names: frozenset[str], around: Surroundings, tags: tuple[str, ...] = ()
) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """The nearest elements of these names, through all that stands around them, each with the tags of the controls
    around it. It does not call itself, so that depth costs nothing."""
    open_at = [(iter(parent), tags)]
    while open_at:
        children, tagged = open_at[-1]
        for child in children:
            name = name_of(child)
            if name in names and name != _GAP:
                yield child, tagged
            elif name == "AlternateContent":
                open_at.append((iter(said_once(child)), tagged))
                break
            elif name == "sdt":
                tag, is_the_forms = _control(child, around)
                if not is_the_forms:
                    open_at.append((iter(child), (*tagged, tag)))
                    break
                if _GAP in names:
                    yield child, tagged
            elif name not in _SKIPPED:
                if name == "r" and around.hides and is_hidden(child):
                    around.hide(child)
                    continue
                open_at.append((iter(child), tagged))
                break
        else:
            open_at.pop()


def _paragraph(paragraph: Node, tags: tuple[str, ...], around: Surroundings) -> Iterator[Block]:
    look, beside = look_of(paragraph), list[Aside]()
    text = None if around.hides else _plainly(paragraph)
    if text is None:
        text = _said(paragraph, around, beside)
        tags = (*tags, *_tags_in(paragraph))
    text = readable(text, paragraph)
    yield FlowLine(BULLET + text if look.listed and text.strip() else text, look.level, tags, look.runs_on)
    yield from beside


def _plainly(paragraph: Node) -> str | None:
    """The text of a paragraph that holds runs of text and nothing else, as most do; None of any other."""
    said: list[str] = []
    for run in paragraph:
        name = name_of(run)
        if name == "r":
            for piece in run:
                kind = name_of(piece)
                if kind == "t":
                    said.append(piece.text or "")
                elif kind != "rPr":
                    return None
        elif name != "pPr":
            return None
    return "".join(said)


def _said(paragraph: Node, around: Surroundings, beside: list[Aside]) -> str:
    said: list[str] = []
    apart = False
    for piece, _ in _within(paragraph, _PIECES, around):
        name = name_of(piece)
        if name == "t":
            said.append(f" {piece.text or ''}" if apart and said else piece.text or "")
            apart = False
        elif name == _GAP:
            apart = True
        elif name in _SPELT:
            said.append(_SPELT[name])
        elif name == "sym":
            said.append(glyph(value_of(piece, "font"), value_of(piece, "char")))
        elif name == "txbxContent":
            beside += box(piece, around)
        else:
            beside += asides_of(piece, around, box)
    return "".join(said)


def box(content: Node, around: Surroundings, where: str = "a text box") -> list[Aside]:
    """What stands in a text box (a note, a comment), and what stands beside its text in turn."""
    inside = blocks(content, (), around)
    text = "\n".join(lines_of(inside)).strip("\n")
    return [Aside(where, text), *(block for block in inside if isinstance(block, Aside))]


def _table(table: Node, tags: tuple[str, ...], around: Surroundings) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = []
    beside: list[Aside] = []
    for row, tagged in _within(table, _ROWS, around):
        if not _gone(row, "trPr", "del"):
            cells = _row(row, tagged, around, beside)
            rows.append(_carried_on(cells, rows[-1] if rows else ()))
    yield Table(tuple(rows), tags)
    yield from beside


def _row(row: Node, tags: tuple[str, ...], around: Surroundings, beside: list[Aside]) -> Iterator[Cell]:
    before = child_of(row, "trPr", "gridBefore")
    yield from [Cell("", ()) for _ in range(_number(before) if before is not None else 0)]
    for cell, tagged in _within(row, _CELLS, around, tags):
        properties = child_of(cell, "tcPr")
        has = {name_of(each): each for each in properties} if properties is not None else {}
        if "cellDel" in has:
            continue
        content = blocks(cell, (), around)
        beside += (block for block in content if isinstance(block, Aside))
        span, merge = has.get("gridSpan"), has.get("vMerge")
        yield Cell(
            "\n".join(lines_of(content)),
            (*tagged, *_tags_in(cell)),
            _number(span) if span is not None else 1,
            merge is not None and value_of(merge) != "restart",
        )


def _carried_on(cells: Iterator[Cell], above: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Cells that were merged with the one above say what that one says."""
    row: list[Cell] = []
    at = 0
    for cell in cells:
        if cell.carried:
            over = cell_at(above, at) if not cell.text.strip() else None
            row.append(replace(cell, text=over.text) if over else replace(cell, carried=False))
        else:
            row.append(cell)
        at += cell.span
    return tuple(row)


def cell_at(row: tuple[Cell, ...], column: int) -> Cell | None:
    """The cell that begins in a column of the grid; None where another reaches over it, or the row is shorter."""
    at = 0
    for cell in row:
        if at >= column:
            return cell if at == column else None
        at += cell.span
    return None


def lines_of(content: Iterable[Block]) -> Iterator[str]:
    """Content as plain lines; a row of a table becomes one line."""
    for block in content:
        if isinstance(block, FlowLine):
            yield block.text
        elif isinstance(block, Table):
            yield from map(row_line, block.rows)


def row_line(row: tuple[Cell, ...]) -> str:
    return " | ".join("" if cell.carried else " ".join(cell.text.split()) for cell in row)


def _joined(content: Iterator[Block]) -> Iterator[Block]:
    """Paragraphs whose end was deleted, made one with those that follow them; headings stay on their own."""
    before: list[str] = []
    for block in chain(content, [None]):
        if isinstance(block, FlowLine) and block.runs_on:
            before.append(block.text)
        elif isinstance(block, Aside):
            yield block
        else:
            if before and isinstance(block, FlowLine) and not block.level:
                yield replace(block, text="".join((*before, block.text)))
            else:
                if before:
                    yield FlowLine("".join(before))
                if block is not None:
                    yield block
            before.clear()


def _gone(element: Node, properties: str, mark: str) -> bool:
    return child_of(element, properties, mark) is not None


def _number(element: Node) -> int:
    """How many columns; a file may say what it likes."""
    digits = value_of(element)
    return min(max(int(digits), 1), 63) if digits.isascii() and digits.isdigit() else 1


def _tags_in(element: Node) -> list[str]:
    return [value_of(tag) for tag in element.iter(element.tag.rpartition("}")[0] + "}tag")]


def shows_prompt(control: Node, around: Surroundings = _NOWHERE) -> bool:
    """Whether nobody has filled a control."""
    return _prompt_in(control, around) is not None


def _control(control: Node, around: Surroundings) -> tuple[str, bool]:
    """Its tag, and whether it holds the form's own words: the school's figures as they were written, a label as it was
    worded, or a prompt."""
    tag = tag_of(control)
    if is_untouched(tag, control):
        around.form += words_of([control])
        return tag, True
    prompt = text_of(control) if are_other_words(tag, control) else _prompt_in(control, around)
    if prompt is not None:
        around.form.append(prompt)
    return tag, prompt is not None


def _prompt_in(control: Node, around: Surroundings) -> str | None:
    """The prompt that a control shows: of the form, of Word, or of the file's template. Word marks prompts. The mark
    alone is not believed, for some programs leave it standing when they fill a control."""
    mark, content = child_of(control, "sdtPr", "showingPlcHdr"), child_of(control, "sdtContent")
    if mark is None or content is None or value_of(mark) in ("0", "false", "off"):
        return None
    text = text_of(content)
    return text if is_prompt(text) or text in around.prompts else None
