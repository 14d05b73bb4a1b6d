"""Finding the judgements and the targets in a report: by the tags in their tables, else by the header rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from documents.flow import Block, Cell, Table
from documents.form import JUDGEMENT_HEADER, TARGET_HEADER, one_line, plain, said_in_cell, tidy
from handbook.reports.proforma import Judgement, Target

Sections = dict[str | None, list[Block]]
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table of the form. `words` are what people head each column with, in the order in which columns are claimed
    (“School Improvement Partner” also says “school”); `needed` must be among the columns found."""

    section: str
    prefix: str
    header: tuple[str, ...]
    places: tuple[str, ...]
    words: dict[str, set[str]]
    needed: frozenset[str]

    def rows_of(self, table: Table, *, own_section: bool) -> list[dict[str, str]] | None:
        """What stands in each place, row by row; None where this is another table. In other sections a table without
        tags must have our very header: a table of earlier actions with owners and dates is no table of targets."""
        tagged = any(self._is_tagged(row) for row in table.rows)
        for start, row in enumerate(table.rows[:2], 1):
            columns = self._columns(row)
            if columns and (tagged or own_section or self._is_header(row)):
                return [_read(each, columns) for each in table.rows[start:] if not self._is_header(each)]
        if not tagged:
            return None
        in_order = {place: index for index, place in enumerate(self.places)}
        return [_read(row, in_order) for row in table.rows if self._is_tagged(row)]

    def _is_tagged(self, row: Row) -> bool:
        return any(tag.startswith(self.prefix) for cell in row for tag in cell.tags)

    def _is_header(self, row: Row) -> bool:
        return [plain(cell.text) for cell in row] == [plain(title) for title in self.header]

    def _columns(self, row: Row) -> dict[str, int]:
        """The place that each cell of a header row heads; empty where it is no header row."""
        columns: dict[str, int] = {}
        for place, words in self.words.items():
            for index, cell in enumerate(row):
                if index not in columns.values() and words.intersection(plain(cell.text).split()):
                    columns[place] = index
                    break
        return columns if self.needed <= columns.keys() and len(columns) > 1 and not self._is_tagged(row) else {}


_JUDGEMENTS: Final = FormTable(
    section="judgements",
    prefix="sip:judgement:",
    header=JUDGEMENT_HEADER,
    places=("area", "school", "sip"),
    words={
        "sip": {"sip", "sips", "partner"},
        "school": {"school", "schools", "headteacher", "self"},
        "area": {"area", "areas", "aspect", "criterion", "criteria"},
    },
    needed=frozenset({"area", "school", "sip"}),
)
_TARGETS: Final = FormTable(
    section="targets",
    prefix="sip:target:",
    header=TARGET_HEADER,
    places=("text", "measure", "owner", "due"),
    words={
        "due": {"when", "date", "due", "deadline"},
        "owner": {"owner", "who", "whom", "lead", "responsible"},
        "measure": {"measure", "measures", "measured", "success"},
        "text": {"target", "targets", "action", "actions", "objective"},
    },
    needed=frozenset({"text"}),
)


def take_judgements(sections: Sections) -> tuple[Judgement, ...]:
    """The rows in which anything was judged; their tables are taken out of the sections."""
    rows = ((row.get("area", ""), row.get("school", ""), row.get("sip", "")) for row in _take(_JUDGEMENTS, sections))
    return tuple(Judgement(one_line(area), school, sip) for area, school, sip in rows if school or sip)


def take_targets(sections: Sections) -> tuple[Target, ...]:
    """The rows in which anything is written; their tables are taken out of the sections."""
    rows = (tuple(row.get(place, "") for place in _TARGETS.places) for row in _take(_TARGETS, sections))
    return tuple(
        Target(text, measure, owner, due) for text, measure, owner, due in rows if text or measure or owner or due
    )


def _take(form: FormTable, sections: Sections) -> Iterable[dict[str, str]]:
    taken: list[dict[str, str]] = []
    for key, content in sections.items():
        kept: list[Block] = []
        for block in content:
            rows = form.rows_of(block, own_section=key == form.section) if isinstance(block, Table) else None
            if rows is None:
                kept.append(block)
            else:
                taken += rows
        sections[key] = kept
    return taken


def _read(row: Row, columns: dict[str, int]) -> dict[str, str]:
    return {place: said_in_cell(tidy(row[index].text)) for place, index in columns.items() if index < len(row)}
