"""Which place a row is about, and what of the row says so."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from handbook.core.school_years import AcademicYear
from handbook.data.figures import ENGLAND, ENGLAND_STATE_FUNDED, authority_place
from spreadsheets.layouts import folded

_DIGITS: Final = re.compile(r"\d+")
_DAYS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
_MIDNIGHT: Final = re.compile(r"(?<=\d)[T ]00:00(:00(\.0+)?)?Z?$")
"""What a program adds where it knows only of instants."""
_RECORD_TYPES: Final = {"4": ENGLAND, "5": ENGLAND_STATE_FUNDED}
_ENGLAND_PRIMARY: Final = ("NAT", "PRI")


@dataclass(frozen=True, slots=True)
class Known:
    """The schools whose figures are wanted: their names by URN; and the URNs by what DfE numbers (LA and establishment,
    seven digits) earlier files had for them."""

    names: Mapping[str, str]
    numbers: Mapping[str, str] = field(default_factory=dict[str, str])

    def found(self, urn: str, number: str, later_urn: str) -> str:
        """The URN on the list of the school that a row is about; empty where it is none of them. By its URN; by the URN
        that the row says it has since it converted; else by the number that it kept."""
        for one in (urn, later_urn):
            if one in self.names:
                return one
        known = self.numbers.get(number, "")
        return known if known in self.names else ""


@dataclass(frozen=True, slots=True)
class Place:
    """What a row says that it is about. `area` is a local authority's or England's place; empty for a school; None
    where the row is about something that is not wanted, such as secondary schools."""

    urn: str = ""
    number: str = ""
    later_urn: str = ""
    name: str = ""
    area: str | None = ""


def found_otherwise(known: Known, place: Place, where: str) -> list[str]:
    """How a school was found whose row has another URN than the list; nothing where it has the same."""
    name = known.names.get(where, "")
    if not name or place.urn == where:
        return []
    was = f"had the URN {place.urn} then" if place.urn else "has no URN in the file"
    by = f"the URN {where}" if place.later_urn == where else f"its DfE number, {place.number[:3]}/{place.number[3:]}"
    return [f"{name} {was}; it was found by {by}."]


class Columns:
    """The columns of a header, by folded name. A ragged row has fewer cells: those that are not there are None."""

    def __init__(self, header: Sequence[str]) -> None:
        self.names = list(header)
        self._places = {folded(name): place for place, name in enumerate(header)}

    def place(self, *names: str) -> int | None:
        """Where the first of these columns is that there is."""
        return next((self._places[name] for name in names if name in self._places), None)

    def cell(self, cells: Sequence[str], *names: str) -> str:
        """The cell under the first of these columns that there is, without blanks around; empty where there is none."""
        place = self.place(*names)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    def named(self, place: int) -> str:
        """A column as a person finds it: its name, and its letters in Excel."""
        letters, rest = "", place + 1
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(65 + digit) + letters
        return f"{self.names[place].strip()} ({letters})"


def wide_place(columns: Columns, cells: Sequence[str]) -> Place:
    """Of the DfE's files of one row a school, and of the EBIU sheet."""
    authority, establishment = columns.cell(cells, "lea", "la"), columns.cell(cells, "estab")
    record = columns.cell(cells, "rectype")
    number = _number(columns.cell(cells, "dfe number", "laestab"), authority, establishment)
    found = Place(
        columns.cell(cells, "urn"),
        number,
        columns.cell(cells, "urn_ac"),
        columns.cell(cells, "schname", "school"),
    )
    if record in _RECORD_TYPES:
        return replace(found, name="England", area=_RECORD_TYPES[record])
    if record == "3":
        return replace(found, area=authority_place(authority))
    if authority == _ENGLAND_PRIMARY[0]:
        return replace(found, name="England", area=ENGLAND if establishment == _ENGLAND_PRIMARY[1] else None)
    return found


def long_place(columns: Columns, cells: Sequence[str]) -> Place:
    """Of today's files of the DfE."""
    level = folded(columns.cell(cells, "geographic_level"))
    if level == "national":
        return Place(name="England", area=ENGLAND)
    if level == "local authority":
        name = columns.cell(cells, "la_name")
        return Place(name=name, area=authority_place(columns.cell(cells, "old_la_code", "la_code")))
    if level != "school":
        return Place(area=None)
    number = _number(columns.cell(cells, "school_laestab"), "", "")
    return Place(columns.cell(cells, "school_urn"), number, "", columns.cell(cells, "school_name"))


def _number(whole: str, authority: str, establishment: str) -> str:
    """The DfE number in seven digits, from 341/3602, 3413602 or its two parts; empty where there is none."""
    digits = "".join(_DIGITS.findall(whole)) or f"{authority}{establishment}"
    return digits if len(digits) == 7 and digits.isdecimal() else ""


def day_of(text: str) -> date | None:
    """A day as people write it, the day before the month. None where it is no day."""
    day = _MIDNIGHT.sub("", text.strip())
    for form in _DAYS:
        try:
            return datetime.strptime(day, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


def year_of(text: str) -> AcademicYear | None:
    """An academic year as people and the DfE write it; None where it is none."""
    try:
        return AcademicYear.parse(text)
    except ValueError:
        return None
