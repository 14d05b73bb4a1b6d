"""Sorting what a document says into the sections of the form, those that people added, and what stands before them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from documents.beside import Aside
from documents.flow import Block, Cell, FlowLine, Table, Words
from documents.form import HEAD_LABELS, is_front_text, plain, said
from documents.form_tags import BOX_LABELS, section_of_tag
from documents.titles import Title, is_numbered, other_title, own_title
from handbook.reports.paper.passages import Passage

_PLAIN_TITLE: Final = 70
"""A longer line heads nothing, unless it is styled so."""
_LABEL: Final = 80
_OURS: Final = 3
"""Titles of ours, standing as plain lines, by which a document without headings is known for our form."""


@dataclass(slots=True)
class Added:
    """A section that people added. `near` is the section of ours that stands before it."""

    at: int
    title: str
    near: str
    blocks: list[Block] = field(default_factory=list[Block])


@dataclass(slots=True)
class Sorted:
    """A document in its parts. `own` and `other` are the sections found by our titles and tags, and by those of other
    forms; `form` the words that are the form's and nobody's; numbers (`at`) give the order of reading."""

    front: list[tuple[int, Words]] = field(default_factory=list[tuple[int, Words]])
    sections: dict[str, list[Block]] = field(default_factory=dict[str, list[Block]])
    added: list[Added] = field(default_factory=list[Added])
    shown: list[tuple[int, Passage]] = field(default_factory=list[tuple[int, Passage]])
    subheadings: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    form: list[str] = field(default_factory=list[str])
    own: set[str] = field(default_factory=set[str])
    other: set[str] = field(default_factory=set[str])

    @property
    def is_ours(self) -> bool:
        """Another form may have some of our titles too; ours has few that are not."""
        return len(self.own) >= _OURS and len(self.own) >= len(self.other) + len(self.added)


def sort_out(content: list[Block]) -> Sorted:
    """Each block goes to one place. A tag says more than the heading above it. A line that only repeats a title counts
    as the heading where none is styled."""
    opened = [block for each in content for block in _opened(each)]
    sorter = _Sorter(opened)
    for at, block in enumerate(opened):
        sorter.take(at, block)
    return sorter.found


class _Sorter:
    def __init__(self, content: list[Block]) -> None:
        lines = [block for block in content if isinstance(block, FlowLine)]
        self._own = {
            id(line): own_title(line.text, whole=not line.level)
            for line in lines
            if line.level or len(line.text) <= _PLAIN_TITLE
        }
        styled = [line for line in lines if line.level]
        self._first = next((line for line in lines if line.text.strip()), None)  # the name of the document
        self._styled = {title.section for line in styled if (title := self._own[id(line)])}
        self._all_plain = not styled and sum(title is not None for title in self._own.values()) < _OURS
        self._current = ""
        self._depth = 0
        self._added: Added | None = None
        self._added_inside = ""
        self._begun = False
        self.found = Sorted()

    def take(self, at: int, block: Block) -> None:
        if isinstance(block, Aside):
            self._take_aside(at, block)
            return
        tagged = next((key for tag in _tags(block) if (key := section_of_tag(tag))), "")
        if tagged and self._added_inside != tagged:
            self._enter(tagged)
            self.found.own.add(tagged)
        if isinstance(block, FlowLine) and (self._adds_inside(at, block) if tagged else self._take_heading(at, block)):
            return
        self._put(at, block)

    def _adds_inside(self, at: int, line: FlowLine) -> bool:
        """Whether a line heads a section that was added inside the control of one of ours, where people go on typing
        when they come to its end."""
        if not line.level or not said(line.text).strip() or own_title(line.text, whole=True):
            return False
        if line.level > (max(self._depth, 1) if self._current else self._depth):
            self._note_subheading(line)
            return False
        self._add(at, line, inside=self._current or self._added_inside)
        return True

    def _take_aside(self, at: int, aside: Aside) -> None:
        if not aside.text.strip():
            return
        if aside.part_of_text and (self._current or self._added):
            self._put(at, FlowLine(aside.text))
        else:
            self.found.shown.append((at, Passage(aside.where, aside.text, near=self._near)))

    def _take_heading(self, at: int, line: FlowLine) -> bool:
        """Whether a line heads something, and what follows is put elsewhere."""
        title = self._title(line)
        if title:
            self._enter(title.section, line.level or 1)
            (self.found.own if title.own else self.found.other).add(title.section)
            self.found.form.append(line.text.replace(title.rest, "") if title.rest else line.text)
            if title.rest and title.is_answer:
                self._put(at, FlowLine(title.rest))
            elif title.rest:
                self.found.shown.append((at, Passage("a heading", line.text.strip(), near=title.section)))
            return True
        level = line.level or int(self._all_plain and is_numbered(line.text))
        if not level or not said(line.text).strip() or is_front_text(line.text):
            return False
        if (self._current or self._added) and level > self._depth:
            self._note_subheading(line)
            return False
        self._add(at, replace(line, level=level))
        return True

    def _note_subheading(self, line: FlowLine) -> None:
        if self._current:
            self.found.subheadings.append((self._current, line.text.strip()))

    def _add(self, at: int, line: FlowLine, inside: str = "") -> None:
        self._added = Added(at, line.text.strip(), self._near)
        self._current, self._depth, self._added_inside = "", line.level, inside
        self.found.added.append(self._added)

    def _title(self, line: FlowLine) -> Title | None:
        own = self._own.get(id(line))
        if line.level:
            return own or (other_title(line.text) if not self._current or line.level <= self._depth else None)
        if own and own.section not in self._styled:
            return own
        if not self._all_plain or line is self._first or len(line.text) > _PLAIN_TITLE:
            return None
        return other_title(line.text)

    def _enter(self, section: str, depth: int | None = None) -> None:
        self._current, self._added, self._added_inside, self._begun = section, None, "", True
        self._depth = self._depth if depth is None else depth
        self.found.sections.setdefault(section, [])

    def _put(self, at: int, block: Words) -> None:
        if self._current:
            self.found.sections[self._current].append(block)
        elif self._added and (self._begun or not _is_head(block)):
            self._added.blocks.append(block)
        else:
            self.found.front.append((at, block))

    @property
    def _near(self) -> str:
        return self._current or (self._added.near if self._added else "")


def _tags(block: Words) -> Iterator[str]:
    yield from block.tags
    if isinstance(block, Table):
        yield from (tag for row in block.rows for cell in row for tag in cell.tags)


def _is_head(block: Words) -> bool:
    """A table of school, term and year, under whatever heading."""
    return isinstance(block, Table) and any(plain(cell.text) in HEAD_LABELS for row in block.rows for cell in row)


def _opened(block: Block) -> Iterator[Block]:
    """A table that holds sections, a label beside (or above) its text in each row, as headings and lines."""
    if not isinstance(block, Table) or not _holds_sections(block):
        yield block
        return
    width = max(sum(cell.span for cell in row) for row in block.rows)
    before: list[tuple[Cell, ...]] = []
    begun = False
    for row in block.rows:
        label, text = row[0], row[1:]
        begun = begun or _titled(row)
        said_beside = any(cell.text.strip() for cell in text)
        if not begun:
            before.append(row)
            continue
        if before:
            yield Table(tuple(before), block.tags)
            before = []
        is_label = _titled(row) or (width > 1 and 0 < len(label.text.strip()) <= _LABEL)
        yield from (FlowLine(line, int(is_label), label.tags) for line in _lines(label, whole=is_label))
        if said_beside:
            yield from (FlowLine(line, tags=cell.tags) for cell in text for line in _lines(cell))


def _lines(cell: Cell, *, whole: bool = False) -> list[str]:
    if cell.carried or not cell.text.strip():
        return []
    return [" ".join(cell.text.split())] if whole else cell.text.split("\n")


def _holds_sections(table: Table) -> bool:
    rows = [row for row in table.rows if row]
    if len(rows) < len(table.rows) or any(len(row) > 2 for row in rows) or _are_boxes(table):
        return False
    titles = [title for row in rows if (title := _title_of(row))]
    return any(title.own for title in titles) or len(titles) > 1


def _are_boxes(table: Table) -> bool:
    return any(map(section_of_tag, _tags(table))) or all(plain(row[0].text) in BOX_LABELS for row in table.rows)


def _titled(row: tuple[Cell, ...]) -> bool:
    return _title_of(row) is not None


def _title_of(row: tuple[Cell, ...]) -> Title | None:
    text = row[0].text
    if len(text) > _PLAIN_TITLE or "\n" in text.strip():
        return None
    return own_title(text, whole=True) or other_title(text)
