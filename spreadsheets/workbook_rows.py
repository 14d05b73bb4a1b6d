"""The rows of an Excel workbook (.xlsx), opened warily: no macros, no formulas taken for figures, bounded when
unpacked."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol, cast
from warnings import catch_warnings, simplefilter

from spreadsheets.merged_cells import MergedCells
from spreadsheets.rows import MAX_COLUMNS, Progress, Row
from spreadsheets.unusable import UnusableFile


class _Cell(Protocol):
    """What of openpyxl's cells is used; it has no types of its own."""

    value: object
    data_type: str


class _Sheet(Protocol):
    title: str
    max_row: int | None
    max_column: int | None

    def iter_rows(self) -> Iterator[Sequence[_Cell]]: ...


class _Book(Protocol):
    worksheets: list[_Sheet]


_MAX_ENTRIES: Final = 1_000
_MAX_UNPACKED: Final = 300 * 1024 * 1024
_MAX_RATIO: Final = 200
_LARGE: Final = 1024 * 1024
_MAX_ROWS: Final = 100_000
_AS_EXCEL: Final = "as an Excel workbook (.xlsx), or as CSV"
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)
_BROKEN: Final = (*_DAMAGED, KeyError, ValueError, TypeError, AttributeError, SyntaxError, IndexError)
"""What openpyxl raises where a workbook is not what it expects."""


def workbook_rows(path: Path, progress: Progress) -> Iterator[Row]:
    """The rows of every sheet, one sheet after the other. Raises UnusableFile, also while they are read."""
    _check_packing(path)
    from openpyxl import load_workbook  # noqa: PLC0415 - loaded where a workbook is read

    try:
        with path.open("rb") as file:  # by its contents: openpyxl goes by the name of a path
            with catch_warnings():
                simplefilter("ignore")  # of what is no figure: styles, extensions
                book = cast("_Book", load_workbook(file, read_only=True, data_only=False, keep_links=False))
            for place, sheet in enumerate(book.worksheets):
                progress(place / len(book.worksheets))
                yield from _rows(path, sheet, MergedCells(path, place))
    except _BROKEN as error:
        raise _damaged(path) from error
    progress(1.0)


def _rows(path: Path, sheet: _Sheet, merged: MergedCells) -> Iterator[Row]:
    _check_size(path, sheet.max_row or 0, sheet.max_column or 0)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        _check_size(path, number, len(cells))
        formulas = tuple(place for place, cell in enumerate(cells) if cell.data_type == "f")
        yield Row(sheet.title, number, [_text(cell) for cell in cells], formulas, merged.places(number, len(cells)))


def _check_size(path: Path, rows: int, columns: int) -> None:
    """Both by what a sheet says of itself and by what comes of it."""
    if rows > _MAX_ROWS or columns > MAX_COLUMNS:
        most = f"{MAX_COLUMNS:,} columns or {_MAX_ROWS:,} rows"
        raise UnusableFile(f"{path.name} has a sheet of more than {most}, so it was not read. Is it the right file?")


def _text(cell: _Cell) -> str:
    """What a person sees in the cell, as far as it matters: 42 and not 42.0; 42 where Excel keeps 0.42 and shows
    42%."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    shown = value * 100 if "%" in getattr(cell, "number_format", "") else value
    return f"{shown:.6f}".rstrip("0").rstrip(".")


def _damaged(path: Path) -> UnusableFile:
    return UnusableFile(f"{path.name} is damaged: please open it in Excel and save it again.")


def _beginning(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with package.open(entry) as part:
        return part.read(4096)


def _other_package(names: Sequence[str]) -> str:
    """What a package is that is no workbook of Excel's."""
    table = next((name for name in names if name.endswith((".csv", ".xlsx"))), "")
    kinds = (
        ("xl/workbook.bin" in names, "is a binary Excel workbook (.xlsb). Please save it as .xlsx, or as CSV"),
        ("content.xml" in names, f"is an OpenDocument file. Please save it {_AS_EXCEL}"),
        (any(name.endswith(".iwa") for name in names), f"is a Numbers file. Please export it {_AS_EXCEL}"),
        (
            "word/document.xml" in names,
            f"is a Word document. Please copy its table into Excel, and save it {_AS_EXCEL}",
        ),
        (bool(table), f"is a zip file. Please unpack it, and choose {table}"),
    )
    return next((words for is_one, words in kinds if is_one), "is neither a CSV nor an Excel workbook")


def _check_packing(path: Path) -> None:
    """By the sizes that the package states: zipfile unpacks no more than those."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            declares = any(b"<!DOCTYPE" in _beginning(package, entry) for entry in entries[:_MAX_ENTRIES])
    except _BROKEN as error:
        raise _damaged(path) from error
    names = [entry.filename.casefold() for entry in entries]
    if (
        declares  # Excel writes no document type, in which a word can be made to stand for a million
        or len(entries) > _MAX_ENTRIES
        or len(set(names)) < len(names)
        or sum(entry.file_size for entry in entries) > _MAX_UNPACKED
        or any(entry.file_size > max(_LARGE, _MAX_RATIO * entry.compress_size) for entry in entries)
    ):
        raise UnusableFile(
            f"{path.name} is not packed the way Excel packs workbooks, so it was not opened: please open it in Excel "
            "and save it again."
        )
    if "xl/workbook.xml" not in names:
        raise UnusableFile(f"{path.name} {_other_package(names)}.")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise UnusableFile(f"{path.name} has macros in it, so it was not opened. Please save it without them.")
