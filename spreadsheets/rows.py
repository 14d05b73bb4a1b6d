"""The rows of a file, CSV or Excel, with where each stands. Nothing in the file is trusted: what is let in bounds the
work done, and the whole of it is never in memory at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from spreadsheets.unusable import UnusableFile

MAX_BYTES: Final = 200 * 1024 * 1024
MAX_COLUMNS: Final = 2_000
"""The DfE's widest file has about 330."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `sheet` is empty in a CSV; `number` is the row as Excel counts it, in a CSV the line on which it ends.
    `formulas` are the places of cells that hold a formula, `merged` of those that are merged with others."""

    sheet: str
    number: int
    cells: list[str]
    formulas: tuple[int, ...] = ()
    merged: tuple[int, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


Progress = Callable[[float], None]
"""Hears how much of the file is done, from 0 to 1."""


def rows_of(path: Path, progress: Progress) -> Iterator[Row]:
    """All rows, blank ones too. Raises UnusableFile, also while they are read."""
    from spreadsheets import csv_rows  # noqa: PLC0415 - each is loaded where such a file is read
    from spreadsheets.workbook_rows import workbook_rows  # noqa: PLC0415

    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            begins = file.read(4096)
    except OSError as error:
        raise UnusableFile(f"{path.name} cannot be read ({error.strerror}).") from error
    if size > MAX_BYTES:
        raise UnusableFile(f"{path.name} is larger than 200 MB, so it was not opened. Is it the right file?")
    if begins.startswith(b"PK"):
        return workbook_rows(path, progress)
    if not begins.startswith(UTF16):
        _check_text(path, begins)
    return csv_rows.csv_rows(path, size, progress)


def _check_text(path: Path, begins: bytes) -> None:
    """Raises UnusableFile for what is no text at all, or another text."""
    text = begins.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise UnusableFile(f"{path.name} is empty.")
    if begins.startswith(_OLE):
        raise UnusableFile(
            f"{path.name} is an old or password-protected Excel file. Please save it as .xlsx without a password, or "
            "as CSV."
        )
    if text.startswith(b"<"):
        raise UnusableFile(
            f"{path.name} is a web page and not a CSV. The download may have asked you to sign in: please download it "
            "again and open it once to see that it is a table."
        )
    if b"\0" in begins or text.startswith(b"%PDF"):
        raise UnusableFile(f"{path.name} is neither a CSV nor an Excel workbook.")
