"""What nobody has filled in a form: its prompts, the rows that ask and have no answer, tables without a row."""

from collections.abc import Iterator
from typing import Final

from documents.beside import Surroundings
from documents.flow import shows_prompt
from documents.form import is_known, is_prompt
from documents.form_tags import is_given
from documents.form_words import OURS, are_untouched, tag_of, text_of
from documents.looks import look_of
from documents.word_xml import Node, child_of, name_of, node

TARGET: Final = "sip:target:"
"""The table of targets stays, for without it each line of its section would be read as a target."""
_SAYS: Final = ("drawing", "pict", "object", "sym", "footnoteReference", "endnoteReference")


def take_out_unfilled(root: Node, around: Surroundings) -> bool:
    """Takes out of a form what its reader has no use for. Says whether there was any. Whatever anybody wrote stays, as
    do rows that were blank without asking for anything."""
    before = sum(1 for _ in root.iter())
    for table in list(root.iter("{*}tbl")):
        _without_unfilled_rows(table, around)
    for control in list(root.iter("{*}sdt")):
        if shows_prompt(control, around) and child_of(control, "sdtContent", "tc") is None:
            drop_block(control)  # of one that holds a cell, the others of its row would move
    for paragraph in list(root.iter("{*}p")):
        if is_prompt(text_of(paragraph)):  # some programs make a prompt ordinary text
            drop_block(paragraph)
    return sum(1 for _ in root.iter()) != before


def rows_of(table: Node) -> Iterator[Node]:
    """Those of a table and not of one in it; Word puts controls around rows that can be repeated."""
    for each in table:
        if name_of(each) == "tr":
            yield each
        elif name_of(each) in ("sdt", "sdtContent"):
            yield from rows_of(each)


def drop_row(row: Node) -> None:
    """And what stands around nothing else."""
    gone, parent = row, row.getparent()
    while parent is not None and len(parent) == 1 and name_of(parent) == "sdtContent":
        control = parent.getparent()
        if control is None:
            break
        gone, parent = control, control.getparent()
    drop(gone)


def drop(element: Node) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def drop_block(block: Node) -> None:
    """A cell must hold a paragraph all the same."""
    parent = block.getparent()
    if parent is None:
        return
    parent.remove(block)
    if name_of(parent) == "tc" and child_of(parent, "p") is None:
        parent.append(node("p"))


def _without_unfilled_rows(table: Node, around: Surroundings) -> None:
    rows = list(rows_of(table))
    unfilled = [row for row in rows if _is_unfilled(row, around)]
    is_targets = any(tag_of(control).startswith(TARGET) for control in table.iter("{*}sdt"))
    for row in unfilled:
        drop_row(row)
    left = [row for row in rows if row not in unfilled]
    if unfilled and not is_targets and all(child_of(row, "trPr", "tblHeader") is not None for row in left):
        _drop_table(table)


def _is_unfilled(row: Node, around: Surroundings) -> bool:
    """Whether a row asks for something, and has nothing but the form's own words."""
    passed = _Passed(row, around)
    return passed.asks and not any(
        name_of(each) != "t" or ((each.text or "").strip() and each not in passed.words)
        for each in row.iter("{*}t", *(f"{{*}}{name}" for name in _SAYS))
    )


class _Passed:
    """The words of a row that nobody wrote."""

    def __init__(self, row: Node, around: Surroundings) -> None:
        self.words = set[Node]()
        self.asks = False
        places = set[Node]()
        for control in row.iter("{*}sdt"):
            tag, text = tag_of(control), text_of(control)
            prompts = shows_prompt(control, around)
            self.asks = self.asks or prompts
            if prompts or are_untouched(tag, text) or is_given(tag, text):
                self.words.update(control.iter("{*}t"))
            elif tag.startswith(OURS):
                places.update(control.iter("{*}t"))
        for paragraph in row.iter("{*}p"):
            text, pieces = text_of(paragraph), list(paragraph.iter("{*}t"))
            if not places.intersection(pieces) and (is_prompt(text) or is_known(text)):
                self.asks = self.asks or is_prompt(text)
                self.words.update(pieces)


def _drop_table(table: Node) -> None:
    """With the title above it, where that is the form's."""
    parent = table.getparent()
    above = None if parent is None else next((each for each in reversed(list(_before(parent, table)))), None)
    drop_block(table)
    if above is not None and name_of(above) == "p" and look_of(above).level > 1 and is_known(text_of(above)):
        drop(above)


def _before(parent: Node, element: Node) -> Iterator[Node]:
    for each in parent:
        if each is element:
            return
        yield each
