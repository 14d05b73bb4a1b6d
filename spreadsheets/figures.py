"""The figures in a file, of the schools that the trust's list names, of their local authorities and of England. All of
it is read, or nothing is: each cell that cannot be taken is named."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from handbook.core.school_years import AcademicYear
from handbook.data.figures import FigureSet
from spreadsheets.layouts import LONG_NAME, folded, is_long, wide_layouts
from spreadsheets.long_rows import LongRows
from spreadsheets.row_places import Known
from spreadsheets.rows import Progress, Row, rows_of
from spreadsheets.unusable import Fault, UnusableFile
from spreadsheets.wide_rows import WideRows

_HEADER_WITHIN: Final = 20
_OLDER_PERSISTENT_ABSENCE: Final = "ppersabs15"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. `skipped` counts the rows that were not taken, by the reason in words; `notes` are sentences
    about what was done."""

    file: str
    layouts: tuple[str, ...]
    rows: int
    sets: tuple[FigureSet, ...]
    skipped: Mapping[str, int]
    notes: tuple[str, ...]


def read_figures(
    path: Path, known: Known, year: AcademicYear | None, as_at: date | None, progress: Progress = lambda _: None
) -> Reading:
    """`year` is the academic year of a file that does not say it itself, `as_at` the day that it was made up to, where
    known. Raises UnusableFile."""
    faults: list[Fault] = []
    skipped: Counter[str] = Counter()
    readers: list[WideRows | LongRows] = []
    sheet, reader, seen, rows = "", None, 0, 0
    notes: list[str] = []
    for row in rows_of(path, progress):
        if row.sheet != sheet:
            sheet, reader, seen = row.sheet, None, 0
        if row.is_blank:
            skipped["blank rows"] += 1
        elif reader is not None:
            rows += 1
            reader.take(row)
        elif seen < _HEADER_WITHIN:
            seen += 1
            reader = _reader(path, row, known, year, as_at, faults, skipped)
            if reader is not None:
                readers.append(reader)
                notes += _about_columns(row)
    if not readers:
        raise UnusableFile(
            f"{path.name} has a layout that I have not seen, so nothing was taken from it. I know the DfE’s key stage "
            "2, absence and census files and the EBIU sheet, by the names of their columns."
        )
    sets = tuple(one for reader in readers for one in reader.sets())
    if faults:
        raise UnusableFile(f"Nothing was taken from {path.name}: {_cells(len(faults))} cannot be read.", faults)
    notes += [note for reader in readers for note in reader.notes]
    layouts = tuple(dict.fromkeys(name for reader in readers for name in reader.layouts))
    return Reading(path.name, layouts, rows, _without_doubles(path, sets), +skipped, tuple(notes))


def _reader(
    path: Path,
    header: Row,
    known: Known,
    year: AcademicYear | None,
    as_at: date | None,
    faults: list[Fault],
    skipped: Counter[str],
) -> WideRows | LongRows | None:
    """Who reads the rows under a header; None where it is no header of a layout that is known."""
    layouts = wide_layouts(header.cells)
    if not layouts and not is_long(header.cells):
        return None
    names = [folded(name) for name in header.cells]
    twice = sorted(name for name, times in Counter(names).items() if name and times > 1)
    if twice:
        raise UnusableFile(f"{path.name} has the column “{twice[0]}” twice. Please leave one of them out.")
    if layouts:
        return WideRows(path.name, header, layouts, known, year, as_at, faults, skipped)
    return LongRows(path.name, header, (LONG_NAME,), known, as_at, faults, skipped)


def _about_columns(header: Row) -> list[str]:
    if _OLDER_PERSISTENT_ABSENCE in map(folded, header.cells):
        return ["Persistent absence at 15% of sessions is an older definition, so it was not taken."]
    return []


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _without_doubles(path: Path, sets: tuple[FigureSet, ...]) -> tuple[FigureSet, ...]:
    """Two sheets of one workbook may not say different things of one school and year."""
    found: dict[tuple[str, int, str], FigureSet] = {}
    for one in sets:
        other = found.setdefault(one.key, one)
        if other != one:
            raise UnusableFile(
                f"{path.name} says two different things of {one.name or one.place} in {one.year}. Please leave one out."
            )
    return tuple(found.values())
