"""Rows of today's files of the DfE: one a school, subject and group of pupils."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from handbook.core.school_years import AcademicYear
from handbook.data.figures import Figure, FigureSet, Source
from handbook.data.measures import Group, Measure, Topic
from spreadsheets.layouts import LONG_FILTERS, LONG_GROUPS, LONG_SUBJECTS, folded
from spreadsheets.row_places import Columns, Known, Place, found_otherwise, long_place, year_of
from spreadsheets.rows import Row
from spreadsheets.unusable import Fault
from spreadsheets.values import figure_of
from spreadsheets.wide_rows import NOT_ON_LIST, NOT_WANTED

OTHER_PUPILS: Final = "rows about other groups of pupils or subjects"


@dataclass(slots=True)
class _Gathered:
    """What the rows of one place and year have said so far."""

    place: Place
    figures: dict[str, Figure] = field(default_factory=dict[str, Figure])


class LongRows:
    """Takes rows and makes sets of figures of them. What cannot be read goes into `faults`."""

    def __init__(
        self,
        file: str,
        header: Row,
        layouts: tuple[str, ...],
        known: Known,
        as_at: date | None,
        faults: list[Fault],
        skipped: Counter[str],
    ) -> None:
        self._known, self._as_at, self._faults, self._skipped = known, as_at, faults, skipped
        self._columns = Columns(header.cells)
        self._filters = [one for one in LONG_FILTERS if self._columns.place(one) is not None]
        self.layouts = layouts
        self.notes: list[str] = []
        self._found: dict[tuple[str, AcademicYear], _Gathered] = {}

    def take(self, row: Row) -> None:
        """A row under the header."""
        place = long_place(self._columns, row.cells)
        where = place.area if place.area else self._known.found(place.urn, place.number, "")
        if place.area is None:
            self._skipped[NOT_WANTED] += 1
        elif not where:
            self._skipped[NOT_ON_LIST] += 1
        else:
            self._take_wanted(row, place, where)

    def sets(self) -> Iterator[FigureSet]:
        """Of the schools, of their authorities, of England."""
        codes = {one.place.number[:3] for one in self._found.values()} | {one[:3] for one in self._known.numbers}
        for (where, year), one in self._found.items():
            place = one.place
            if where.startswith("la:") and where.removeprefix("la:") not in codes:
                continue
            self.notes += found_otherwise(self._known, place, where)
            yield FigureSet(where, year, Source.KS2, place.name, place.number, place.urn, self._as_at, one.figures)

    def _take_wanted(self, row: Row, place: Place, where: str) -> None:
        topics = LONG_SUBJECTS.get(folded(self._columns.cell(row.cells, "subject")))
        group = self._group(row)
        if topics is None or group is None:
            self._skipped[OTHER_PUPILS] += 1
            return
        year = year_of(self._columns.cell(row.cells, "time_period"))
        if year is None:
            self._fault(row, "time_period", "an academic year such as 202425")
            return
        gathered = self._found.setdefault((where, year), _Gathered(place))
        for name, figure in self._figures(row, topics):
            key = Measure(topics[name], group).key
            if gathered.figures.setdefault(key, figure) != figure:
                self._fault(row, name, "the same as in the row of this school, subject and group before it")

    def _group(self, row: Row) -> Group | None:
        """The group that a row is about; None for one that is not wanted, such as boys who are disadvantaged."""
        said = [folded(self._columns.cell(row.cells, one)) for one in self._filters]
        apart = [one for one in said if one not in ("total", "")]
        return LONG_GROUPS.get(apart[0] if apart else "total") if len(apart) < 2 else None

    def _figures(self, row: Row, topics: Mapping[str, Topic]) -> Iterator[tuple[str, Figure]]:
        for name, topic in topics.items():
            place = self._columns.place(name)
            if place is None or place >= len(row.cells):
                continue
            figure = figure_of(row.cells[place], topic.unit)
            if place in row.formulas or figure is None:
                self._fault(row, name, f"{topic.unit.right}, or a code of the DfE such as c or z")
            else:
                yield name, figure

    def _fault(self, row: Row, name: str, right: str) -> None:
        place = self._columns.place(name) or 0
        value = row.cells[place] if place < len(row.cells) else ""
        self._faults.append(Fault(row.sheet, row.number, self._columns.named(place), value, right))
