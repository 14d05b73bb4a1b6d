"""The school's own attendance figure, and as at which day (D5): what is published lags behind it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from handbook.core.days_said import day_in_year
from handbook.reports.paper.proforma import Contents

_RATE: Final = re.compile(r"(?<![0-9.,/])([0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*(?:%|per ?cent)", re.IGNORECASE)
_BARE: Final = re.compile(r"\s*([0-9]{2,3}(?:[.,][0-9]{1,2})?)\s*")


@dataclass(frozen=True, slots=True)
class Attendance:
    """`rate` is the percentage as it was written, `as_at` its day; empty or None where nobody can tell."""

    said: str
    rate: str
    as_at: date | None


def attendance_of(contents: Contents) -> Attendance | None:
    """None where no attendance is given. The day may stand in its own box, or beside the figure."""
    said = contents.boxes.get("attendance", "")
    if not said.strip():
        return None
    rate = _RATE.search(said) or _BARE.fullmatch(said)
    beside = said.replace(rate[0], " ") if rate else said
    day = day_in_year(contents.boxes.get("attendance_as_at", ""), contents.academic_year)
    return Attendance(
        said=said,
        rate=rate[1].replace(",", ".") if rate else "",
        as_at=day or day_in_year(beside, contents.academic_year),
    )
