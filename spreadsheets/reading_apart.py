"""The process in which a spreadsheet from chat is read: its path is told, and the trust's list comes in; what it says
goes out as JSON. It is sealed, but for that file, and of its own."""

import mimetypes
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from handbook.membership.imported import ImportedMembership
from handbook.reports.agreements.paper_list import ImportedPaper
from handbook.schools.imported_dates import ImportedChecks, ImportedDates
from handbook.schools.imported_people import ImportedPerson
from handbook.schools.imported_schools import ImportedSchool
from handbook.schools.imported_training import ImportedTraining
from handbook.schools.trust_list import TrustList
from sealed.bounds import seal
from sealed.process import Ended, told_apart
from spreadsheets.date_lists import read_checks, read_dates
from spreadsheets.list_layouts import (
    CHECK_LIST,
    DATE_LIST,
    MEMBERSHIP_LIST,
    PAPER_LIST,
    PEOPLE_LIST,
    SCHOOL_LIST,
    TRAINING_LIST,
)
from spreadsheets.memberships import read_memberships
from spreadsheets.papers import TextsKnown, read_papers
from spreadsheets.people import read_people
from spreadsheets.rows import rows_of
from spreadsheets.schools import Chosen, read_schools
from spreadsheets.tables import Layout, Table
from spreadsheets.training import read_training
from spreadsheets.unusable import UnusableFile

PATIENCE: Final = 90
MAX_MEMORY: Final = 768 * 1024 * 1024
MAX_SECONDS: Final = 30
TOO_HARD: Final = (
    "I could not read that file in reasonable time. Please send a smaller one, or import it on the server."
)
_READ_IT: Final = ("-m", "spreadsheets.reading_apart")
_LOADS: Final = ("spreadsheets.openpyxl_alone", "spreadsheets.reading_apart")
_HEADER_WITHIN: Final = 20
_TOLD: Final = 50
_CHAT_LISTS: Final = (
    PEOPLE_LIST,
    DATE_LIST,
    CHECK_LIST,
    TRAINING_LIST,
    PAPER_LIST,
    MEMBERSHIP_LIST,
    SCHOOL_LIST,
)


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What a spreadsheet says, or why nothing of it can be taken. People and memberships come with the
    places of their rows."""

    unusable: str = ""
    kind: str = ""
    attempted: int = 0
    skipped: int = 0
    refused: int = 0
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    schools: tuple[ImportedSchool, ...] = ()
    people: tuple[tuple[str, ImportedPerson], ...] = ()
    dates: tuple[ImportedDates, ...] = ()
    checks: tuple[ImportedChecks, ...] = ()
    training: tuple[ImportedTraining, ...] = ()
    papers: tuple[ImportedPaper, ...] = ()
    memberships: tuple[tuple[str, ImportedMembership], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a file is read against."""

    listed: TrustList
    texts: TextsKnown


_KNOWN: Final[TypeAdapter[Known]] = TypeAdapter(Known)
_READ: Final[TypeAdapter[SheetRead]] = TypeAdapter(SheetRead)


def read_apart(path: Path, known: TrustList, texts: TextsKnown) -> SheetRead:
    """Waits for the process; whatever is in the file, this process lives on."""
    with suppress(Ended, ValidationError):
        asks = _KNOWN.dump_json(Known(known, texts))
        told = told_apart((*_READ_IT, str(path.absolute())), asks, PATIENCE, _LOADS)
        return _READ.validate_json(told)
    return SheetRead(unusable=TOO_HARD)


def read_sheet(path: Path, known: TrustList, texts: TextsKnown) -> SheetRead:
    """Of whichever kind its header shows."""
    try:
        return _READERS[_kind(path).kind](path, known, texts)
    except UnusableFile as no:
        return SheetRead(unusable=no.reason)


