"""What a form has from earlier reports: the context from the year's first visit (P2), and the last inspection from the
year before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handbook.core.school_years import AcademicYear, Term
from handbook.reports.paper.boxes import BOX, BOXES, TableRow
from handbook.reports.paper.proforma import Contents

KEPT: Final = tuple(box.key for box in BOXES if box.kept)
_OF_THE_INSPECTION: Final = ("ofsted_on", "ofsted_framework")


@dataclass(frozen=True, slots=True)
class Overwritten:
    """A box that the first visit of the year filled, and another report of the year fills otherwise."""

    label: str
    kept: str
    said: str


def inherited(earlier: Sequence[Contents], year: AcademicYear) -> dict[str, str]:
    """The context of a year by its reports, the oldest first: of each box what the first of them says."""
    kept: dict[str, str] = {}
    for report in earlier:
        if report.academic_year == year:
            kept = {key: report.boxes[key] for key in KEPT if report.boxes.get(key)} | kept
    return {key: kept[key] for key in KEPT if key in kept}


def last_inspection(earlier: Sequence[Contents]) -> tuple[dict[str, str], dict[str, tuple[TableRow, ...]]]:
    """The last inspection as the newest report that tells of it has it: it stays the last until there is another."""
    for report in reversed(earlier):
        boxes = {key: report.boxes[key] for key in _OF_THE_INSPECTION if report.boxes.get(key)}
        rows = {"outcome": report.rows["outcome"]} if report.rows.get("outcome") else {}
        if boxes or rows:
            return boxes, rows
    return {}, {}


def overwritten(earlier: Sequence[Contents], report: Contents) -> tuple[Overwritten, ...]:
    """Where a report of a later visit says another thing than the year's first; the first holds."""
    if report.academic_year is None or report.term in (Term.AUTUMN, None):
        return ()
    kept = inherited(earlier, report.academic_year)
    said = {key: report.boxes.get(key, "") for key in kept}
    return tuple(
        Overwritten(BOX[key].label, kept[key], said[key])
        for key in kept
        if said[key] and " ".join(said[key].split()) != " ".join(kept[key].split())
    )
