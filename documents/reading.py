"""Reading a filled proforma back, whoever saved it: by the tags of its controls where they are still there (Word keeps
them), else by its headings and the labels of its tables (LibreOffice drops tags; people retype, paste and reorder).
Another form is read by the titles that such forms have. Whatever stands in no section is shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from documents.beside import Aside, Surroundings, comment, is_separator
from documents.flow import Block, Table, blocks, box, lines_of
from documents.form import plain, prompts_in, said, tidy
from documents.form_boxes import BoxesRead, boxes_at_the_top, rows_of, take_boxes
from documents.form_lines import with_lines
from documents.form_tables import FORM_TABLES, FormTable, Taken, judgements_of, listed_targets, targets_of
from documents.front import Front, read_front, repeated
from documents.package import MAX_BYTES, Package, open_package
from documents.sections import Sorted, sort_out
from documents.tracked import tracked_changes
from documents.unreadable import UnreadableDocument
from documents.word_count import WordCount, count, words_in
from documents.word_xml import child_of
from handbook.cases.pupils import pupils_in
from handbook.reports.paper.boxes import TABLES, TableRow
from handbook.reports.paper.passages import Passage
from handbook.reports.paper.proforma import SECTIONS, Contents, Form, Judgement, Target

__all__ = ["MAX_BYTES", "UnreadableDocument", "read_counted", "read_proforma"]

MIN_SECTIONS: Final = 3
"""With fewer headings of ours than this, it is some other document."""
MIN_OTHER: Final = 2
"""With fewer sections than this under the titles of other forms, or no school named, it is none of those either."""

NAME_AT_MOST: Final = 100
ADDED: Final = "a section that was added"
FORGOTTEN: Final = "somewhere in the document"


def read_proforma(data: bytes) -> Contents:
    """What a report says. Prompts of the form are not content; list items are lines beginning “• ”; judgements and
    targets are given as rows, and as the first lines of their sections. Every visible word is in the head, in a
    section or in `unplaced`. Raises Unreadable, and nothing else, whatever the bytes are; the work is bounded
    (`package.py`)."""
    return read_counted(data)[0]


def read_warily(data: bytes) -> Contents:
    """The same, with a warning of what looks like a pupil's name or number, by the rule that concerns have."""
    contents = read_proforma(data)
    texts = (*contents.sections.values(), *(one.words for one in contents.unplaced))
    return replace(contents, pupils=pupils_in(texts, ()))


def read_counted(data: bytes) -> tuple[Contents, WordCount]:
    """The same, with the account of its words."""
    package = open_package(data)
    around = Surroundings(package, hides=any(True for root in package.said() for _ in root.iter("{*}vanish")))
    body = child_of(package.root, "body")
    found = sort_out(blocks(body, (), around) if body is not None else [])
    rows = {form.key: _take(form, found) for form in FORM_TABLES}
    boxes = _take_boxes(found)
    front = read_front(found.front)
    form = _form_of(found, front)
    name = _take_name(front) if form is Form.OTHER else ""
    tables = _rows(found, rows)
    shown = [
        *_at_the_edges(package, around, front, "header"),
        *_in_order(found, front),
        *_never_referred(package, around),
        *_at_the_edges(package, around, front, "footer"),
    ]
    ours = [*around.form, *found.form, *front.form, *tables.form, *boxes.form]
    facts = [word for fact in front.facts for word in fact]
    placed = [*front.placed, *(front.head.urn,), *tables.placed, *boxes.values.values()]
    account, forgotten = count(words_in(package), ours, placed, [*facts, *(one.words for one in shown)])
    if forgotten:
        shown.append(Passage(FORGOTTEN, " ".join(forgotten.elements())))
    head = front.head
    contents = Contents(
        school_name=head.school,
        town=head.town,
        year_said=head.year_said,
        urn=head.urn,
        academic_year=head.year,
        term=head.term,
        sip_name=head.sip,
        sections={kind.key: tidy("\n".join(tables.lines[kind.key])) for kind in SECTIONS},
        judgements=tables.judgements,
        targets=tables.targets,
        boxes={**dict(boxes_at_the_top(front.facts)), **boxes.values},
        rows=tables.rows,
        unplaced=tuple(shown),
        facts=tuple(front.facts),
        subheadings=tuple(found.subheadings),
        tracked=tracked_changes(package),
        hidden_words=len(plain(" ".join(around.hidden)).split()),
        form=form,
        form_name=name,
    )
    return with_lines(contents), account


