"""The list of schools as a table: what is looked for, and what each school's row says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from handbook.core.people import School
from handbook.core.refusal import Refused
from handbook.schools.paging import Page
from handbook.schools.school_list import Show, ShowSchools
from handbook.schools.sight import Part

FIND_AT_MOST: Final = 60
ROWS_OF_PAGE: Final = 50
ROWS_OF_SHEET: Final = 25_000


@dataclass(frozen=True, slots=True)
class TableAsked:
    """What is looked for, as for the card of the list; `watched`: only schools of one's own watchlist."""

    schools: ShowSchools
    watched: bool = False

    @property
    def is_narrowed(self) -> bool:
        return self.watched or replace(self.schools, after="", before="") != ShowSchools()


@dataclass(frozen=True, slots=True)
class TableRow:
    """What a row says; a column is empty where it is not the viewer's to see."""

    school: School
    headteacher: str
    sip: str
    report: str
    visit: str
    half_days: str
    watched: bool


@dataclass(frozen=True, slots=True)
class SchoolTable:
    """A page of the table. `of` are the choices of whose schools, `shows` what they can be narrowed by, `total` how
    many schools the viewer sees at all, `parts` what they see of any of them."""

    asked: TableAsked
    page: Page[School]
    rows: Sequence[TableRow]
    shows: Sequence[tuple[str, str]]
    whose: Sequence[tuple[str, str]]
    total: int
    parts: frozenset[Part]


def asked_of(query: Mapping[str, str]) -> TableAsked:
    """Of what stands in an address. Raises Refused for what is no filter."""
    show, watched, find = query.get("show") or Show.ALL, query.get("watched", ""), query.get("find", "").strip()
    if show not in set(Show) or watched not in ("", "1") or len(find) > FIND_AT_MOST:
        raise NO_FILTER
    keys = {name: query.get(name, "") for name in ("of", "after", "before")}
    return TableAsked(ShowSchools(show=Show(show), find=find, **keys), watched == "1")


def check_known(asked: TableAsked, shows: Sequence[Show], whose: Sequence[tuple[str, str]]) -> None:
    """Raises Refused for a filter that is not offered to who asks."""
    of = asked.schools.of
    if asked.schools.show not in shows or (of and of not in {value for _, value in whose}):
        raise NO_FILTER


NO_FILTER: Final = Refused("no_filter", "There is no such filter. Please choose one of those above the list.")
HEADER: Final = (
    "School",
    "URN",
    "Local authority",
    "Headteacher",
    "SIP",
    "Report this term",
    "Visit",
    "Half-days left",
)


def sheet_rows(rows: Sequence[TableRow]) -> list[tuple[str, ...]]:
    """What the workbook says of them."""
    return [
        (
            one.school.full_name,
            one.school.urn,
            one.school.local_authority,
            *(one.headteacher, one.sip, one.report, one.visit, one.half_days),
        )
        for one in rows
    ]
