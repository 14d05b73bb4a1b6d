"""The rows of a CSV: in UTF-8 (with a mark at its beginning or without) or Windows-1252, which the DfE writes both, or
in UTF-16, which Excel calls Unicode text."""

import codecs
import csv
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from spreadsheets.rows import MAX_COLUMNS, UTF16, Progress, Row
from spreadsheets.unusable import UnusableFile

_LONGEST_LINE: Final = 1024 * 1024
_PIECE: Final = 1024 * 1024
_EVERY: Final = 500


def csv_rows(path: Path, size: int, progress: Progress) -> Iterator[Row]:
    """What is no letter in the file's encoding comes as U+FFFD. Raises UnusableFile, also while rows are read."""
    encoding = _encoding(path)
    with path.open("rb") as data, TextIOWrapper(data, encoding, errors="replace", newline="") as file:
        delimiter = _delimiter(file)
        reader = csv.reader(_lines(path, file), delimiter=delimiter, strict=True)
        try:
            for count, cells in enumerate(reader):
                if len(cells) > MAX_COLUMNS:
                    raise _too_wide(path)
                if count % _EVERY == 0:
                    progress(data.tell() / size)
                yield Row("", reader.line_num, cells)
        except csv.Error as error:
            raise UnusableFile(
                f"{path.name} is no sound CSV: it cannot be read at line {reader.line_num}, where a quotation mark is "
                "missing or too many. Please open it in Excel and save it as “CSV UTF-8”."
            ) from error
    progress(1.0)


def _encoding(path: Path) -> str:
    """UTF-8 where all of it is, else Windows-1252, which older files of the DfE are in."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    with path.open("rb") as file:
        try:
            while piece := file.read(_PIECE):
                if piece.startswith(UTF16):
                    return "utf-16"
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _delimiter(file: TextIOWrapper) -> str:
    """A comma, or what Excel writes in its place in some countries."""
    first = file.readline(_LONGEST_LINE)
    file.seek(0)
    return max(",;\t", key=first.count)


def _lines(path: Path, file: TextIOWrapper) -> Iterator[str]:
    """The file's lines, none longer than is sensible: a file without line ends would be one line of all of it."""
    while line := file.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise _too_wide(path)
        yield line


def _too_wide(path: Path) -> UnusableFile:
    return UnusableFile(f"{path.name} has more than {MAX_COLUMNS:,} columns, so it was not read. Is it the right file?")
