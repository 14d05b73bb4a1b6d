"""Lists that people keep in a spreadsheet, read by the names of their columns: in any order and case, with the words
that people usually take, on any sheet, under whatever stands above. Nothing is guessed: what cannot be taken is named
by its cell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from spreadsheets.cell_text import plain
from spreadsheets.layouts import folded
from spreadsheets.row_places import Columns
from spreadsheets.rows import Progress, Row, rows_of
from spreadsheets.unusable import Fault, UnusableFile

_HEADER_WITHIN: Final = 20
_LONGEST: Final = 200
_LOST: Final = "\ufffd"
_ANOTHER_ROW: Final = re.compile(r"[\r\n].*[,;\t]")
"""A line and its cells within one cell: it began with a quotation mark that ends lines later."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it is called in the template, what else people and the DfE call it, and what its cells hold. One
    that is `needed` is there in every such file; where it is `filled`, with something in each cell."""

    name: str
    others: tuple[str, ...] = ()
    needed: bool = False
    filled: bool = False
    holds: str = ""
    choices: tuple[str, ...] = ()
    longest: int = _LONGEST
    in_template: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(folded(one) for one in (self.name, *self.others))


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of list. A row is its header where it has all needed columns."""

    kind: str
    """As the command calls it."""
    words: str
    """As it stands in a sentence: a file of people."""
    columns: tuple[Column, ...]
    never: tuple[str, ...] = ()
    """Words in the name of a column that no such file may have: it is not even read."""

    @property
    def needed(self) -> tuple[Column, ...]:
        return tuple(one for one in self.columns if one.needed)

    def is_header(self, cells: Sequence[str]) -> bool:
        names = {folded(cell) for cell in cells}
        return all(names & set(column.names) for column in self.needed)


class Head:
    """The header of one sheet: `read` are the columns of the layout that it has, with their places."""

    def __init__(self, cells: Sequence[str], layout: Layout) -> None:
        self.columns = Columns(cells)
        found = [(column, self.columns.place(*column.names)) for column in layout.columns]
        self.read = tuple((column, place) for column, place in found if place is not None)
        self.places = {column.name: place for column, place in self.read}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row under a header. `text` gives a cell by its column's name in the template."""

    row: Row
    head: Head

    @property
    def at(self) -> tuple[str, int]:
        return self.row.sheet, self.row.number

    def text(self, name: str) -> str:
        """As `plain` gives it; empty where there is no such column, or nothing in it."""
        return plain(self._cell(self.head.places.get(name)))

    def tells_of(self, at: tuple[str, int]) -> str:
        """Where another row is, for whoever looks at this one."""
        sheet, number = at
        return f"row {number}" if sheet == self.row.sheet else f"sheet “{sheet}”, row {number}"

    def has(self, name: str) -> bool:
        return name in self.head.places

    def rest(self, name: str) -> str:
        """The cell and all that come after it: where the last column holds commas, a ragged file splits it."""
        place = self.head.places.get(name)
        return "" if place is None else ", ".join(self.row.cells[place:])

    def fault(self, name: str, right: str) -> Fault:
        place = self.head.places.get(name)
        if place is None:
            return Fault(*self.at, name, "", right)
        return Fault(*self.at, self.head.columns.named(place), self._cell(place), right, place)

    def _cell(self, place: int | None) -> str:
        cells = self.row.cells
        return cells[place] if place is not None and place < len(cells) else ""


@dataclass(slots=True)
class Table:
    """What reading came across. `faults` are of rows that cannot be taken; `refused` are these rows."""

    path: Path
    layout: Layout
    rows: int = 0
    blank: int = 0
    notes: list[str] = field(default_factory=list[str])
    faults: list[Fault] = field(default_factory=list[Fault])
    refused: dict[tuple[str, int], Row] = field(default_factory=dict[tuple[str, int], Row])
    headers: dict[str, tuple[int, list[str]]] = field(default_factory=dict[str, tuple[int, list[str]]])
    """By sheet: the number of the header's row, and its cells."""

    def refuse(self, row: TableRow, *faults: Fault) -> None:
        self.faults += faults
        self.refused[row.at] = row.row


def read_table(
    path: Path, layout: Layout, others: Sequence[Layout], progress: Progress
) -> tuple[Table, Iterator[TableRow]]:
    """The table fills while its rows are read; rows that cannot be taken are not among them. Raises UnusableFile, also
    while rows are read."""
    table = Table(path, layout)
    return table, _rows(table, others, progress)


