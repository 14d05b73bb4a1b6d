"""Reading the head of a report: which school, year, term and SIP, in whatever way people type them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from documents.dates_typed import day_typed, term_of_day, term_typed, year_of_term, year_typed
from documents.flow import Cell, FlowLine, Words
from documents.form import HEAD, one_line, plain, said
from handbook.core.school_years import AcademicYear, Term

_KEY_OF_TAG: Final = {field.tag: field.key for field in HEAD}
_KEY_OF_LABEL: Final = {plain(label): field.key for field in HEAD for label in field.labels}
_KEY_OF_LABEL.update(dict.fromkeys(("date of visit", "visit date", "date", "date and time of visit"), "day"))
_HINT: Final = re.compile(r"\([^)]*\)")
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
    said: tuple[str, ...] = ()
    """What was read of it, as it stands there."""
    year_said: str = ""


def read_head(front: list[Words]) -> Head:
    """The head from what stands before the first section."""
    values: dict[str, str] = {}
    for found in (_by_tag, _by_label):
        for key, text in found(front):
            if value := one_line(said(text)):
                values.setdefault(key, value)
    day = day_typed(values.get("day", ""))
    term = term_typed(values.get("term", "")) or term_typed(values.get("year", ""))
    term = term or (term_of_day(day) if day else None)
    year = _year(values, term)
    return Head(
        school=values.get("school", ""),
        town=values.get("town", ""),
        urn=_urn(values.get("urn", ""), front),
        year=year,
        term=term,
        sip=values.get("sip", ""),
        said=tuple(values.values()),
        year_said="" if year else values.get("year", ""),
    )


def _by_tag(front: list[Words]) -> Iterator[tuple[str, str]]:
    for block in front:
        places = [block] if isinstance(block, FlowLine) else [cell for row in block.rows for cell in row]
        for place in places:
            keys = [_KEY_OF_TAG[tag] for tag in place.tags if tag in _KEY_OF_TAG]
            if len(keys) == 1:  # several in one place cannot be told apart
                labelled = dict(_labelled(place.text))
                yield keys[0], labelled.get(keys[0], place.text)


def _by_label(front: list[Words]) -> Iterator[tuple[str, str]]:
    """Cells to the right of a label or, where a whole row is labels, below; and lines such as “Term: Autumn”, several
    in one line too (“School: X | URN: 990003”)."""
    for block in front:
        if isinstance(block, FlowLine):
            yield from _labelled(block.text)
            continue
        below = iter((*block.rows[1:], ()))
        for row in block.rows:
            yield from _in_row(row, next(below))


def _in_row(row: tuple[Cell, ...], below: tuple[Cell, ...]) -> Iterator[tuple[str, str]]:
    """Two labels side by side stand above their values, and not beside them."""
    keys = [_key_of(cell.text) for cell in row]
    if any(map(all, pairwise(keys))):
        if len(row) == len(below) and not any(_key_of(cell.text) for cell in below):
            yield from ((key, cell.text) for key, cell in zip(keys, below, strict=True) if key)
        return
    yield from ((key, value.text) for key, value in zip(keys, row[1:], strict=False) if key)
    for cell in row:
        yield from _labelled(cell.text)


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    for line in text.replace("|", "\n").split("\n"):
        label, colon, value = line.replace("\t", ":", 1).partition(":")
        key = _key_of(label)
        if key and colon:
            yield key, value.lstrip(": ")


def _key_of(label: str) -> str:
    """“School name *”, “Term (please select)”; empty for what is no label of ours."""
    return _KEY_OF_LABEL.get(plain(_HINT.sub("", label)), "")


def _urn(value: str, front: list[Words]) -> str:
    match = _URN.search(value) or _URN.search("".join(value.split()))
    if match:
        return match[0]
    words = " ".join(
        block.text if isinstance(block, FlowLine) else " ".join(cell.text for row in block.rows for cell in row)
        for block in front
    )
    said_somewhere = _URN_SAID.search(words)
    return said_somewhere[1] if said_somewhere else ""


def _year(values: Mapping[str, str], term: Term | None) -> AcademicYear | None:
    """Of a single year beside a term, only the autumn’s is clear in a box for the academic year."""
    of_year, of_term, day = values.get("year", ""), values.get("term", ""), day_typed(values.get("day", ""))
    alone = year_of_term(of_year, term) if term is Term.AUTUMN or term_typed(of_year) else None
    found = year_typed(of_year) or year_typed(of_term) or year_of_term(of_term, term) or alone
    return found or (AcademicYear.of(day) if day and not of_year.strip() else None)
