"""The columns that the two libraries must have: what `handbook.reports.filing` writes beside reports (W1, W2, W4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from handbook.reports.library import Library


class ColumnKind(StrEnum):
    """What a column takes."""

    LINE = "one line of text"
    LINES = "several lines of text"
    INSTANT = "date and time"
    DAY = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is the internal one, which SharePoint fixes when the column is made: no spaces. An `indexed` column can
    be filtered by in a library of more than 5,000 files."""

    name: str
    kind: ColumnKind
    meaning: str
    indexed: bool = True


_OF_BOTH: Final = (
    Column("School", ColumnKind.LINE, "the school’s name"),
    Column("URN", ColumnKind.LINE, "the school’s six digits: names are not unique"),
    Column("AcademicYear", ColumnKind.LINE, "the academic year, such as 2026/27"),
    Column("Term", ColumnKind.LINE, "Autumn, Spring or Summer; All beside the reports of a year"),
    Column("SIP", ColumnKind.LINE, "who wrote it"),
    Column("Status", ColumnKind.LINE, "how it stands, such as Approved or Shared"),
    Column("Sha256", ColumnKind.LINE, "a fingerprint of the document, by which a second try finds the first"),
)
COLUMNS: Final[Mapping[Library, tuple[Column, ...]]] = MappingProxyType(
    {
        Library.DRAFTS: _OF_BOTH,
        Library.REPORTS: (
            *_OF_BOTH,
            Column("LocalAuthority", ColumnKind.LINE, "the school’s local authority", indexed=False),
            Column("ApprovedBy", ColumnKind.LINE, "the headteacher who approved it", indexed=False),
            Column("ApprovedAt", ColumnKind.INSTANT, "when", indexed=False),
            Column("SharedWith", ColumnKind.LINES, "who it was shared with outside the school", indexed=False),
            Column("RetainUntil", ColumnKind.DAY, "until when it is kept"),
        ),
    }
)
