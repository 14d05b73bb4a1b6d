"""The parts that a page is put together from: runs, paragraphs, tables. The order of children is Word's schema's."""

import re
from collections.abc import Sequence

from documents.form import BULLET
from documents.house_style import INK, TEXT_WIDTH, TINT
from documents.word_xml import Node, W, node

_SPELT = {"\n": "br", "\t": "tab"}


def run(text: str, style: str = "") -> Node:
    """Text of one look; line breaks and tabs become Word's own."""
    made = node("r")
    if style:
        made.append(node("rPr", node("rStyle", val=style)))
    for piece in filter(None, re.split("([\n\t])", text)):
        made.append(node(_SPELT[piece]) if piece in _SPELT else node("t", text=piece))
    return made


def tab() -> Node:
    return run("\t")


def field(instruction: str) -> Node:
    """A figure that Word keeps up to date (PAGE, NUMPAGES)."""
    return node("fldSimple", run("1"), instr=f" {instruction} ")


def paragraph(*content: Node, style: str = "") -> Node:
    return node("p", *([node("pPr", node("pStyle", val=style))] if style else []), *content)


def heading(text: str, level: int = 1) -> Node:
    return paragraph(run(text), style=f"Heading{level}")


def paragraphs(text: str) -> list[Node]:
    """A paragraph for each line; lines beginning with a bullet become list items."""
    return [
        paragraph(run(line.removeprefix(BULLET)), style="ListBullet")
        if line.startswith(BULLET)
        else paragraph(run(line))
        for line in text.split("\n")
    ]


def cell(width: int, *content: Node, fill: str = "") -> Node:
    properties = node("tcPr", node("tcW", w=str(width), type="dxa"))
    if fill:
        properties.append(node("shd", val="clear", color="auto", fill=fill))
    return node("tc", properties, *content)


def label_cell(width: int, text: str) -> Node:
    return cell(width, paragraph(run(text), style="TableLabel"), fill=TINT)


def row(*cells: Node, header: bool = False) -> Node:
    """A row that no page break splits. A header row stands again on every page."""
    marks = [node("cantSplit"), node("tblHeader")] if header else [node("cantSplit")]
    return node("tr", node("trPr", *marks), *cells)


def header_row(titles: Sequence[str], widths: Sequence[int]) -> Node:
    cells = [
        cell(width, paragraph(run(title), style="TableHeading"), fill=INK)
        for title, width in zip(titles, widths, strict=True)
    ]
    return row(*cells, header=True)


def kept_together(rows: Sequence[Node]) -> Sequence[Node]:
    """The same rows, held on one page with what follows them."""
    for paragraph_properties in (each for row in rows for each in row.iter(f"{{{W}}}pPr")):
        paragraph_properties.insert(1, node("keepNext"))
    return rows


def table(name: str, widths: Sequence[int], rows: Sequence[Node], *, headed: bool) -> Node:
    """A table with a name that screen readers say. `headed` marks the first row as header, else the first column."""
    look = {"firstRow": "1", "firstColumn": "0"} if headed else {"firstRow": "0", "firstColumn": "1"}
    properties = node(
        "tblPr",
        node("tblStyle", val="SIPTable"),
        node("tblW", w=str(sum(widths)), type="dxa"),
        node("tblLayout", type="fixed"),
        node(
            "tblLook", val="0420" if headed else "0480", lastRow="0", lastColumn="0", noHBand="0", noVBand="1", **look
        ),
        node("tblCaption", val=name),
    )
    return node("tbl", properties, node("tblGrid", *(node("gridCol", w=str(width)) for width in widths)), *rows)


def facts(name: str, pairs: Sequence[tuple[str, Node]]) -> Node:
    """A table of labels and values, a line each."""
    widths = (2400, TEXT_WIDTH - 2400)
    rows = [
        row(label_cell(widths[0], label), cell(widths[1], paragraph(value, style="TableText")))
        for label, value in pairs
    ]
    return table(name, widths, rows, headed=False)
