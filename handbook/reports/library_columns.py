"""The columns that the two libraries must have: what `handbook.reports.filing` writes beside reports (W1, W2, W4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from handbook.reports.library import Library


class Kind(StrEnum):
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
    kind: Kind
    meaning: str
    indexed: bool = True


_OF_BOTH: Final = (
    Column("School", Kind.LINE, "the school’s name"),
    Column("URN", Kind.LINE, "the school’s six digits: names are not unique"),
    Column("AcademicYear", Kind.LINE, "the academic year, such as 2026/27"),
    Column("Term", Kind.LINE, "Autumn, Spring or Summer"),
    Column("SIP", Kind.LINE, "who wrote it"),
    Column("Status", Kind.LINE, "how it stands, such as Approved or Shared"),
    Column("Sha256", Kind.LINE, "a fingerprint of the document, by which a second try finds the first"),
)
COLUMNS: Final[Mapping[Library, tuple[Column, ...]]] = MappingProxyType(
    {
        Library.DRAFTS: _OF_BOTH,
        Library.REPORTS: (
            *_OF_BOTH,
            Column("LocalAuthority", Kind.LINE, "the school’s local authority", indexed=False),
            Column("ApprovedBy", Kind.LINE, "the headteacher who approved it", indexed=False),
            Column("ApprovedAt", Kind.INSTANT, "when", indexed=False),
            Column("SharedWith", Kind.LINES, "whom it was shared with outside the school", indexed=False),
            Column("RetainUntil", Kind.DAY, "until when it is kept"),
        ),
    }
)
