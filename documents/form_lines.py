"""What stands in the boxes and tables of a section, as the first lines of its text: so that whoever reads the text has
all of it."""

from dataclasses import replace
from typing import Final

from documents.form import judgement_line, one_line, target_line, tidy
from handbook.reports.openings import BULLET
from handbook.reports.paper.boxes import BoxKind, TableKind, TableRow, boxes_of, filled_in, tables_of
from handbook.reports.paper.proforma import SECTIONS, Contents

_SEVERAL: Final = "; "


def lines_of_section(contents: Contents, section: str) -> list[str]:
    """The lines that its boxes and tables come to, in the order of the form."""
    lines: list[str] = []
    if section == "judgements":
        lines += map(judgement_line, contents.judgements)
    if section == "targets":
        lines += map(target_line, contents.targets)
    lines += (box_line(box, contents.boxes[box.key]) for box in boxes_of(section) if contents.boxes.get(box.key))
    lines += (table_line(table, row) for table in tables_of(section) for row in contents.rows.get(table.key, ()))
    return lines


def with_lines(contents: Contents) -> Contents:
    """The contents with these lines in its sections, before what else is said there."""
    texts = {
        kind.key: tidy("\n".join((*lines_of_section(contents, kind.key), contents.sections.get(kind.key, ""))))
        for kind in SECTIONS
    }
    return replace(contents, sections={key: text for key, text in texts.items() if text.strip()})


def without_lines(contents: Contents, section: str) -> str:
    """What is said in a section beside its boxes and tables."""
    said = lines_of_section(contents, section)
    return tidy("\n".join(line for line in contents.sections.get(section, "").split("\n") if line not in said))


def box_line(box: BoxKind, value: str) -> str:
    return f"{box.label}: {(_SEVERAL if box.lines else ' ').join(map(one_line, value.splitlines()))}"


def table_line(table: TableKind, row: TableRow) -> str:
    """“Reading buddies (What it is about: Reading)”; a row that still asks something ends with its question."""
    first, *others = table.columns
    columns = [(column.title, row[column.key]) for column in others]
    given = _SEVERAL.join(f"{title}: {one_line(value)}" for title, value in (*columns, *row.more) if value)
    line = f"{one_line(row[first.key])} ({given})" if given else one_line(row[first.key])
    return line if not table.asks or filled_in([row], table) else f"{BULLET} {line} – {table.asks}"
