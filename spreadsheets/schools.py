"""The trust's schools, out of a file of them or of all schools of England (GIAS): which are the trust's is said with
the file, and never guessed from a name."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from handbook.schools.imported_schools import ClosedSchool, ImportedSchool
from spreadsheets import list_columns as names
from spreadsheets import list_layouts
from spreadsheets.layouts import folded
from spreadsheets.row_places import day_of
from spreadsheets.rows import Progress, rows_of
from spreadsheets.tables import Table, TableRow, read_table
from spreadsheets.unusable import UnusableFile

_URN: Final = re.compile(r"\d{6}")
_NO_SCHOOL: Final = re.compile(r"\d{5}")
_LINK: Final = re.compile(r"(\d{5,6})\s+(Predecessor|Successor)", re.IGNORECASE)
_CLOSED: Final = frozenset(("closed", "2"))
_NOT_YET: Final = frozenset(("proposed to open", "4"))
_OF_ALL: Final = (names.STATUS, names.STATUS_CODE, names.DIOCESE)
_SHOWN: Final = 8
NOT_OURS: Final = "about schools that are not the trust’s"
CLOSED: Final = "about schools that are closed"
NOT_YET: Final = "about schools that are not open yet"
NO_SCHOOLS: Final = "about places that are no schools"


class WhichSchools(UnusableFile):
    """It is a file of all schools, and nobody has said which are the trust's."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which schools of a file are the trust's: those for which all holds that is given. A diocese and a trust are named
    by their whole name or code: “Liverpool” is in the names of two dioceses. `where` are columns and their values."""

    urns: frozenset[str] | None = None
    diocese: str = ""
    trust: str = ""
    where: tuple[tuple[str, str], ...] = ()
    every: bool = False

    @property
    def says_something(self) -> bool:
        return self.every or self.urns is not None or bool(self.diocese or self.trust or self.where)


Successions = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""By URN, those of predecessors and successors."""


@dataclass(slots=True)
class SchoolReading:
    """What a file says of the trust's schools, row by row."""

    table: Table
    schools: list[ImportedSchool] = field(default_factory=list[ImportedSchool])
    closed: list[ClosedSchool] = field(default_factory=list[ClosedSchool])
    skipped: Counter[str] = field(default_factory=Counter[str])
    names: dict[str, str] = field(default_factory=dict[str, str])
    notes: list[str] = field(default_factory=list[str])


def read_schools(
    path: Path,
    chosen: Chosen,
    links: Successions | None = None,
    progress: Progress = lambda _: None,
    of_all: Chosen | None = None,
) -> SchoolReading:
    """`of_all` is what is chosen of a file of all schools. Raises UnusableFile, also where the file is one and nobody
    said which are the trust's."""
    table, rows = read_table(path, list_layouts.SCHOOL_LIST, list_layouts.EVERY_LIST, progress)
    reading, seen = SchoolReading(table), Counter[str]()
    taken: dict[str, tuple[str, int]] = {}
    for row in rows:
        if not chosen.says_something and any(map(row.has, _OF_ALL)):
            if of_all is None:
                raise WhichSchools(_WHICH.format(file=path.name))
            chosen = of_all
        seen[row.text(names.DIOCESE)] += 1
        _take(reading, row, chosen, links or {}, taken)
    if not taken and not reading.closed and not table.faults:
        raise UnusableFile(_none_of(path, chosen, seen))
    lacking = sorted((chosen.urns or frozenset()) - reading.names.keys())
    if lacking:
        more = f" and {len(lacking) - _SHOWN} more" if len(lacking) > _SHOWN else ""
        reading.notes.append(f"Asked for, and not in this file: URN {', '.join(lacking[:_SHOWN])}{more}.")
    reading.notes += table.notes
    return reading


_WHICH: Final = (
    "{file} is a file of all schools. Please say which are the trust’s: --diocese, --trust, --urns FILE, "
    "--where COLUMN=VALUE, or --all for every school in it."
)


