"""A signature under an agreement, in Teams or on paper, and how a paper comes onto the record (W5, D1)."""

from dataclasses import dataclass
from datetime import date, datetime

from handbook.core.school_years import AcademicYear


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A paper that was signed: where it lies, when it was signed, and who recorded it, with the name of then."""

    reference: str
    signed_on: date
    recorded_by_id: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Which words were signed, by whom, when and for which year. `sha256` is of the words; `listed_name` the name that
    the list had for whoever signed. `at` is None where it was not kept (before there were several), `ended_at` while it
    holds. Of one on paper, `by_id` and `at` are of its recording."""

    text_version: str
    sha256: str
    name: str
    by_id: str
    at: datetime | None
    year: AcademicYear
    listed_name: str = ""
    paper: OnPaper | None = None
    ended_at: datetime | None = None
    denied: bool = False
