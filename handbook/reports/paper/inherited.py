"""What a form has from elsewhere: the context from the year's first visit (P2), the last inspection from the year
before, and what the headteacher filled before the visit. What stands there is never overwritten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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


def with_schools_part(
    contents: Contents, boxes: Mapping[str, str], rows: Mapping[str, tuple[TableRow, ...]]
) -> Contents:
    """With what the headteacher filled of the school's part, wherever nothing stands yet."""
    given = {key: text for key, text in boxes.items() if text.strip() and BOX[key].by_school}
    tables = {key: each for key, each in rows.items() if each}
    return replace(contents, boxes=given | contents.boxes, rows=tables | contents.rows)
