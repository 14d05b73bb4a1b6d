"""The tags of the form's places, and the labels that stand for them where a program dropped the tags."""

from typing import Final

from documents.form import plain, section_tag
from handbook.reports.paper.boxes import BOXES, HEAD, TABLE, TABLES, BoxKind, TableKind
from handbook.reports.paper.frameworks import is_area
from handbook.reports.paper.proforma import SECTIONS


def box_tag(box: BoxKind) -> str:
    return f"sip:{box.key}"


def cell_tag(table: TableKind, number: int, column: str) -> str:
    """`number` is that of the row, from 1."""
    return f"sip:{table.key}:{number}:{column}"


BOX_LABELS: Final = frozenset(plain(label) for box in BOXES for label in (box.label, *box.also))
BOXES_AT_THE_TOP: Final = {
    plain(label): box.key for box in BOXES if box.section == HEAD for label in (box.label, *box.also)
}
_SECTION_OF_TAG: Final[dict[str, str]] = {
    **{section_tag(kind.key): kind.key for kind in SECTIONS},
    **{box_tag(box): box.section for box in BOXES},
}
_SECTION_OF_TABLE: Final[dict[str, str]] = {
    "judgement": "judgements",
    "target": "targets",
    **{kind.key: kind.section for kind in TABLES},
}


def is_given(tag: str, text: str) -> bool:
    """Whether a form gives this for people to write beside: the area of a judgement, the stage of in-year data."""
    table, _, cell = tag.removeprefix("sip:").partition(":")
    if table == "judgement":
        return cell.endswith(":area") and is_area(text)
    return text in TABLE[table].given if table in TABLE else False


def section_of_tag(tag: str) -> str:
    """The section that a place of the form stands in; empty where a tag is of the head, or none of ours."""
    if tag in _SECTION_OF_TAG:
        return _SECTION_OF_TAG[tag]
    ours, _, place = tag.partition(":")
    table, _, cell = place.partition(":")
    return _SECTION_OF_TABLE.get(table, "") if ours == "sip" and cell else ""
