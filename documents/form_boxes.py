"""Reading the form's boxes, by the tags of their controls or else the labels beside them, and the rows of tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from documents.flow import Block, Cell, FlowLine, Table
from documents.form import cell_prompts, plain, said_in_cell, tidy
from documents.form_tables import RowRead
from documents.form_tags import BOXES_AT_THE_TOP, box_tag
from handbook.reports.paper.boxes import BOXES, TableKind, TableRow, boxes_of

_KEY_OF_TAG: Final = {box_tag(box): box.key for box in BOXES}
_CELLS: Final = frozenset((2, 4))
"""Of a row that is nothing but labels, each with its value beside it."""


@dataclass(slots=True)
class BoxesRead:
    """What was found, and the words around it that are the form's own."""

    values: dict[str, str] = field(default_factory=dict[str, str])
    form: list[str] = field(default_factory=list[str])


def take_boxes(section: str, content: Iterable[Block], read: BoxesRead) -> list[Block]:
    """Takes the boxes of a section out of its content, and gives back the rest. Of two with one label the first is the
    box."""
    labels = {plain(label): box.key for box in boxes_of(section) for label in (box.label, *box.also)}
    kept: list[Block] = []
    lines: dict[str, list[str]] = {}
    for block in content:
        if isinstance(block, FlowLine) and (key := _key_of(block.tags)):
            lines.setdefault(key, []).append(_beside_label(block.text, labels, key, read))
        elif isinstance(block, Table):
            rows = tuple(left for row in block.rows if (left := _left(row, labels, read)))
            if rows:
                kept.append(Table(rows, block.tags) if len(rows) < len(block.rows) else block)
        else:
            kept.append(block)
    for key, texts in lines.items():
        if not _note(key, "\n".join(texts), read):
            kept += map(FlowLine, texts)
    return kept


def boxes_at_the_top(facts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those that stand among the labels and values of the head."""
    return ((BOXES_AT_THE_TOP[plain(label)], value) for label, value in facts if plain(label) in BOXES_AT_THE_TOP)


def rows_of(kind: TableKind, rows: Sequence[RowRead]) -> tuple[TableRow, ...]:
    """The rows in which anything stands but what the form gives to write beside."""
    read = (TableRow({place: text for place, text in row.values.items() if text}, row.more) for row in rows)
    first = kind.columns[0].key
    return tuple(
        row
        for row in read
        if row.more or (row.values and not (row.values.keys() == {first} and row[first] in kind.given))
    )


def _left(row: tuple[Cell, ...], labels: dict[str, str], read: BoxesRead) -> tuple[Cell, ...]:
    """What of a row is neither a box nor its label."""
    left = list(row)
    at = 0
    while at + 1 < len(left):
        label, value = left[at], left[at + 1]
        key = _key_of(value.tags) or (labels.get(plain(label.text), "") if len(row) in _CELLS else "")
        if key and not label.carried and _note(key, value.text, read):
            read.form.append(label.text)
            del left[at : at + 2]
        else:
            at += 1
    return tuple(left) if any(cell.text.strip() for cell in left) else ()


def _note(key: str, text: str, read: BoxesRead) -> bool:
    """Whether the text is that of a box which has none yet."""
    value = said_in_cell(tidy(text))
    if key in read.values and value:
        return False
    if value != text:
        read.form += cell_prompts(tidy(text))
    if value:
        read.values[key] = value
    return True


def _beside_label(text: str, labels: dict[str, str], key: str, read: BoxesRead) -> str:
    """A line that is a label with its box."""
    label, colon, value = text.partition(":")
    if not colon or labels.get(plain(label)) != key:
        return text
    read.form.append(label)
    return value.strip()


def _key_of(tags: Sequence[str]) -> str:
    """Several in one place cannot be told apart."""
    keys = [_KEY_OF_TAG[tag] for tag in tags if tag in _KEY_OF_TAG]
    return keys[0] if len(keys) == 1 else ""
