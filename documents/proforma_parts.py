"""The boxes and tables of a section, as they stand on the form: what is declared in `boxes.py`, filled or to fill."""

from collections.abc import Sequence
from typing import Final

from documents.controls import grade, locked_line, text_line
from documents.form import CELL_PROMPT, tidy
from documents.form_tags import box_tag, cell_tag
from documents.house_style import TEXT_WIDTH
from documents.page_parts import cell, header_row, heading, label_cell, paragraph, row, table
from documents.word_xml import Node
from handbook.core.school_years import Term
from handbook.reports.paper.boxes import BoxKind, ColumnKind, TableKind, TableRow, boxes_of, tables_of
from handbook.reports.paper.proforma import Contents, SectionKind

_LABEL: Final = 3000
_PAIR: Final = (2619, 2200, 2619, 2200)
_SHORT: Final = 1900


def box_rows(boxes: Sequence[BoxKind], contents: Contents, width: int) -> list[Node]:
    """A row each."""
    return [row(*_box(box, contents, _LABEL, width - _LABEL)) for box in boxes]


def section_parts(kind: SectionKind, contents: Contents) -> list[Node]:
    """What stands in a section before its free text. A table of which nothing is known has no place where people
    cannot begin it."""
    boxes = boxes_of(kind.key)
    parts: list[Node] = []
    if boxes and all(box.kept for box in boxes):
        parts.append(_pairs(kind.title, boxes, contents))
    elif boxes:
        widths = (_LABEL, TEXT_WIDTH - _LABEL)
        parts.append(table(kind.title, widths, box_rows(boxes, contents, TEXT_WIDTH), headed=False))
    for each in tables_of(kind.key):
        rows = _rows(each, contents)
        if rows:
            parts += [heading(each.title, 2)] if parts or len(tables_of(kind.key)) > 1 else []
            parts.append(_table(each, rows))
    return parts


def _pairs(title: str, boxes: Sequence[BoxKind], contents: Contents) -> Node:
    """Two boxes in a row: they are short, and stand on every form of the year."""
    label, value = _PAIR[:2]
    cells = [_box(box, contents, label, value) for box in boxes]
    rows = [row(*one, *other) for one, other in zip(cells[::2], cells[1::2], strict=True)]
    return table(title, _PAIR, rows, headed=False)


def _box(box: BoxKind, contents: Contents, label: int, width: int) -> list[Node]:
    value = tidy(contents.boxes.get(box.key, ""))
    if box.kept and value and contents.term not in (Term.AUTUMN, None):
        control = locked_line(box_tag(box), box.label, value)
    else:
        control = _line(box_tag(box), box.label, value, box.choices)
    return [label_cell(label, box.label), cell(width, paragraph(control, style="TableText"))]


def _line(tag: str, title: str, value: str, choices: Sequence[str]) -> Node:
    if choices and "\n" not in value:
        return grade(tag, title, value, CELL_PROMPT, choices)
    return text_line(tag, title, value, CELL_PROMPT)


def _rows(kind: TableKind, contents: Contents) -> list[TableRow]:
    """Those that are filled, then what the form gives or blank ones, and always one more than is filled."""
    filled = list(contents.rows.get(kind.key, ()))
    first = kind.columns[0].key
    said = {each[first] for each in filled}
    given = [TableRow({first: name}) for name in kind.given if name not in said]
    blank = max(kind.blank - len(filled), 1) if kind.blank else 0
    return [*filled, *given, *[TableRow()] * blank]


def _table(kind: TableKind, rows: Sequence[TableRow]) -> Node:
    short = sum(column.short for column in kind.columns)
    long = (TEXT_WIDTH - short * _SHORT) // (len(kind.columns) - short)
    widths = [_SHORT if column.short else long for column in kind.columns]
    header = header_row([column.title for column in kind.columns], widths)
    lines = [
        row(
            *(
                cell(width, paragraph(_cell(kind, column, number, each), style="TableText"))
                for width, column in zip(widths, kind.columns, strict=True)
            )
        )
        for number, each in enumerate(rows, 1)
    ]
    return table(kind.title, widths, [header, *lines], headed=True)


def _cell(kind: TableKind, column: ColumnKind, number: int, each: TableRow) -> Node:
    tag, value = cell_tag(kind, number, column.key), tidy(each[column.key])
    if column.locked and value:
        return locked_line(tag, column.title, value)
    return _line(tag, column.title, value, column.choices)