def _take_name(front: Front) -> str:
    """What another form calls itself, in its first line."""
    first = front.shown[0][1].text if front.shown else ""
    if not 0 < len(first) <= NAME_AT_MOST or front.shown[0][0]:
        return ""
    front.form.append(front.shown.pop(0)[1].text)
    return first


def _form_of(found: Sorted, front: Front) -> Form:
    if found.is_ours:
        return Form.OURS
    if len(found.own | found.other) >= MIN_OTHER and (front.head.school or front.head.urn):
        return Form.OTHER
    raise UnreadableDocument("no_proforma")


@dataclass(frozen=True, slots=True)
class _Read:
    """The sections as lines, and the rows of their tables. `placed` is what was written in them, each word once."""

    lines: dict[str, list[str]]
    judgements: tuple[Judgement, ...]
    targets: tuple[Target, ...]
    rows: dict[str, tuple[TableRow, ...]]
    placed: list[str]
    form: list[str]


def _take(form: FormTable, found: Sorted) -> Taken:
    taken = Taken()
    for key, content in found.sections.items():
        found.sections[key] = form.take(key, content, taken)
    for added in found.added:
        added.blocks = form.take("", added.blocks, taken)
    return taken


def _take_boxes(found: Sorted) -> BoxesRead:
    read = BoxesRead()
    for key, content in found.sections.items():
        found.sections[key] = take_boxes(key, content, read)
    return read


def _rows(found: Sorted, taken: dict[str, Taken]) -> _Read:
    over: dict[str, list[str]] = {"judgements": [], "targets": []}
    judgements = judgements_of(taken["judgements"].rows, over["judgements"])
    targets = targets_of(taken["targets"].rows, over["targets"])
    lines = {kind.key: [*over.get(kind.key, ()), *_said_lines(found.sections.get(kind.key, ()))] for kind in SECTIONS}
    form = [text for each in taken.values() for text in each.form]
    contents = (*found.sections.values(), *(added.blocks for added in found.added))
    form += (prompt for content in contents for line in lines_of(content) for prompt in prompts_in(line))
    placed = [line for each in lines.values() for line in each]
    for each in taken.values():
        placed += [value for row in each.rows for value in row.values.values()]
        placed += [word for row in each.rows for column in row.more for word in column]
    if not targets:
        tabled = {
            line
            for block in found.sections.get("targets", ())
            if isinstance(block, Table)
            for line in lines_of([block])
        }
        listed, lines["targets"] = listed_targets(lines["targets"], tabled, has_table=bool(taken["targets"].form))
        targets = tuple(listed)
    rows = {kind.key: rows for kind in TABLES if (rows := rows_of(kind, taken[kind.key].rows))}
    return _Read(lines, judgements, targets, rows, placed, form)


def _said_lines(content: Iterable[Block]) -> list[str]:
    lines = "\n".join(lines_of(content)).split("\n")
    return [spoken for line in lines if (spoken := said(line)) or not line.strip()]


def _in_order(found: Sorted, front: Front) -> list[Passage]:
    """What stands in no section, in reading order."""
    added = [
        (each.at, Passage(ADDED, tidy("\n".join(_said_lines(each.blocks))), title=each.title, near=each.near))
        for each in found.added
    ]
    everything = sorted([*found.shown, *front.shown, *added], key=lambda placed: placed[0])
    return [passage for _, passage in everything]


def _at_the_edges(package: Package, around: Surroundings, front: Front, kind: str) -> list[Passage]:
    """What headers or footers say beyond the school, the term and the page; each once, however many pages have it."""
    shown: dict[str, Passage] = {}
    for part in package.of_kind(kind):
        root = part.root
        content = blocks(root, (), around) if root is not None else []
        said_here = [block.text for block in content if isinstance(block, Aside)]
        for text in (*(piece for line in lines_of(content) for piece in line.split("\t")), *said_here):
            if text in shown or repeated(plain(text).split(), front.head):
                around.form.append(text)
            else:
                shown[text] = Passage(f"the page {kind}", text.strip())
    return list(shown.values())


def _never_referred(package: Package, around: Surroundings) -> list[Passage]:
    """Comments and notes that stand nowhere in the text any more, but in the file."""
    return [
        Passage(aside.where, aside.text)
        for kind in ("comment", "footnote", "endnote")
        for number, note in package.noted(kind).items()
        if f"{kind}:{number}" not in around.told and not is_separator(note)
        for aside in (comment(number, around, box) if kind == "comment" else box(note, around, f"a {kind}"))
        if aside.text.strip()
    ]
