"""`sipdesk figures`: takes figures of schools in from a file of the DfE or the EBIU (D1–D3). It shows what it would do,
and does it with --apply. It needs no running service, and does no harm to one."""

import argparse
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear
from handbook.data.figures import FigureSet
from service.audit_check import has_database
from service.database_settings import DatabaseSettings
from service.roster import sha256_of
from spreadsheets.figures import Reading, read_figures
from spreadsheets.row_places import Known
from spreadsheets.template import write_template
from spreadsheets.unusable import UnusableFile
from store.database import Database
from store.figures import Difference

_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)[-_ ]?(?:20)?(\d\d)(?!\d)")
_SHOWN: Final = 20


def run(settings: DatabaseSettings, chosen: argparse.Namespace) -> int:
    """0 if it is done or would change nothing, 1 where the file cannot be taken, 2 where there is no database."""
    database = Database(settings.database_url, keys=settings.case_keys_source())
    try:
        if not has_database(database):
            print("SIPDESK_DATABASE_URL names no database of this version of SIP Desk.", file=sys.stderr)
            return 2
        if chosen.template:
            return _template(database, chosen.file)
        return _take(database, chosen)
    except UnusableFile as no:
        print("\n".join(no.lines), file=sys.stderr)
        return 1
    except Refused as no:
        print(no.reason, file=sys.stderr)
        return 1
    finally:
        database.close()


def _template(database: Database, file: Path) -> int:
    with database.reading() as uow:
        schools = sorted(uow.roster.schools(), key=lambda school: school.full_name)
        numbers = {urn: number for number, urn in uow.figures.numbers().items()}
    year = AcademicYear.of(datetime.now(UTC).date())
    write_template(file, [(one.urn, numbers.get(one.urn, ""), one.full_name) for one in schools], year)
    print(f"{file} is an EBIU sheet for {len(schools)} schools.")
    return 0


def _take(database: Database, chosen: argparse.Namespace) -> int:
    with database.reading() as uow:
        names = {school.urn: school.full_name for school in uow.roster.schools()}
        known = Known(names, uow.figures.numbers())
    bar = ProgressBar(f"Reading {chosen.file.name}")
    try:
        reading = read_figures(chosen.file, known, chosen.year or _year_in(chosen.file.name), chosen.as_at, bar.show)
    finally:
        bar.end()
    if not any(one.is_school for one in reading.sets):
        raise UnusableFile(f"{chosen.file.name} has no school on the service’s list, so nothing was taken from it.")
    with database.reading() as uow:
        found = uow.figures.difference(reading.sets)
    print("\n".join(summary(reading, found, names)))
    if not (found.new or found.changed):
        print("Nothing to change.")
    elif chosen.apply:
        from service.keeping_figures import keep  # noqa: PLC0415 - what decides takes half a second to load

        keep(database, sha256_of(chosen.file), reading.sets)
        print("Imported.")
    else:
        print("Nothing was written. Run it again with --apply to import this.")
    return 0


def summary(reading: Reading, found: Difference, names: dict[str, str]) -> list[str]:
    """What is in the file, and what taking it in means, school by school where something changes."""
    places = {one.place for one in reading.sets}
    schools = {one.place for one in reading.sets if one.is_school}
    years = ", ".join(str(one) for one in sorted({one.year for one in reading.sets}))
    absent = [f"{name} (URN {urn})" for urn, name in names.items() if urn not in places]
    lines = [
        f"{reading.file}: {' and '.join(reading.layouts)}, {years}.",
        f"{reading.rows} rows. Taken: {len(schools)} schools on the list, {len(places - schools)} other places.",
        *(f"{count} {reason}." for reason, count in sorted(reading.skipped.items())),
        f"New: {len(found.new)}. Changed: {len(found.changed)}. As before: {found.unchanged}.",
        *_some(
            [_line("new", one, names) for one in found.new] + [_line("changed", one, names) for one in found.changed]
        ),
        *reading.notes,
    ]
    if absent:
        lines += [f"Not in this file: {len(absent)} of the schools on the list.", *_some(absent)]
    return lines


def _line(word: str, one: FigureSet, names: dict[str, str]) -> str:
    missing = sum(1 for figure in one.figures.values() if figure.missing is not None)
    given = len(one.figures) - missing
    name = names.get(one.place, one.name or one.place)
    return f"  {word}: {name}, {one.year}, {one.source.words}: {given} figures, {missing} without, with their reasons"


def _some(lines: list[str]) -> list[str]:
    more = len(lines) - _SHOWN
    return [*lines[:_SHOWN], *([f"  and {more} more"] if more > 0 else [])]


class ProgressBar:
    """How far it is: a bar where somebody looks on, nothing in a log."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._shown = -1
        self._looked_at = sys.stderr.isatty()

    def show(self, done: float) -> None:
        percent = min(100, int(done * 100))
        if self._looked_at and percent != self._shown:
            self._shown = percent
            print(f"\r{self._what} [{'#' * (percent // 5):20}] {percent:3}%", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._looked_at and self._shown >= 0:
            print(file=sys.stderr)


def _year_in(name: str) -> AcademicYear | None:
    """The academic year in a file's name, such as 2017-18_ks2final.csv; None where there is none, or several."""
    years: set[AcademicYear] = set()
    for first, second in _YEAR.findall(name):
        if int(second) == (int(first) + 1) % 100:
            years.add(AcademicYear(int(first)))
    return years.pop() if len(years) == 1 else None
