"""What stands before the first section of a report: its head, what people added to that, and the suggested agenda."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from documents.flow import Cell, FlowLine, Words
from documents.form import BULLET, HEAD_LABELS, is_front_text, one_line, plain, said
from documents.form_head import Head, read_head
from documents.form_tags import BOXES_AT_THE_TOP
from handbook.reports.paper.passages import Passage

TOP: Final = "the top of the report"
_LABEL_AT_MOST: Final = 40
_HEAD_LABELS: Final = HEAD_LABELS | BOXES_AT_THE_TOP.keys() | {"date"}
_ONLY_TOLD: Final = _HEAD_LABELS - HEAD_LABELS | {"headteacher", "head teacher", "head"}
"""Labels of ours whose values stand nowhere but among the facts."""
AGENDA: Final = "the suggested agenda"


@dataclass(slots=True)
class Front:
    """`facts` are the labels and values that the head has beside ours (“Chair of governors”); `form` the words that are
    the form's own, `placed` those that were read into the head."""

    head: Head
    facts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    shown: list[tuple[int, Passage]] = field(default_factory=list[tuple[int, Passage]])
    form: list[str] = field(default_factory=list[str])
    placed: list[str] = field(default_factory=list[str])


def read_front(content: list[tuple[int, Words]]) -> Front:
    """Every line and every row is in the head, a fact beside it, the form's own, or shown."""
    front = Front(read_head([block for _, block in content]))
    front.placed += front.head.said
    for at, block in content:
        if isinstance(block, FlowLine):
            _line(block.text, at, front)
        else:
            rows = iter((*block.rows[1:], ()))
            for row in block.rows:
                _row(row, next(rows), at, front)
    return front


def _line(text: str, at: int, front: Front) -> None:
    bare = said(text).strip()
    if not bare or is_front_text(bare.removeprefix(BULLET)):
        front.form.append(text)
        return
    if is_front_text(bare.removeprefix(BULLET).rpartition(":")[0]):
        front.shown.append((at, Passage(AGENDA, bare)))
        return
    for part in filter(None, (piece.strip() for piece in bare.replace("|", "\n").split("\n"))):
        label, sign, value = _parted(part)
        if not sign or not _fact(label, value, front):
            front.shown.append((at, Passage(TOP, part)))


def _parted(text: str) -> tuple[str, str, str]:
    label, sign, value = text.replace("\t", ":", 1).partition(":")
    return label.strip(), sign, value.lstrip(": ").strip()


def _row(row: tuple[Cell, ...], below: tuple[Cell, ...], at: int, front: Front) -> None:
    if any(_is_suggested(cell) for cell in row):
        for line in (line for cell in row for line in cell.text.split("\n")):
            _line(line, at, front)
        return
    texts = [one_line(said(cell.text)) for cell in row if not cell.carried]
    front.form += [cell.text for cell in row if not said(cell.text).strip()]
    if _is_label_row(row, below):
        front.form += texts
        return
    left = [text for text in texts if text]
    while left:
        label, *rest = left
        if not _known(label, front) and rest and _fact(label, rest[0], front):
            left = rest[1:]
        elif _known(label, front):
            left = rest
            if _is_label(label) and rest and not _is_label(rest[0]) and _fact(label, rest[0], front):
                left = rest[1:]
            else:
                front.form.append(label)
        else:
            _line(label, at, front)
            left = rest


def _is_suggested(cell: Cell) -> bool:
    """Whether it is one of the schedule's, in which people may have written too."""
    lines = cell.text.split("\n")
    return len(lines) > 1 and any(is_front_text(line.strip().removeprefix(BULLET)) for line in lines)


def _is_label_row(row: tuple[Cell, ...], below: tuple[Cell, ...]) -> bool:
    """Labels side by side, above their values."""
    return len(row) > 1 and len(row) == len(below) and all(_is_label(cell.text) for cell in row if cell.text.strip())


def _is_label(text: str) -> bool:
    return _plain_label(text) in _HEAD_LABELS


def _plain_label(text: str) -> str:
    return plain(text.partition("(")[0])


def _known(text: str, front: Front) -> bool:
    """A label of ours, or what was read as the value of one."""
    return _is_label(text) or text in front.head.said or is_front_text(text)


def _fact(label: str, value: str, front: Front) -> bool:
    """Notes a label with its value. Ours are in the head already, but for the headteacher and the day, which are told
    as they stand there."""
    if not label or not value or len(label) > _LABEL_AT_MOST:
        return False
    if _is_label(label) and one_line(value) in front.head.said and _plain_label(label) not in _ONLY_TOLD:
        front.form.append(label)
    else:
        front.facts.append((label.strip(" :*•"), value))
    return True


def repeated(words: Iterator[str] | list[str], head: Head) -> bool:
    """Whether a header or footer says nothing that does not stand in the head: it names the school, the term, the page
    again."""
    told = {"school", "improvement", "partner", "report", "proforma", "page", "of", "visit", "sip", "termly"}
    for text in (*head.said, head.school, head.town, head.urn, str(head.year or ""), str(head.term or "")):
        told.update(plain(text).split())
    return all(word in told or (word.isdigit() and len(word) <= 4) for word in words)
