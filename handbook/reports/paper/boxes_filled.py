"""How much of the form is filled, and what in it somebody should look at. Hints for the SIP, and never a bar."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from handbook.core.bare_words import bare
from handbook.core.british_time import day_words
from handbook.reports.paper.attendance import attendance_of
from handbook.reports.paper.boxes import BOX, TABLE, boxes_of, filled_in, tables_of
from handbook.reports.paper.frameworks import FRAMEWORKS, MET, Framework
from handbook.reports.paper.judgements import Comparison, compared, is_no_answer
from handbook.reports.paper.proforma import Contents, Form

_FOLLOWS: Final = frozenset(("safeguarding_not", "visit_number"))
"""Only to be filled where another box says so, or by the service."""


@dataclass(frozen=True, slots=True)
class Filled:
    """How many boxes and tables are filled, of how many; `empty` are the names of the others."""

    count: int
    of: int
    empty: tuple[str, ...]


def filled_boxes(contents: Contents) -> Filled | None:
    """Of the sections that a report of this term should have; None where it is on another form than ours, or on one
    from before there were any."""
    if contents.form is not Form.OURS or not (contents.boxes or contents.rows):
        return None
    sections = ("", *(kind.key for kind in contents.expected))
    boxes = [box for section in sections for box in boxes_of(section) if box.key not in _FOLLOWS]
    tables = [
        kind for section in sections for kind in tables_of(section) if not kind.asks or contents.rows.get(kind.key)
    ]
    filled = {box.label: bool(contents.boxes.get(box.key, "").strip()) for box in boxes}
    filled |= {kind.title: bool(filled_in(contents.rows.get(kind.key, ()), kind)) for kind in tables}
    return Filled(sum(filled.values()), len(filled), tuple(name for name, done in filled.items() if not done))


def to_look_at(contents: Contents, on: date) -> tuple[str, ...]:
    """What is not clear of what was filled, in sentences, looked at on a day."""
    return (*_attendance(contents, on), *_safeguarding(contents), *_outcomes(contents))


def _attendance(contents: Contents, on: date) -> tuple[str, ...]:
    attendance = attendance_of(contents)
    if attendance is None:
        return ()
    if attendance.as_at is None:
        return ("Attendance is given without a day: please say as at when.",)
    if attendance.as_at > on:
        return (f"Attendance is given as at {day_words(attendance.as_at)}, which is still to come.",)
    return ()


def _safeguarding(contents: Contents) -> tuple[str, ...]:
    said = contents.boxes.get("safeguarding", "")
    if is_no_answer(said) or compared(said, MET.grades[0], (MET,)) is Comparison.AGREES:
        return ()
    if contents.boxes.get("safeguarding_not", "").strip():
        return ()
    return (f"{BOX['safeguarding'].label}: “{said}”. Please say what is not met, and what happens now.",)


def _outcomes(contents: Contents) -> tuple[str, ...]:
    """Grades of another framework than that of the inspection. None is ever turned into one of another."""
    framework = framework_named(contents.boxes.get("ofsted_framework", ""))
    if framework is None:
        return ()
    return tuple(
        f"{row['area']}: “{row['grade']}” is no grade of “{framework.name}”."
        for row in filled_in(contents.rows.get("outcome", ()), TABLE["outcome"])
        if (area := framework.area(row["area"]))
        and compared(row["grade"], area.scale.grades[0], (area.scale,)) is Comparison.UNCLEAR
    )


def framework_named(text: str) -> Framework | None:
    """A framework by its name, in whatever way it is spelt."""
    words = bare(text)
    return next((each for each in FRAMEWORKS if bare(each.name) == words), None)
