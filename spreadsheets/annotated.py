"""A copy of somebody's own file with what is wrong in it, cell by cell; and a file of its rows that were not taken, to
be put right and sent again. Nothing in them can be worked out that was text."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from spreadsheets.rows import Row, rows_of
from spreadsheets.safe_cells import put_text
from spreadsheets.tables import Table
from spreadsheets.unusable import Fault, UnusableFile

TO_PUT_RIGHT: Final = "To put right"
_YELLOW: Final = "FFFF99"
_LARGEST: Final = 20 * 1024 * 1024
"""Bytes of a workbook that is opened whole, with all its looks."""


def write_annotated(table: Table, target: Path) -> None:
    """The whole file as an .xlsx: bad cells are yellow, with a comment, and each row says at its end what to put right.
    Raises UnusableFile."""
    by_row: dict[tuple[str, int], list[Fault]] = {}
    for fault in table.faults:
        by_row.setdefault((fault.sheet, fault.row), []).append(fault)
    if zipfile.is_zipfile(table.path):
        _annotate_workbook(table, by_row, target)
    else:
        _annotate_text(table, by_row, target)


def write_refused(table: Table, target: Path) -> int:
    """Only the rows that were not taken, under their headers; returns how many."""
    from openpyxl import Workbook  # noqa: PLC0415 - loaded where a workbook is written

    words = _words(table.faults)
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet, (_, head) in table.headers.items():
        rows = [row for row in table.refused.values() if row.sheet == sheet]
        if rows:
            page = book.create_sheet(sheet or table.layout.kind.capitalize())
            _put(page, 1, [*head, TO_PUT_RIGHT])
            for number, row in enumerate(rows, start=2):
                _put(page, number, [*_as_wide(row.cells, head), words[sheet, row.number]])
    book.save(target)
    return len(table.refused)


def _annotate_workbook(table: Table, by_row: Mapping[tuple[str, int], Sequence[Fault]], target: Path) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415 - as above

    if table.path.stat().st_size > _LARGEST:
        raise UnusableFile(f"{table.path.name} is too large to be annotated: its faults are listed above.")
    book: Any = load_workbook(table.path)
    for name, (number, _) in table.headers.items():
        sheet = book[name]
        last = sheet.max_column + 1
        put_text(sheet.cell(number, last), TO_PUT_RIGHT)
        for (of, row), faults in by_row.items():
            if of == name:
                _mark(sheet, row, last, faults)
    book.save(target)


def _mark(sheet: Any, row: int, last: int, faults: Sequence[Fault]) -> None:
    from openpyxl.cell.cell import MergedCell  # noqa: PLC0415 - as above
    from openpyxl.comments import Comment  # noqa: PLC0415 - as above
    from openpyxl.styles import PatternFill  # noqa: PLC0415 - as above

    put_text(sheet.cell(row, last), _sentence(faults))
    for fault in faults:
        cell = sheet.cell(row, fault.place + 1) if fault.place >= 0 else sheet.cell(row, last)
        if not isinstance(cell, MergedCell):
            cell.fill = PatternFill("solid", fgColor=_YELLOW)
            cell.comment = Comment(f"Right would be {fault.right}.", "SIP Desk")


def _annotate_text(table: Table, by_row: Mapping[tuple[str, int], Sequence[Fault]], target: Path) -> None:
    """Row by row, for such a file may be long."""
    from openpyxl import Workbook  # noqa: PLC0415 - as above

    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.layout.kind.capitalize())
    head = table.headers[""][0]
    for row in rows_of(table.path, lambda _: None):
        sheet.append(_marked(sheet, row, by_row.get(("", row.number), ()), is_head=row.number == head))
    book.save(target)


def _marked(sheet: Any, row: Row, faults: Sequence[Fault], *, is_head: bool) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
    from openpyxl.comments import Comment  # noqa: PLC0415 - as above
    from openpyxl.styles import PatternFill  # noqa: PLC0415 - as above

    cells = [put_text(WriteOnlyCell(sheet), cell) for cell in row.cells]
    for fault in faults:
        if fault.place >= 0:
            cells += [WriteOnlyCell(sheet) for _ in range(fault.place + 1 - len(cells))]
            cells[fault.place].fill = PatternFill("solid", fgColor=_YELLOW)
            cells[fault.place].comment = Comment(f"Right would be {fault.right}.", "SIP Desk")
    told = TO_PUT_RIGHT if is_head else _sentence(faults)
    return [*cells, put_text(WriteOnlyCell(sheet), told)] if told else cells


def _words(faults: Iterable[Fault]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], list[Fault]] = {}
    for fault in faults:
        found.setdefault((fault.sheet, fault.row), []).append(fault)
    return {at: _sentence(some) for at, some in found.items()}


def _sentence(faults: Sequence[Fault]) -> str:
    return " ".join(f"{fault.column}: right would be {fault.right}." for fault in faults)


def _put(sheet: Any, number: int, words: Sequence[str]) -> None:
    for place, word in enumerate(words, start=1):
        put_text(sheet.cell(number, place), word)


def _as_wide(cells: Sequence[str], head: Sequence[str]) -> list[str]:
    return [*cells, *[""] * (len(head) - len(cells))]
