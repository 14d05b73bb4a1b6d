"""The rows of a CSV, in UTF-8 (with a mark at its beginning or without) or Windows-1252: the DfE writes both."""

import codecs
import csv
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Final

from spreadsheets.rows import MAX_COLUMNS, Progress, Row
from spreadsheets.unusable import UnusableFile

_LONGEST_LINE: Final = 1024 * 1024
_PIECE: Final = 1024 * 1024
_EVERY: Final = 500


def csv_rows(path: Path, size: int, progress: Progress) -> Iterator[Row]:
    """Raises UnusableFile, also while rows are read."""
    encoding = _encoding(path)
    with path.open("rb") as file:
        delimiter = _delimiter(file, encoding)
        reader = csv.reader(_lines(path, file, encoding), delimiter=delimiter)
        try:
            for count, cells in enumerate(reader):
                if len(cells) > MAX_COLUMNS:
                    raise _too_wide(path)
                if count % _EVERY == 0:
                    progress(file.tell() / size)
                yield Row("", reader.line_num, cells)
        except csv.Error as error:
            raise UnusableFile(f"{path.name} is no sound CSV: line {reader.line_num} cannot be read.") from error
    progress(1.0)


def _encoding(path: Path) -> str:
    """UTF-8 where all of it is, else Windows-1252, which older files of the DfE are in."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    with path.open("rb") as file:
        try:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _delimiter(file: BufferedReader, encoding: str) -> str:
    """A comma, or what Excel writes in its place in some countries."""
    first = file.readline(_LONGEST_LINE).decode(encoding, errors="replace")
    file.seek(0)
    return max(",;\t", key=first.count)


def _lines(path: Path, file: BufferedReader, encoding: str) -> Iterator[str]:
    """The file's lines, none longer than is sensible: a file without line ends would be one line of all of it."""
    while line := file.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise _too_wide(path)
        yield line.decode(encoding, errors="replace")
        encoding = "utf-8" if encoding == "utf-8-sig" else encoding


def _too_wide(path: Path) -> UnusableFile:
    return UnusableFile(f"{path.name} has more than {MAX_COLUMNS:,} columns, so it was not read. Is it the right file?")