def _rows(table: Table, others: Sequence[Layout], progress: Progress) -> Iterator[TableRow]:
    sheet, head, seen = "", None, 0
    above: dict[str, list[list[str]]] = {}
    for row in rows_of(table.path, progress):
        if row.sheet != sheet:
            sheet, head, seen = row.sheet, None, 0
        if row.is_blank:
            table.blank += 1
        elif head is not None:
            table.rows += 1
            found = TableRow(row, head)
            faults = _faults(found)
            if faults:
                table.refuse(found, *faults)
            else:
                yield found
        elif seen < _HEADER_WITHIN:
            seen += 1
            above.setdefault(sheet, []).append(row.cells)
            head = _head(table, row)
    _tell_of_headers(table, above, others)


def _tell_of_headers(table: Table, above: Mapping[str, Sequence[Sequence[str]]], others: Sequence[Layout]) -> None:
    """`above` are by sheet the rows among which its header was looked for. Raises UnusableFile where there was none, or
    nothing under any."""
    if not table.headers:
        raise UnusableFile(_no_header(table, [cells for rows in above.values() for cells in rows], others))
    for name in above.keys() - table.headers.keys():
        if other := _other_kind(above[name], others):
            table.notes.append(
                f"The sheet “{name}” looks like {other.words} and was not read: please import it on its own."
            )
    if not table.rows:
        raise UnusableFile(f"{table.path.name} has a header, and no rows under it.")


def _head(table: Table, row: Row) -> Head | None:
    if not table.layout.is_header(row.cells):
        return None
    names = [folded(cell) for cell in row.cells]
    _check_none_is_barred(table, row, names)
    for column in table.layout.columns:
        own = [cell.strip() for cell, name in zip(row.cells, names, strict=True) if name in column.names]
        if len(own) > 1:
            both = f"“{own[0]}” and “{own[1]}”"
            raise UnusableFile(
                f"{table.path.name} has two columns for one thing: {both}. Please leave one of them out."
            )
    table.headers[row.sheet] = (row.number, row.cells)
    _note_unknown(table, row.cells)
    return Head(row.cells, table.layout)


def _check_none_is_barred(table: Table, row: Row, names: Sequence[str]) -> None:
    """Raises UnusableFile. A column that is known by its name is none of these."""
    known = {name for column in table.layout.columns for name in column.names}
    for cell, name in zip(row.cells, names, strict=True):
        if name not in known and any(word in name for word in table.layout.never):
            has = f"{table.path.name} has a column “{cell.strip()[:60]}”."
            raise UnusableFile(
                f"{has} SIP Desk keeps no certificates and none of their numbers. Please take that column out."
            )


def _note_unknown(table: Table, cells: Sequence[str]) -> None:
    """A column that is not read is said where it looks like a slip; a published file has a hundred others."""
    known = {name: column.name for column in table.layout.columns for name in column.names}
    there = {known[folded(cell)] for cell in cells if folded(cell) in known}
    for cell in cells:
        meant = get_close_matches(folded(cell), known, 1, 0.8) if cell.strip() and folded(cell) not in known else []
        if meant and known[meant[0]] not in there:
            table.notes.append(f"The column “{cell.strip()[:60]}” was not read. Is “{known[meant[0]]}” meant?")


def _faults(row: TableRow) -> list[Fault]:
    """What no cell that is read may hold, and what may not be missing."""
    faults: list[Fault] = []
    for column, place in row.head.read:
        cell = row.row.cells[place] if place < len(row.row.cells) else ""
        if place in row.row.formulas or cell.startswith("="):
            faults.append(row.fault(column.name, "the value itself: a formula is not taken"))
        elif place in row.row.merged:
            faults.append(row.fault(column.name, "a cell of its own: merged cells are not taken"))
        elif _LOST in cell:
            faults.append(row.fault(column.name, "the letters that the file has lost: please save it as “CSV UTF-8”"))
        elif not row.row.sheet and _ANOTHER_ROW.search(cell):
            faults.append(row.fault(column.name, 'what is in one cell: a quotation mark (") is missing or too many'))
        elif len(cell) > column.longest:
            faults.append(row.fault(column.name, f"at most {column.longest} characters"))
        elif column.filled and not cell.strip():
            faults.append(row.fault(column.name, column.holds))
    return faults


def _no_header(table: Table, above: Sequence[Sequence[str]], others: Sequence[Layout]) -> str:
    *most, last = (f"“{column.name}”" for column in table.layout.needed)
    needed = f"columns {', '.join(most)} and {last}" if most else f"column {last}"
    other = _other_kind(above, others)
    looks = f" It looks like {other.words}: sipdesk import {other.kind}." if other else ""
    return f"{table.path.name} is not {table.layout.words}: no row has the {needed}.{looks}"


def _other_kind(above: Sequence[Sequence[str]], others: Sequence[Layout]) -> Layout | None:
    return next((one for one in others if any(map(one.is_header, above))), None)
