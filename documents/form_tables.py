"""Finding the tables of the form in a report: by the tags in their cells, else by their header rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from documents.flow import Block, Cell, FlowLine, Table, cell_at, row_line
from documents.form import JUDGEMENT_HEADER, TARGET_HEADER, cell_prompts, is_known, one_line, plain, said_in_cell, tidy
from handbook.reports.paper.boxes import TABLES, TableKind
from handbook.reports.paper.frameworks import is_area
from handbook.reports.paper.proforma import Judgement, Target

Row = tuple[Cell, ...]
_HEADER_ROWS: Final = 3
"""A title may stand over the header."""
_HEADING_AT_MOST: Final = 40
_NUMBERING: Final = frozenset(("", "no", "nr", "number", "ref", "priority"))
_MARKER: Final = re.compile(r"^\s*(?:[•*–-]\s*|\(?[0-9]{1,2}[.)]\s+)")
_NONE_YET: Final = re.compile(r"(?i)(?:no|none|nil|n/a|to be|tbc)\b")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each place of a form's table stands, and the titles of columns that people added."""

    places: dict[str, int]
    added: dict[int, str]
    numbering: frozenset[int]


@dataclass(frozen=True, slots=True)
class RowRead:
    """What one row says: in the places of the form, and in columns that people added."""

    values: dict[str, str]
    more: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Taken:
    """The rows that were found, and the words around them that are the form's own."""

    rows: list[RowRead] = field(default_factory=list[RowRead])
    form: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table of the form. `words` are what people head each column with, in the order in which columns are claimed
    (“School Improvement Partner” also says “school”); without any, columns are known by their very titles. `needed`
    must be among the columns found."""

    key: str
    section: str
    prefix: str
    header: tuple[str, ...]
    places: tuple[str, ...]
    words: dict[str, set[str]]
    needed: frozenset[str]

    def take(self, key: str, content: list[Block], taken: Taken) -> list[Block]:
        """Takes the tables of this form out of some content, and gives back the rest of it. In other sections a table
        without tags must have our very header: a table of earlier actions with owners and dates is no table of
        targets. Where one is surely ours, others beside it are not, but for the rest of it after a cut."""
        tables = [block for block in content if isinstance(block, Table)]
        sure = any(self._is_sure(table) for table in tables)
        kept: list[Block] = []
        before: Columns | None = None
        for block in content:
            if not isinstance(block, Table):
                before = before if not isinstance(block, FlowLine) or not block.text.strip() else None
                kept.append(block)
                continue
            before = self._take_table(block, own=key == self.section, sure=sure, before=before, taken=taken, kept=kept)
        return kept

    def _take_table(
        self, table: Table, *, own: bool, sure: bool, before: Columns | None, taken: Taken, kept: list[Block]
    ) -> Columns | None:
        found = self._find(table, own=own and not sure and bool(self.words))
        if found is None and own and before and self._goes_on(table, before):
            found = 0, 0, before
        if found is None:
            kept.append(table)
            return None
        title, start, columns = found
        kept += [FlowLine(row_line(row)) for row in table.rows[:title]]
        taken.form += [cell.text for row in table.rows[title:start] for cell in row]
        for row in table.rows[start:]:
            if self._is_header(row):
                taken.form += [cell.text for cell in row]
            else:
                taken.rows.append(_read(row, columns, taken))
        return columns

    def _find(self, table: Table, *, own: bool) -> tuple[int, int, Columns] | None:
        """Where the header begins and ends, and its columns."""
        tagged = any(self._is_tagged(row) for row in table.rows)
        for start in range(min(_HEADER_ROWS, len(table.rows))):
            for rows in (table.rows[start : start + 1], table.rows[start : start + 2]):
                places = self._places(rows)
                known = tagged or own or (len(places) == len(self.places) and not self.words)
                if places and (known or any(self._is_header(row) for row in rows)):
                    end = start + len(rows)
                    return start, end, _columns(places, _titles(rows), table.rows[end:])
        return self._by_tags(table) if tagged else None

    def _by_tags(self, table: Table) -> tuple[int, int, Columns]:
        """A header that is worded otherwise, or is lost: each column is the place that its tag says."""
        begin = next(at for at, row in enumerate(table.rows) if self._is_tagged(row))
        places = {place: at for at, place in enumerate(self.places)} | {
            tag.rpartition(":")[2]: at
            for at, cell in _placed(table.rows[begin])
            for tag in cell.tags
            if tag.startswith(self.prefix)
        }
        header = table.rows[max(begin - 1, 0) : begin]
        is_ours = header and all(not (text := _text_at(header[0], at)) or is_known(text) for at in places.values())
        start, titles = (begin - 1, _titles(header)) if is_ours else (begin, {})
        return start, begin, _columns(places, titles, table.rows[begin:])

    def _goes_on(self, table: Table, before: Columns) -> bool:
        """A table that was cut in two: as wide as the first part, and without a header of its own."""
        width = max((*before.places.values(), *before.added, *before.numbering)) + 1
        widths = {sum(cell.span for cell in row) for row in table.rows}
        return widths == {width} and not self._heads_something(table.rows[0])

    def _heads_something(self, row: Row) -> bool:
        every = set[str]().union(*self.words.values(), *(plain(title).split() for title in self.header))
        return all(len(cell.text) <= _HEADING_AT_MOST for cell in row) and any(
            every.intersection(plain(cell.text).split()) for cell in row[1:]
        )

    def _is_sure(self, table: Table) -> bool:
        return any(self._is_tagged(row) for row in table.rows) or any(
            self._is_header(row[: len(self.header)]) for row in table.rows[:_HEADER_ROWS]
        )

    def _is_tagged(self, row: Row) -> bool:
        return any(tag.startswith(self.prefix) for cell in row for tag in cell.tags)

    def _is_header(self, row: Row) -> bool:
        return [plain(cell.text) for cell in row[: len(self.header)]] == [plain(title) for title in self.header]

    def _places(self, rows: Sequence[Row]) -> dict[str, int]:
        """The place that each column under these header rows has; empty where they are no header."""
        if any(self._is_tagged(row) for row in rows) or not _may_head(rows):
            return {}
        if not self.words:
            exact = {plain(title): column for column, title in reversed(_titles(rows).items())}
            named = zip(self.places, map(plain, self.header), strict=True)
            found = {place: exact[title] for place, title in named if title in exact}
            return found if self.needed <= found.keys() and len(found) > 1 else {}
        columns: dict[str, int] = {}
        titles = {column: set(plain(title).split()) for column, title in _titles(rows).items() if "%" not in title}
        for place, words in self.words.items():
            for column, title in titles.items():
                if column not in columns.values() and words & title:
                    columns[place] = column
                    break
        return columns if self.needed <= columns.keys() and len(columns) > 1 else {}


def _may_head(rows: Sequence[Row]) -> bool:
    """A second header row says something short under one that was merged across."""
    return len(rows) == 1 or (
        any(cell.span > 1 for cell in rows[0]) and all(len(cell.text) <= _HEADING_AT_MOST for cell in rows[1])
    )


def _titles(rows: Sequence[Row]) -> dict[int, str]:
    """What heads each column, over all header rows; one that is merged across heads its first column, or each column
    of the row below."""
    last = {at: cell.text for at, cell in _placed(rows[-1])}
    for row in rows[:-1]:
        over = {at + more: cell.text for at, cell in _placed(row) for more in range(cell.span)}
        last = {at: text if text == over.get(at) else f"{over.get(at, '')} {text}".strip() for at, text in last.items()}
    return last


def _text_at(row: Row, column: int) -> str:
    cell = cell_at(row, column)
    return cell.text.strip() if cell else ""


def _placed(row: Row) -> Iterator[tuple[int, Cell]]:
    at = 0
    for cell in row:
        yield at, cell
        at += cell.span


def _columns(places: dict[str, int], titles: dict[int, str], rows: Sequence[Row]) -> Columns:
    others = {column: one_line(title) for column, title in titles.items() if column not in places.values()}
    numbering = frozenset(
        column
        for column, title in others.items()
        if plain(title) in _NUMBERING
        and all(not (text := _text_at(row, column)) or text.strip(" .)").isdigit() for row in rows)
    )
    return Columns(places, {at: title for at, title in others.items() if at not in numbering}, numbering)


def _read(row: Row, columns: Columns, taken: Taken) -> RowRead:
    texts: dict[int, str] = {}
    for at, cell in _placed(row):
        text = tidy(cell.text)
        texts[at] = said_in_cell(text)
        if texts[at] != text:
            taken.form += cell_prompts(text)
    taken.form += (text for at, text in texts.items() if at in columns.numbering)
    values = {place: texts.pop(at) for place, at in columns.places.items() if at in texts}
    more = tuple(
        (columns.added.get(at, ""), text) for at, text in texts.items() if text and at not in columns.numbering
    )
    return RowRead(values, more)


_JUDGEMENTS: Final = FormTable(
    key="judgements",
    section="judgements",
    prefix="sip:judgement:",
    header=JUDGEMENT_HEADER,
    places=("area", "school", "sip", "gap"),
    words={
        "sip": {"sip", "sips", "partner"},
        "school": {"school", "schools", "headteacher", "self"},
        "area": {"area", "areas", "aspect", "criterion", "criteria"},
        "gap": {"gap", "gaps"},
    },
    needed=frozenset({"area", "school", "sip"}),
)
_TARGETS: Final = FormTable(
    key="targets",
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


def _of_kind(kind: TableKind) -> FormTable:
    titles = tuple(column.title for column in kind.columns)
    return FormTable(kind.key, kind.section, f"sip:{kind.key}:", titles, kind.keys, {}, frozenset(kind.keys[:1]))


FORM_TABLES: Final = (_JUDGEMENTS, _TARGETS, *map(_of_kind, TABLES))


def judgements_of(rows: Sequence[RowRead], over: list[str]) -> tuple[Judgement, ...]:
    """The rows in which anything was judged. What else people wrote is left `over`."""
    judged: list[Judgement] = []
    for row in rows:
        area, school, sip, gap = (row.values.get(place, "") for place in _JUDGEMENTS.places)
        if school or sip or gap:
            judged.append(Judgement(one_line(area), school, sip, row.more, gap))
        elif row.more or not is_area(area):
            over += filter(None, (": ".join(filter(None, (one_line(area), *map(_column, row.more)))),))
    return tuple(judged)


def targets_of(rows: Sequence[RowRead], over: list[str]) -> tuple[Target, ...]:
    """The rows in which a target is written. A row with nothing but a column that people added is none."""
    agreed: list[Target] = []
    for row in rows:
        text, measure, owner, due = (row.values.get(place, "") for place in _TARGETS.places)
        if text or measure or owner or due:
            agreed.append(Target(text, measure, owner, due, row.more))
        else:
            over += map(_column, row.more)
    return tuple(agreed)


def listed_targets(lines: Sequence[str], tabled: set[str], *, has_table: bool) -> tuple[list[Target], list[str]]:
    """Targets written as a list instead of in the table, and the lines that are none. Where the form has no table for
    them, each line is one, unless it is the row of some other table."""
    agreed: list[Target] = []
    rest: list[str] = []
    for line in lines:
        listed = bool(_MARKER.match(line))
        text = _MARKER.sub("", line).strip() if listed else line.strip()
        if text and line not in tabled and (listed or not has_table) and not _NONE_YET.match(text):
            agreed.append(Target(text, "", "", ""))
        else:
            rest.append(line)
    return agreed, rest


def _column(named: tuple[str, str]) -> str:
    title, value = named
    return ": ".join(filter(None, (title, one_line(value))))