def _people(path: Path, known: TrustList, _: TextsKnown) -> SheetRead:
    reading = read_people(path, known)
    people = tuple((_where(*row.at), one) for row, one in reading.people)
    return _told(reading.table, reading.notes, SheetRead(people=people))


def _dates(path: Path, known: TrustList, _: TextsKnown) -> SheetRead:
    reading = read_dates(path, known)
    return _told(reading.table, reading.table.notes, SheetRead(dates=tuple(reading.dates)), reading.skipped)


def _checks(path: Path, known: TrustList, _: TextsKnown) -> SheetRead:
    reading = read_checks(path, known)
    return _told(reading.table, reading.table.notes, SheetRead(checks=tuple(reading.checks)))


def _training(path: Path, known: TrustList, _: TextsKnown) -> SheetRead:
    reading = read_training(path, known)
    return _told(reading.table, reading.table.notes, SheetRead(training=tuple(reading.training)))


def _papers(path: Path, known: TrustList, texts: TextsKnown) -> SheetRead:
    reading = read_papers(path, known, texts)
    return _told(reading.table, reading.table.notes, SheetRead(papers=tuple(one for _, one in reading.papers)))


def _memberships(path: Path, known: TrustList, _: TextsKnown) -> SheetRead:
    reading = read_memberships(path, known)
    placed = tuple((_where(*row.at), one) for row, one in reading.memberships)
    return _told(reading.table, reading.table.notes, SheetRead(memberships=placed))


def _schools(path: Path, known: TrustList, _: TextsKnown) -> SheetRead:
    """Of a file of all schools, those on the list."""
    reading = read_schools(path, Chosen(), of_all=Chosen(urns=frozenset(known.schools)))
    return _told(reading.table, reading.notes, SheetRead(schools=tuple(reading.schools)), reading.skipped)


_READERS: Final[Mapping[str, Callable[[Path, TrustList, TextsKnown], SheetRead]]] = {
    PEOPLE_LIST.kind: _people,
    DATE_LIST.kind: _dates,
    CHECK_LIST.kind: _checks,
    TRAINING_LIST.kind: _training,
    PAPER_LIST.kind: _papers,
    MEMBERSHIP_LIST.kind: _memberships,
    SCHOOL_LIST.kind: _schools,
}


def _kind(path: Path) -> Layout:
    """Raises UnusableFile."""
    for number, row in enumerate(rows_of(path, lambda _: None)):
        found = next((one for one in _CHAT_LISTS if one.is_header(row.cells)), None)
        if found is not None:
            return found
        if number == _HEADER_WITHIN:
            break
    kinds = ", ".join(one.words for one in _CHAT_LISTS)
    raise UnusableFile(f"{path.name} is none of the lists that I can import: {kinds}.")


def _told(table: Table, notes: list[str], read: SheetRead, skipped: Counter[str] | None = None) -> SheetRead:
    return SheetRead(
        "",
        table.layout.kind,
        table.rows,
        (skipped or Counter()).total(),
        len(table.refused),
        tuple(fault.words for fault in table.faults[:_TOLD]),
        tuple(notes),
        read.schools,
        read.people,
        read.dates,
        read.checks,
        read.training,
        read.papers,
        read.memberships,
    )


def _where(sheet: str, row: int) -> str:
    return f"sheet “{sheet}”, row {row}" if sheet else f"row {row}"


def main() -> None:
    path = Path(sys.argv[1])
    import_module(_LOADS[0])  # in this process alone

    seal(MAX_MEMORY, MAX_SECONDS, (path, *map(Path, mimetypes.knownfiles)))  # openpyxl asks for kinds of file
    known = _KNOWN.validate_json(sys.stdin.buffer.read())
    try:
        told = read_sheet(path, known.listed, known.texts)
    except (MemoryError, RecursionError):
        told = SheetRead(unusable=TOO_HARD)
    sys.stdout.buffer.write(_READ.dump_json(told))


if __name__ == "__main__":
    main()
