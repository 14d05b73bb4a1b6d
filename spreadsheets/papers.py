"""Agreements that schools have signed on paper, out of a list of them (W5, D1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from handbook.reports.agreements.names import is_full_name
from handbook.reports.agreements.paper import EARLIEST_PAPER
from handbook.reports.agreements.paper_list import ImportedPaper
from handbook.reports.agreements.texts import AgreementKind
from handbook.schools.trust_list import TrustList
from spreadsheets import list_columns as names
from spreadsheets import list_layouts
from spreadsheets.layouts import folded
from spreadsheets.people import urns_called
from spreadsheets.row_places import day_of
from spreadsheets.rows import Progress
from spreadsheets.tables import Table, TableRow, read_table
from spreadsheets.unusable import Fault
from spreadsheets.written_days import right_day

_BY_WORD: Final = {folded(word): kind for kind, words in names.AGREEMENTS.items() for word in words}


@dataclass(frozen=True, slots=True)
class TextsKnown:
    """Of each kind of agreement, the versions of its texts, the newest last; and what day it is."""

    versions: Mapping[AgreementKind, Sequence[str]]
    today: date


@dataclass(slots=True)
class PapersReading:
    """What a file says of papers, row by row."""

    table: Table
    papers: list[tuple[TableRow, ImportedPaper]] = field(default_factory=list[tuple[TableRow, ImportedPaper]])


def read_papers(path: Path, known: TrustList, texts: TextsKnown, progress: Progress = lambda _: None) -> PapersReading:
    """Raises UnusableFile."""
    table, rows = read_table(path, list_layouts.PAPER_LIST, list_layouts.EVERY_LIST, progress)
    reading = PapersReading(table)
    called = urns_called(entry.school for entry in known.schools.values())
    taken: dict[tuple[str, AgreementKind], tuple[str, int]] = {}
    for row in rows:
        faults: list[Fault] = []
        urn, kind = _urn(row, known, called, faults), _kind(row, faults)
        version = _version(row, texts.versions[kind], faults) if kind else ""
        day = _day(row, texts.today, faults)
        if not is_full_name(row.text(names.SIGNED_BY)):
            faults.append(row.fault(names.SIGNED_BY, "first name and surname of who signed"))
        if kind and (before := taken.get((urn, kind))):
            faults.append(row.fault(names.URN, f"one row a school and agreement: {row.tells_of(before)} is of both"))
        if faults or kind is None or day is None:
            table.refuse(row, *faults)
            continue
        taken[urn, kind] = row.at
        name, reference = row.text(names.SIGNED_BY), row.text(names.REFERENCE)
        reading.papers.append((row, ImportedPaper(urn, kind, version, name, day, reference)))
    return reading


def _urn(row: TableRow, known: TrustList, called: Mapping[str, Sequence[str]], faults: list[Fault]) -> str:
    said = row.text(names.URN)
    found = (said,) if said in known.schools else called.get(folded(said), ())
    if len(found) == 1:
        return found[0]
    which = " or ".join(f"{urn} ({known.schools[urn].school.full_name})" for urn in found[:4])
    right = f"the URN, for several schools are called so: {which}" if found else "the URN of a school on the list"
    faults.append(row.fault(names.URN, right))
    return ""


def _kind(row: TableRow, faults: list[Fault]) -> AgreementKind | None:
    said = folded(row.text(names.AGREEMENT))
    kind = _BY_WORD.get(said)
    if kind is None:
        meant = get_close_matches(said, _BY_WORD, 1)
        one_of = f"one of: {', '.join(words[0] for words in names.AGREEMENTS.values())}"
        faults.append(row.fault(names.AGREEMENT, names.AGREEMENTS[_BY_WORD[meant[0]]][0] if meant else one_of))
    return kind


def _version(row: TableRow, versions: Sequence[str], faults: list[Fault]) -> str:
    said = row.text(names.TEXT)
    version = next((one for one in versions if folded(one) == folded(said)), "") if said else versions[-1]
    if not version:
        faults.append(row.fault(names.TEXT, f"the version of a text: {', '.join(versions)}"))
    return version


def _day(row: TableRow, today: date, faults: list[Fault]) -> date | None:
    said = row.text(names.SIGNED_ON)
    day = day_of(said)
    if day is None:
        faults.append(row.fault(names.SIGNED_ON, right_day(said)))
    elif not EARLIEST_PAPER <= day <= today:
        past = f"a day from {EARLIEST_PAPER:%d/%m/%Y} to today" if day < EARLIEST_PAPER else "a day that is past"
        faults.append(row.fault(names.SIGNED_ON, past))
    return day
