"""Rows of one school each, with a column a figure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Final

from handbook.core.school_years import AcademicYear
from handbook.data.figures import Figure, FigureSet, Missing, Source
from handbook.data.measures import Measure
from spreadsheets.layouts import AS_AT, EBIU, SHEET_HEAD, YEAR, WideLayout, folded
from spreadsheets.row_places import Columns, Known, Place, day_of, found_otherwise, wide_place, year_of
from spreadsheets.rows import Row
from spreadsheets.unusable import Fault, UnusableFile
from spreadsheets.values import figure_of

NOT_ON_LIST: Final = "schools that are not on the service’s list"
NOT_WANTED: Final = "rows about other places"
_NO_RESULTS: Final = Figure(missing=Missing.ROW_ENDED)
_Column = tuple[int, Measure]


class WideRows:
    """Takes rows and makes sets of figures of them, one for each layout that the header has. What cannot be read goes
    into `faults`."""

    def __init__(
        self,
        file: str,
        header: Row,
        layouts: tuple[WideLayout, ...],
        known: Known,
        year: AcademicYear | None,
        as_at: date | None,
        faults: list[Fault],
        skipped: Counter[str],
    ) -> None:
        self._known, self._year, self._as_at, self._faults, self._skipped = known, year, as_at, faults, skipped
        self._columns = Columns(header.cells)
        self._is_sheet = EBIU in layouts
        self._layouts = [(layout.source, _of_layout(layout, self._columns)) for layout in layouts]
        self.layouts = tuple(layout.name for layout in layouts)
        self.notes: list[str] = []
        self._taken: dict[tuple[str, AcademicYear], tuple[Row, Place]] = {}
        self._areas: dict[str, tuple[Row, Place]] = {}
        if self._is_sheet:
            _check_names(file, header)
        elif year is None:
            raise UnusableFile(
                f"{file} does not say which academic year it is of. Please give it: --year 2024/25 for the results of "
                "summer 2025."
            )

    def take(self, row: Row) -> None:
        """A row under the header."""
        place = wide_place(self._columns, row.cells)
        if place.area is None:
            self._skipped[NOT_WANTED] += 1
        elif place.area:
            self._areas[place.area] = (row, place)
        elif urn := self._known.found(place.urn, place.number, place.later_urn):
            self._take_school(row, place, urn)
        elif self._is_sheet:
            right = "the URN of a school on the service’s list, or its DfE number"
            self._fault(row, self._columns.place("urn") or 0, right)
        else:
            self._skipped[NOT_ON_LIST] += 1

    def sets(self) -> Iterator[FigureSet]:
        """Of the schools; of their authorities, which may stand before them in the file; of England."""
        codes = {place.number[:3] for _, place in self._taken.values()} | {one[:3] for one in self._known.numbers}
        for (urn, year), (row, place) in self._taken.items():
            yield from self._of_row(row, place, urn, year)
        for area, (row, place) in self._areas.items():
            code = area.removeprefix("la:")
            if self._year is None or (code != area and code not in codes):
                self._skipped[NOT_WANTED] += 1
            else:
                yield from self._of_row(row, place, area, self._year)

    def _take_school(self, row: Row, place: Place, urn: str) -> None:
        year = self._sheet_year(row) if self._is_sheet else self._year
        if year is None:
            return
        before = self._taken.get((urn, year))
        if before is None or (before[1].urn != urn and place.urn == urn):
            if before is not None:
                self._superseded(before[1], urn)
            self._taken[urn, year] = (row, place)
        elif place.urn == urn and before[1].urn == urn:
            self._fault(
                row, self._columns.place("urn") or 0, f"one row a school and year: row {before[0].number} has it"
            )
        else:
            self._superseded(place, urn)

    def _sheet_year(self, row: Row) -> AcademicYear | None:
        found = year_of(self._columns.cell(row.cells, folded(YEAR)))
        if found is None:
            self._fault(row, self._columns.place(folded(YEAR)) or 0, "an academic year such as 2024/25")
        return found

    def _superseded(self, place: Place, urn: str) -> None:
        self._skipped[NOT_WANTED] += 1
        self.notes.append(f"{self._known.names[urn]} is in the file twice: the row of URN {place.urn} was left out.")

    def _of_row(self, row: Row, place: Place, where: str, year: AcademicYear) -> Iterator[FigureSet]:
        self.notes += found_otherwise(self._known, place, where)
        as_at = self._day(row) if self._is_sheet else self._as_at
        for source, columns in self._layouts:
            figures = dict(self._figures(row, columns, source))
            yield FigureSet(where, year, source, place.name, place.number, place.urn, as_at, figures)

    def _figures(self, row: Row, columns: Sequence[_Column], source: Source) -> Iterator[tuple[str, Figure]]:
        cells, count = row.cells, len(row.cells)
        for place, measure in columns:
            if place >= count:
                yield measure.key, _NO_RESULTS
            elif place in row.formulas or cells[place].startswith("="):
                self._fault(row, place, "the figure itself: a formula is not taken")
            elif (figure := figure_of(cells[place], measure.topic.unit)) is None:
                self._fault(row, place, f"{measure.topic.unit.right}, or a code of the DfE such as SUPP")
            elif source is not Source.EBIU or figure.missing is not Missing.BLANK:
                yield measure.key, figure

    def _day(self, row: Row) -> date | None:
        text = self._columns.cell(row.cells, folded(AS_AT))
        found = day_of(text) if text else None
        if text and found is None:
            self._fault(row, self._columns.place(folded(AS_AT)) or 0, "a day such as 12/12/2025")
        return found

    def _fault(self, row: Row, place: int, right: str) -> None:
        value = row.cells[place] if place < len(row.cells) else ""
        self._faults.append(Fault(row.sheet, row.number, self._columns.named(place), value, right))


def _of_layout(layout: WideLayout, columns: Columns) -> list[_Column]:
    return [
        (place, layout.columns[name]) for place, name in enumerate(map(folded, columns.names)) if name in layout.columns
    ]


def _check_names(file: str, header: Row) -> None:
    """A column that the sheet does not know is not left out in silence: somebody meant something by it."""
    known = {**{folded(name): name for name in SHEET_HEAD}, **{name: one.words for name, one in EBIU.columns.items()}}
    for name in header.cells:
        if name.strip() and folded(name) not in known:
            meant = get_close_matches(folded(name), known, 1)
            hint = f" Is “{known[meant[0]]}” meant?" if meant else ""
            raise UnusableFile(f"{file} has a column “{name.strip()[:80]}” that the EBIU sheet does not know.{hint}")
