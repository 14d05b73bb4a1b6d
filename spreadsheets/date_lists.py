"""Term dates and INSET days, and checks on SIPs, out of lists of them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.core.school_years import Session, Term
from handbook.schools.imported_dates import ImportedChecks, ImportedDates
from handbook.schools.trust_list import TrustList
from handbook.visits.checks import DbsLevel, checker_in
from spreadsheets import list_columns as names
from spreadsheets import list_layouts
from spreadsheets.cell_text import address_of
from spreadsheets.layouts import folded
from spreadsheets.row_places import day_of
from spreadsheets.rows import Progress
from spreadsheets.tables import Table, TableRow, read_table
from spreadsheets.unusable import Fault
from spreadsheets.written_days import A_DAY, EARLIEST, right_day

_LONGEST_TERM: Final = timedelta(days=150)
_LONGEST_CLOSED: Final = timedelta(days=14)
_INSET: Final = frozenset(("inset", "inset day", "inset days", "closed", "closed day"))
_DAY: Final = timedelta(days=1)
_LONG_NUMBER: Final = re.compile(r"(?:\d[\s-]*){9,}")
NOT_OURS: Final = "about local authorities without a school on the list"


@dataclass(slots=True)
class DatesReading:
    """What a file says of term dates, row by row."""

    table: Table
    dates: list[ImportedDates] = field(default_factory=list[ImportedDates])
    skipped: Counter[str] = field(default_factory=Counter[str])


@dataclass(slots=True)
class ChecksReading:
    """What a file says of checks, row by row."""

    table: Table
    checks: list[ImportedChecks] = field(default_factory=list[ImportedChecks])


def read_dates(path: Path, known: TrustList, progress: Progress = lambda _: None) -> DatesReading:
    """Raises UnusableFile."""
    table, rows = read_table(path, list_layouts.DATE_LIST, list_layouts.EVERY_LIST, progress)
    reader = _DatesReader(DatesReading(table), known)
    for row in rows:
        reader.take(row)
    return reader.reading


class _DatesReader:
    def __init__(self, reading: DatesReading, known: TrustList) -> None:
        self.reading = reading
        self._urns = known.schools
        every = {one.school.local_authority for one in known.schools.values()} | known.authorities.keys()
        self._authorities = {folded(name): name for name in every if name}
        self._taken: dict[str, list[tuple[date, date, tuple[str, int]]]] = {}

    def take(self, row: TableRow) -> None:
        faults: list[Fault] = []
        urn, authority = row.text(names.URN), row.text(names.AUTHORITY)
        owner = urn if urn in self._urns else self._authorities.get(folded(authority), "")
        if urn and urn not in self._urns:
            faults.append(row.fault(names.URN, "the URN of a school on the list"))
        elif not owner and not authority:
            faults.append(row.fault(names.AUTHORITY, "a local authority, or in the column URN a school"))
        elif not owner:
            self.reading.skipped[NOT_OURS] += 1
            return
        found = self._dates(row, owner, faults)
        if faults:
            self.reading.table.refuse(row, *faults)
        else:
            self.reading.dates.append(found)

    def _dates(self, row: TableRow, owner: str, faults: list[Fault]) -> ImportedDates:
        first, last = day_in(row, names.FIRST_DAY, faults), day_in(row, names.LAST_DAY, faults)
        what = folded(row.text(names.TERM))
        is_closed = what in _INSET
        if first and not row.text(names.LAST_DAY) and is_closed:
            last = first
        term = None if is_closed else _term(row, faults)
        if is_closed and owner not in self._urns:
            faults.append(row.fault(names.URN, "the URN of the school that is closed that day"))
        if first is None or last is None:
            if not row.text(names.LAST_DAY) and not is_closed:
                faults.append(row.fault(names.LAST_DAY, A_DAY))
            return ImportedDates(owner)
        longest = _LONGEST_CLOSED if is_closed else _LONGEST_TERM
        if not timedelta(0) <= last - first <= longest:
            faults.append(row.fault(names.LAST_DAY, f"a day from {first:%d/%m/%Y} on, and {longest.days} days at most"))
            return ImportedDates(owner)
        if is_closed:
            days = tuple(first + _DAY * one for one in range((last - first).days + 1))
            return ImportedDates(owner, closed=days)
        if owner and (before := self._overlaps(owner, first, last)):
            right = f"days that are in no other row: {row.tells_of(before)} has some of these"
            faults.append(row.fault(names.FIRST_DAY, right))
        self._taken.setdefault(owner, []).append((first, last, row.at))
        return ImportedDates(owner, _sessions(row, first, last, term, faults) if term else ())

    def _overlaps(self, owner: str, first: date, last: date) -> tuple[str, int] | None:
        """Where a row is that has some of these days."""
        taken = self._taken.get(owner, ())
        return next((at for begins, ends, at in taken if begins <= last and first <= ends), None)


def _sessions(row: TableRow, first: date, last: date, term: Term, faults: list[Fault]) -> tuple[Session, ...]:
    """One half term; or two, where the row is of a whole term and says when the break in it is."""
    if not row.text(names.BREAK_FROM) and not row.text(names.BREAK_TO):
        return (Session(first, last, term),)
    begins, ends = day_in(row, names.BREAK_FROM, faults), day_in(row, names.BREAK_TO, faults)
    if begins is None or ends is None or not first < begins <= ends < last:
        faults.append(row.fault(names.BREAK_FROM, "the first and the last day of the break within the term"))
        return ()
    return Session(first, begins - _DAY, term), Session(ends + _DAY, last, term)


def _term(row: TableRow, faults: list[Fault]) -> Term | None:
    """Of “Autumn”, “Autumn term” and “Autumn 2”."""
    said = folded(row.text(names.TERM)).removesuffix("term").strip(" 12")
    found = next((term for term in Term if folded(term) == said), None)
    if found is None:
        meant = get_close_matches(said, [folded(term) for term in Term], 1)
        faults.append(row.fault(names.TERM, meant[0].capitalize() if meant else f"one of: {', '.join(names.TERMS)}"))
    return found


def day_in(row: TableRow, name: str, faults: list[Fault]) -> date | None:
    """None where nothing stands there, or no day that can be."""
    text = row.text(name)
    day = day_of(text) if text else None
    if text and (day is None or day < EARLIEST):
        faults.append(row.fault(name, right_day(text)))
        return None
    return day


def read_checks(path: Path, known: TrustList, progress: Progress = lambda _: None) -> ChecksReading:
    """Raises UnusableFile."""
    table, rows = read_table(path, list_layouts.CHECK_LIST, list_layouts.EVERY_LIST, progress)
    reading = ChecksReading(table)
    by_mail = sips_by_mail(known)
    taken: dict[str, tuple[str, int]] = {}
    for row in rows:
        faults = list[Fault]()
        sip_id = sip_in(row, by_mail, faults)
        if sip_id in taken:
            right = f"one row a person: {row.tells_of(taken[sip_id])} has this address already"
            faults.append(row.fault(names.MAIL, right))
        days = [day_in(row, name, faults) for name in names.CHECK_DAYS]
        if not faults and _runs_backwards(days):
            faults.append(row.fault(names.DBS_REVIEW_BY, "a day after that of the DBS check"))
        level, checker = _level(row, faults), _checker(row, faults)
        if faults:
            table.refuse(row, *(_without_number(fault) for fault in faults))
        else:
            taken[sip_id] = row.at
            recruitment, checked, review = days
            reading.checks.append(ImportedChecks(sip_id, recruitment, checked, review, level, checker))
    return reading


def sips_by_mail(known: TrustList) -> Mapping[str, str]:
    """The ids of SIPs on the list by their addresses."""
    sips = (entry.person for entry in known.people.values() if entry.person.is_a(Role.SIP))
    return {folded(one.email): one.id for one in sips}


def sip_in(row: TableRow, by_mail: Mapping[str, str], faults: list[Fault]) -> str:
    """The id of the SIP whom a row is about; empty where it is nobody's."""
    sip_id = by_mail.get(folded(address_of(row.text(names.MAIL))), "")
    if not sip_id:
        faults.append(row.fault(names.MAIL, "the address of a School Improvement Partner on the list"))
    return sip_id


def _level(row: TableRow, faults: list[Fault]) -> DbsLevel | None:
    said = folded(row.text(names.DBS_LEVEL)).removesuffix("dbs").strip()
    level = next((one for words, one in names.LEVELS.items() if folded(words) == said), None)
    if said and level is None:
        faults.append(row.fault(names.DBS_LEVEL, f"one of: {', '.join(names.LEVELS)}"))
    return level


def _checker(row: TableRow, faults: list[Fault]) -> str:
    try:
        return checker_in(row.text(names.CHECKED_BY))
    except Refused:
        faults.append(row.fault(names.CHECKED_BY, "a name; never the certificate or its number"))
        return ""


def _without_number(fault: Fault) -> Fault:
    """What may be a certificate’s number is not said again."""
    return replace(fault, value="a long number, not shown") if _LONG_NUMBER.search(fault.value) else fault


def _runs_backwards(days: Sequence[date | None]) -> bool:
    _, checked, review = days
    return checked is not None and review is not None and review <= checked
