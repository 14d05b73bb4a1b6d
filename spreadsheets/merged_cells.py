"""Which cells of a sheet are merged: read from the package, since a workbook that is read row by row does not say."""

import re
import zipfile
from collections import deque
from pathlib import Path
from typing import IO, Final

CellRange = tuple[int, int, int, int]
"""Top, left, bottom and right, counted from 1."""

_PIECE: Final = 256 * 1024
_MERGED: Final = re.compile(rb'<mergeCell[^>]{0,200}ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_SHEET: Final = re.compile(rb"<sheet\s[^>]{0,600}r:id=\"([^\"]{1,80})\"")
_TARGET: Final = re.compile(rb"<Relationship\s[^>]{0,600}>")
_PART: Final = re.compile(rb'Target="/?(?:xl/)?([^"]{1,200})"')
_AT_MOST: Final = 10_000


class MergedCells:
    """Of the sheet of this number in its workbook, from 0 on. Rows are asked for one after the other."""

    def __init__(self, path: Path, number: int) -> None:
        self._ahead = deque(sorted(_merged_in(path, number)))
        self._here: list[CellRange] = []

    def places(self, row: int, width: int) -> tuple[int, ...]:
        """Which of the first cells of a row are merged with others."""
        while self._ahead and self._ahead[0][0] <= row:
            self._here.append(self._ahead.popleft())
        if not self._here:
            return ()
        self._here = [one for one in self._here if one[2] >= row]
        return tuple(
            sorted({place for _, left, _, right in self._here for place in range(left - 1, min(right, width))})
        )


def _merged_in(path: Path, number: int) -> list[CellRange]:
    """Nothing where the package does not say."""
    with zipfile.ZipFile(path) as package:
        part = _part(package, number)
        if part not in package.namelist():
            return []
        with package.open(part) as sheet:
            return _ranges(sheet)


def _part(package: zipfile.ZipFile, number: int) -> str:
    ids = _SHEET.findall(package.read("xl/workbook.xml"))
    found = package.read("xl/_rels/workbook.xml.rels") if "xl/_rels/workbook.xml.rels" in package.namelist() else b""
    for relation in _TARGET.findall(found):
        target = _PART.search(relation)
        if number < len(ids) and b'Id="' + ids[number] + b'"' in relation and target:
            return "xl/" + target[1].decode(errors="replace")
    return ""


def _ranges(sheet: IO[bytes]) -> list[CellRange]:
    ranges: list[CellRange] = []
    rest = b""
    while (piece := sheet.read(_PIECE)) and len(ranges) < _AT_MOST:
        text = rest + piece
        end = 0
        for found in _MERGED.finditer(text):
            left, top, right, bottom = found.groups()
            ranges.append((int(top), _number(left), int(bottom), _number(right)))
            end = found.end()
        rest = text[max(end, len(text) - 300) :]
    return ranges


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
