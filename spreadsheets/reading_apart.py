"""The process in which a spreadsheet from chat is read: its path is told, and the trust's list comes in; what it says
goes out as JSON. It has bounds on its memory and time, and is begun for each file."""

import os
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from handbook.schools.imported_dates import ImportedChecks, ImportedDates
from handbook.schools.imported_people import ImportedPerson
from handbook.schools.imported_schools import ImportedSchool
from handbook.schools.imported_training import ImportedTraining
from handbook.schools.trust_list import TrustList
from spreadsheets.date_lists import read_checks, read_dates
from spreadsheets.list_layouts import CHECK_LIST, DATE_LIST, PEOPLE_LIST, SCHOOL_LIST, TRAINING_LIST
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
_HEADER_WITHIN: Final = 20
_TOLD: Final = 50
_CHAT_LISTS: Final = (PEOPLE_LIST, DATE_LIST, CHECK_LIST, TRAINING_LIST, SCHOOL_LIST)


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What a spreadsheet says, or why nothing of it can be taken. People come with the places of their rows."""

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


_LIST: Final[TypeAdapter[TrustList]] = TypeAdapter(TrustList)
_READ: Final[TypeAdapter[SheetRead]] = TypeAdapter(SheetRead)


def read_apart(path: Path, known: TrustList) -> SheetRead:
    """Waits for the process; whatever is in the file, this process lives on."""
    around = {"PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}  # nothing else: no secret is in it
    command = (sys.executable, "-m", "spreadsheets.reading_apart", str(path))
    with suppress(subprocess.TimeoutExpired, ValidationError):
        done = subprocess.run(  # noqa: S603 - our own module, and a path of ours
            command, input=_LIST.dump_json(known), capture_output=True, timeout=PATIENCE, env=around, check=False
        )
        return _READ.validate_json(done.stdout)
    return SheetRead(unusable=TOO_HARD)


def read_sheet(path: Path, known: TrustList) -> SheetRead:
    """Of whichever kind its header shows. Of a file of all schools, those on the list."""
    try:
        kind = _kind(path)
        if kind is PEOPLE_LIST:
            reading = read_people(path, known)
            people = tuple((_where(*row.at), one) for row, one in reading.people)
            return _told(reading.table, reading.notes, SheetRead(people=people))
        if kind is DATE_LIST:
            dates = read_dates(path, known)
            return _told(dates.table, dates.table.notes, SheetRead(dates=tuple(dates.dates)), dates.skipped)
        if kind is CHECK_LIST:
            checks = read_checks(path, known)
            return _told(checks.table, checks.table.notes, SheetRead(checks=tuple(checks.checks)))
        if kind is TRAINING_LIST:
            training = read_training(path, known)
            return _told(training.table, training.table.notes, SheetRead(training=tuple(training.training)))
        schools = read_schools(path, Chosen(), of_all=Chosen(urns=frozenset(known.schools)))
        return _told(schools.table, schools.notes, SheetRead(schools=tuple(schools.schools)), schools.skipped)
    except UnusableFile as no:
        return SheetRead(unusable=no.reason)


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
    )


def _where(sheet: str, row: int) -> str:
    return f"sheet “{sheet}”, row {row}" if sheet else f"row {row}"


def bound() -> None:
    """This process may not have more than that. Where memory runs out all the same, it is the first to go."""
    with suppress(ImportError, OSError, ValueError):  # not every system knows each of them
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def main() -> None:
    bound()
    known = _LIST.validate_json(sys.stdin.buffer.read())
    try:
        told = read_sheet(Path(sys.argv[1]), known)
    except (MemoryError, RecursionError):
        told = SheetRead(unusable=TOO_HARD)
    sys.stdout.buffer.write(_READ.dump_json(told))


if __name__ == "__main__":
    main()
