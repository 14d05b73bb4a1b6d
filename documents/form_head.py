"""Reading the head of a report: which school, year, term and SIP, in whatever way people type them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from documents.flow import Block, Line
from documents.form import HEAD, one_line, plain, said
from handbook.core.school_years import AcademicYear, Term

_KEY_OF_TAG: Final = {field.tag: field.key for field in HEAD}
_KEY_OF_LABEL: Final = {plain(label): field.key for field in HEAD for label in field.labels}
_YEAR: Final = re.compile(r"(?<!\d)(?:20)?([0-9]{2})\s*(?:[/–—‐‑−-]|to|)\s*(?:20)?([0-9]{2})(?!\d)")
_URN: Final = re.compile(r"(?<!\d)[0-9]{6}(?!\d)")
_URN_SAID: Final = re.compile(r"(?i)\bURN\W{0,5}([0-9]{6})(?!\d)")


@dataclass(frozen=True, slots=True)
class Head:
    """None or empty where it could not be read."""

    school: str
    town: str
    urn: str
    year: AcademicYear | None
    term: Term | None
    sip: str


def read_head(front: list[Block]) -> Head:
    """The head from what stands before the first section."""
    values: dict[str, str] = {}
    for found in (_by_tag, _by_label):
        for key, text in found(front):
            if value := one_line(said(text)):
                values.setdefault(key, value)
    return Head(
        school=values.get("school", ""),
        town=values.get("town", ""),
        urn=_urn(values.get("urn", ""), front),
        year=_year(values.get("year", "")) or _year(values.get("term", "")),
        term=_term(values.get("term", "")) or _term(values.get("year", "")),
        sip=values.get("sip", ""),
    )


def _by_tag(front: list[Block]) -> Iterator[tuple[str, str]]:
    for block in front:
        places = [block] if isinstance(block, Line) else [cell for row in block.rows for cell in row]
        for place in places:
            keys = [_KEY_OF_TAG[tag] for tag in place.tags if tag in _KEY_OF_TAG]
            if len(keys) == 1:  # several in one place cannot be told apart
                labelled = dict(_labelled(place.text))
                yield keys[0], labelled.get(keys[0], place.text)


def _by_label(front: list[Block]) -> Iterator[tuple[str, str]]:
    """Cells to the right of a label, and lines such as “Term: Autumn”."""
    for block in front:
        if isinstance(block, Line):
            yield from _labelled(block.text)
            continue
        for row in block.rows:
            for label, value in pairwise(row):
                if key := _KEY_OF_LABEL.get(plain(label.text)):
                    yield key, value.text


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    for line in text.split("\n"):
        label, _, value = line.replace("\t", ":", 1).partition(":")
        if key := _KEY_OF_LABEL.get(plain(label)):
            yield key, value.lstrip(": ")


def _urn(value: str, front: list[Block]) -> str:
    match = _URN.search(value) or _URN.search("".join(value.split()))
    if match:
        return match[0]
    words = " ".join(
        block.text if isinstance(block, Line) else " ".join(cell.text for row in block.rows for cell in row)
        for block in front
    )
    said_somewhere = _URN_SAID.search(words)
    return said_somewhere[1] if said_somewhere else ""


def _year(text: str) -> AcademicYear | None:
    for match in _YEAR.finditer(text):
        try:
            return AcademicYear.parse(f"20{match[1]}/{match[2]}")
        except ValueError:
            continue
    return None


def _term(text: str) -> Term | None:
    words = set(plain(text).split())
    named = [term for term in Term if term.casefold() in words]
    return named[0] if len(named) == 1 else None
