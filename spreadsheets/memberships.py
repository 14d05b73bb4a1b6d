"""Memberships of schools, year by year, out of a list of them: whose SIP, and what was paid (M1-M3)."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from handbook.core.school_years import AcademicYear, Term
from handbook.membership.imported import ImportedMembership
from handbook.membership.membership import Provision
from handbook.membership.working import NAME_AT_MOST, REFERENCE_AT_MOST
from handbook.schools.trust_list import TrustList
from spreadsheets import list_columns as names
from spreadsheets import list_layouts
from spreadsheets.date_lists import day_in
from spreadsheets.layouts import folded
from spreadsheets.rows import Progress
from spreadsheets.tables import Table, TableRow, read_table
from spreadsheets.unusable import Fault

_YEARS: Final = range(2000, 2099)
_PROVISIONS: Final = {folded(word): one for one, words in names.PROVISIONS.items() for word in words}
_LONGEST: Final = {
    names.SIP_NAME: NAME_AT_MOST,
    names.FEE_REFERENCE: REFERENCE_AT_MOST,
    names.REFUND_REFERENCE: REFERENCE_AT_MOST,
}


@dataclass(slots=True)
class MembershipReading:
    """What a file says of memberships, row by row."""

    table: Table
    memberships: list[tuple[TableRow, ImportedMembership]] = field(
        default_factory=list[tuple[TableRow, ImportedMembership]]
    )


def read_memberships(path: Path, known: TrustList, progress: Progress = lambda _: None) -> MembershipReading:
    """Raises UnusableFile."""
    table, rows = read_table(path, list_layouts.MEMBERSHIP_LIST, list_layouts.EVERY_LIST, progress)
    reading, taken = MembershipReading(table), dict[tuple[str, AcademicYear], tuple[str, int]]()
    for row in rows:
        faults = list[Fault]()
        one = _membership(row, known, faults)
        key = (one.urn, one.year)
        if not faults and key in taken:
            right = f"one row for each school and year: {row.tells_of(taken[key])} has this one already"
            faults.append(row.fault(names.URN, right))
        if faults:
            table.refuse(row, *faults)
        else:
            taken[key] = row.at
            reading.memberships.append((row, one))
    return reading


def _membership(row: TableRow, known: TrustList, faults: list[Fault]) -> ImportedMembership:
    urn = row.text(names.URN)
    if urn not in known.schools:
        faults.append(row.fault(names.URN, "the URN of a school on the list"))
    for name, longest in _LONGEST.items():
        if len(row.text(name)) > longest:
            faults.append(row.fault(name, f"at most {longest} characters"))
    return ImportedMembership(
        urn,
        _year(row, faults),
        _provision(row, faults),
        row.text(names.SIP_NAME),
        day_in(row, names.JOINED_ON, faults),
        _reports(row, faults),
        *_payment(row, names.FEE_PAID_ON, names.FEE_REFERENCE, faults),
        *_payment(row, names.REFUND_PAID_ON, names.REFUND_REFERENCE, faults),
    )


def _year(row: TableRow, faults: list[Fault]) -> AcademicYear:
    try:
        year = AcademicYear.parse(row.text(names.YEAR))
    except ValueError:
        year = AcademicYear(0)
    if year.starts_in not in _YEARS:
        faults.append(row.fault(names.YEAR, "a school year, such as 2026/27"))
    return year


def _provision(row: TableRow, faults: list[Fault]) -> Provision | None:
    said = folded(row.text(names.WHOSE_SIP))
    if said and said not in _PROVISIONS:
        faults.append(row.fault(names.WHOSE_SIP, f"one of: {', '.join(names.WHOSE_SIPS)}"))
    return _PROVISIONS.get(said)


def _reports(row: TableRow, faults: list[Fault]) -> tuple[Term, ...]:
    terms = {folded(term): term for term in Term}
    said = [folded(one) for one in row.text(names.REPORTS_CAME).replace(",", ";").split(";") if one.strip()]
    if any(one not in terms for one in said):
        faults.append(row.fault(names.REPORTS_CAME, "terms, such as Autumn; Spring"))
        return ()
    return tuple(terms[one] for one in dict.fromkeys(said))


def _payment(row: TableRow, day: str, reference: str, faults: list[Fault]) -> tuple[date | None, str]:
    """A payment has a day and a reference."""
    paid_on, words = day_in(row, day, faults), row.text(reference)
    if row.text(day) and not words:
        faults.append(row.fault(reference, "the reference of the payment"))
    if words and not row.text(day):
        faults.append(row.fault(day, "the day of the payment"))
    return paid_on, words