def _take(
    reading: SchoolReading, row: TableRow, chosen: Chosen, links: Successions, taken: dict[str, tuple[str, int]]
) -> None:
    urn = row.text(names.URN)
    reading.names[urn] = row.text(names.NAME)
    if not _is_chosen(row, urn, chosen):
        reading.skipped[NOT_OURS] += 1
        return
    before, after = _links(row, links.get(urn))
    status = {folded(row.text(names.STATUS)), row.text(names.STATUS_CODE)}
    if status & _CLOSED:
        reading.closed.append(ClosedSchool(urn, day_of(row.text(names.CLOSED_ON)), after))
        reading.skipped[CLOSED] += 1
    elif status & _NOT_YET:
        reading.skipped[NOT_YET] += 1
    elif _NO_SCHOOL.fullmatch(urn) and any(map(row.has, _OF_ALL)):
        reading.skipped[NO_SCHOOLS] += 1
    elif not _URN.fullmatch(urn):
        reading.table.refuse(row, row.fault(names.URN, "a URN of six digits, such as 104454"))
    elif urn in taken:
        right = f"one row a school: {row.tells_of(taken[urn])} has this URN already"
        reading.table.refuse(row, row.fault(names.URN, right))
    else:
        taken[urn] = row.at
        school = ImportedSchool(urn, row.text(names.NAME), row.text(names.TOWN), row.text(names.AUTHORITY), before)
        reading.schools.append(school)


def _is_chosen(row: TableRow, urn: str, chosen: Chosen) -> bool:
    return (
        (chosen.urns is None or urn in chosen.urns)
        and _is_one(chosen.diocese, row.text(names.DIOCESE), row.text(names.DIOCESE_CODE))
        and _is_one(chosen.trust, row.text(names.TRUST), row.text(names.TRUST_CODE))
        and all(
            folded(row.head.columns.cell(row.row.cells, folded(name))) == folded(value) for name, value in chosen.where
        )
    )


def _is_one(wanted: str, *found: str) -> bool:
    return not wanted or folded(wanted) in map(folded, found)


def _links(row: TableRow, known: tuple[tuple[str, ...], tuple[str, ...]] | None) -> tuple[tuple[str, ...], ...]:
    """URNs of predecessors and successors, by the file of links or the row's own last column."""
    if known is not None:
        return known
    found = _LINK.findall(row.rest(names.LINKS))
    return tuple(tuple(urn for urn, kind in found if kind.casefold() == one) for one in ("predecessor", "successor"))


def _none_of(path: Path, chosen: Chosen, seen: Counter[str]) -> str:
    near = [name for name in seen if name and chosen.diocese and folded(chosen.diocese) in folded(name)]
    told = ", ".join(f"“{name}” ({seen[name]})" for name in sorted(near)[:_SHOWN])
    hint = f" There is {told}: please write the whole name." if told else ""
    return f"{path.name} has none of the trust’s schools as they were asked for, so nothing was taken from it.{hint}"


def read_links(path: Path) -> Successions:
    """The file of GIAS that says which school came after which. Raises UnusableFile."""
    table, rows = read_table(path, list_layouts.LINK_LIST, list_layouts.EVERY_LIST, lambda _: None)
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for row in rows:
        before, after = found.get(row.text(names.URN), ((), ()))
        kind, other = folded(row.text("LinkType")), row.text("LinkURN")
        if "predecessor" in kind:
            before = (*before, other)
        elif "successor" in kind:
            after = (*after, other)
        found[row.text(names.URN)] = (before, after)
    if table.faults:
        raise UnusableFile(f"Nothing was taken from {path.name}.", table.faults)
    return found


def urns_of_group(path: Path, wanted: str) -> frozenset[str]:
    """The schools of one group, by the whole of its name, UID, group id or Companies House number. Raises
    UnusableFile."""
    _, rows = read_table(path, list_layouts.GROUP_LIST, list_layouts.EVERY_LIST, lambda _: None)
    columns = [column.name for column in list_layouts.GROUP_LIST.columns if column.name != names.URN]
    found = frozenset(row.text(names.URN) for row in rows if _is_one(wanted, *map(row.text, columns)))
    if not found:
        raise UnusableFile(f"{path.name} has no school of the group “{wanted}”. Please write its whole name or number.")
    return found


def urns_in(path: Path) -> frozenset[str]:
    """A list of URNs: the column that is called so, or the first. Raises UnusableFile."""
    place, urns = 0, set[str]()
    for row in rows_of(path, lambda _: None):
        cells: Collection[str] = [folded(cell) for cell in row.cells]
        if not urns and "urn" in cells:
            place = [*cells].index("urn")
        elif place < len(row.cells) and _URN.fullmatch(row.cells[place].strip()):
            urns.add(row.cells[place].strip())
    if not urns:
        raise UnusableFile(f"{path.name} has no URN of six digits in it.")
    return frozenset(urns)
