"""What the form asks for beside free text (P2-P5, D4, D5): boxes, each with a label and a value, and tables of rows.
Data only. Nothing of it must be filled; what is not there is “not filled”."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from handbook.reports.paper.frameworks import FRAMEWORKS

HEAD: Final = ""
"""The section of boxes that stand at the top of the form, beside school and term."""
MET: Final = ("Met", "Not met")
PRACTICE_TAGS: Final = (
    *("Reading", "Phonics", "Writing", "Maths", "Early years", "Foundation subjects", "Curriculum design"),
    *("Assessment", "SEND", "Disadvantaged pupils", "EAL", "Attendance", "Behaviour", "Personal development"),
    *("Catholic life", "Leadership", "Governance", "Staff development", "Parents and community", "Safeguarding"),
)
"""What good practice is about (P4, W3). People may also write words of their own."""


@dataclass(frozen=True, slots=True)
class BoxKind:
    """One value with its label; `also` are other labels for it. `by_school` ones are the school's part, which the
    headteacher can fill before the visit. `kept` ones (P2) are written at the first visit of the year, and only read at
    the others. Values of `choices` are offered, others are taken too. `lines`: each line is one thing."""

    key: str
    section: str
    label: str
    also: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    by_school: bool = False
    kept: bool = False
    lines: bool = False


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """One column. `locked` ones say what was agreed before: nobody changes them in Word by mistake. A `short` one holds
    a word or two."""

    key: str
    title: str
    choices: tuple[str, ...] = ()
    locked: bool = False
    short: bool = False


@dataclass(frozen=True, slots=True)
class TableKind:
    """A table of rows. `blank` is how many rows it has at least; `given` stands in its first column for people to write
    beside. `asks` is the question that its rows put until one of the `answers` is filled."""

    key: str
    section: str
    title: str
    columns: tuple[ColumnKind, ...]
    blank: int = 0
    given: tuple[str, ...] = ()
    asks: str = ""
    answers: frozenset[str] = frozenset()

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)


@dataclass(frozen=True, slots=True)
class TableRow:
    """What one row says, by the columns' keys; columns that nobody filled are not there. `more` is what stands in
    columns that people added, with their titles."""

    values: dict[str, str] = field(default_factory=dict[str, str])
    more: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


BOXES: Final = (
    BoxKind("visit_on", HEAD, "Date of visit", also=("Visit date", "Date and time of visit")),
    BoxKind("visit_number", HEAD, "Visit number", also=("Number of visit",)),
    BoxKind("present", HEAD, "Present", also=("Who was present", "People present", "Those present", "Attendees")),
    BoxKind(
        "phase",
        "context",
        "Phase",
        also=("Phase of education",),
        choices=("Nursery", "Infant", "Junior", "Primary", "All-through"),
        by_school=True,
        kept=True,
    ),
    BoxKind(
        "roll",
        "context",
        "Pupils on roll",
        also=("Number on roll", "NOR", "Size", "Size of school"),
        by_school=True,
        kept=True,
    ),
    BoxKind(
        "fsm",
        "context",
        "Free school meals",
        also=("FSM", "Eligible for free school meals", "Pupil premium"),
        by_school=True,
        kept=True,
    ),
    BoxKind(
        "eal",
        "context",
        "English as an additional language",
        also=("EAL", "First language not English"),
        by_school=True,
        kept=True,
    ),
    BoxKind(
        "sen", "context", "SEN support", also=("SEND", "SEN", "Special educational needs"), by_school=True, kept=True
    ),
    BoxKind(
        "ehcp",
        "context",
        "Education, health and care plans",
        also=("EHCP", "EHCPs", "EHC plans"),
        by_school=True,
        kept=True,
    ),
    BoxKind("stability", "context", "Stability", also=("Mobility", "Pupil mobility"), by_school=True, kept=True),
    BoxKind("deprivation", "context", "Deprivation", also=("IDACI", "Deprivation (IDACI)"), by_school=True, kept=True),
    BoxKind(
        "ofsted_on",
        "last_ofsted",
        "Date of the inspection",
        also=("Date of last inspection", "Date of last Ofsted", "Inspection date"),
        by_school=True,
    ),
    BoxKind(
        "ofsted_framework",
        "last_ofsted",
        "Framework of the inspection",
        also=("Framework",),
        choices=tuple(framework.name for framework in FRAMEWORKS),
        by_school=True,
    ),
    BoxKind("foundation", "curriculum", "Foundation curriculum", by_school=True),
    BoxKind("whole_child", "curriculum", "The whole child", also=("Whole child",), by_school=True),
    BoxKind("evidence", "visit_notes", "Evidence seen", also=("Evidence", "Evidence base"), lines=True),
    BoxKind("safeguarding", "visit_notes", "Safeguarding at the visit", also=("Safeguarding",), choices=MET),
    BoxKind("safeguarding_not", "visit_notes", "If not met: what, and what happens now"),
    BoxKind(
        "attendance",
        "visit_notes",
        "Attendance this year",
        also=("Attendance", "Current attendance", "Attendance to date", "Overall attendance"),
        by_school=True,
    ),
    BoxKind(
        "attendance_as_at",
        "visit_notes",
        "Attendance as at",
        also=("As at", "Attendance as of", "Date of attendance figure"),
        by_school=True,
    ),
    BoxKind("attendance_note", "visit_notes", "What the attendance tells us"),
    BoxKind("published_note", "visit_notes", "What the published results tell us"),
    BoxKind("in_year_note", "visit_notes", "What the in-year data tell us"),
    BoxKind("wellbeing", "headteacher", "Wellbeing", also=("Headteacher’s wellbeing",), by_school=True),
    BoxKind("next_on", "next_visit", "Date of the next visit", also=("Next visit on", "Date of next visit")),
    BoxKind("next_agenda", "next_visit", "Agreed agenda", also=("Agenda of the next visit",), lines=True),
)

ACTION_STATUS: Final = ("Done", "Under way", "Not begun", "Dropped")
GAP_STATUS: Final = ("Still open", "Closed")
GAP_MARKS: Final = ("Gap", "No gap", "Closed")
"""What is said in words of the two judgements of an area (P2)."""

TABLES: Final = (
    TableKind(
        "outcome",
        "last_ofsted",
        "Outcomes of the inspection",
        (ColumnKind("area", "Area judged"), ColumnKind("grade", "Outcome")),
        blank=3,
    ),
    TableKind(
        "priority",
        "school_priorities",
        "Priorities of the school",
        (
            ColumnKind("priority", "Priority"),
            ColumnKind("origin", "Where it comes from"),
            ColumnKind("success", "What will show success"),
        ),
        blank=3,
    ),
    TableKind(
        "action",
        "progress",
        "Actions agreed before",
        (
            ColumnKind("action", "Action agreed before", locked=True),
            ColumnKind("since", "Since", locked=True, short=True),
            ColumnKind("status", "Status", choices=ACTION_STATUS, short=True),
            ColumnKind("note", "What we saw"),
        ),
        asks="done, under way, not begun or dropped?",
        answers=frozenset(("status", "note")),
    ),
    TableKind(
        "gap",
        "progress",
        "Gaps between the judgements",
        (
            ColumnKind("area", "Gap in", locked=True),
            ColumnKind("judged", "Judgements then", locked=True),
            ColumnKind("since", "Open since", locked=True, short=True),
            ColumnKind("status", "Open or closed", choices=GAP_STATUS, short=True),
            ColumnKind("note", "What shows it"),
        ),
        asks="still open or closed?",
        answers=frozenset(("status", "note")),
    ),
    TableKind(
        "in_year",
        "visit_notes",
        "In-year data",
        (
            ColumnKind("stage", "Stage", short=True),
            ColumnKind("measure", "Measure"),
            ColumnKind("now", "Now", short=True),
            ColumnKind("expected", "Expected by July", short=True),
        ),
        given=("EYFS", "KS1", "KS2"),
    ),
    TableKind(
        "practice",
        "good_practice",
        "Good practice, a line each",
        (
            ColumnKind("practice", "Good practice"),
            ColumnKind("tags", "What it is about", choices=PRACTICE_TAGS),
        ),
        blank=2,
    ),
    TableKind(
        "cpd",
        "headteacher",
        "CPD needs",
        (
            ColumnKind("need", "CPD need"),
            ColumnKind("consent", "May the Trust Advisor know?", choices=("Yes", "No"), short=True),
        ),
        blank=2,
    ),
)

BOX: Final = {box.key: box for box in BOXES}
TABLE: Final = {table.key: table for table in TABLES}
SCHOOLS_BOXES: Final = tuple(box for box in BOXES if box.by_school)
"""What the headteacher can fill before the visit: so much of the form is the school's part."""


def boxes_of(section: str) -> tuple[BoxKind, ...]:
    return tuple(box for box in BOXES if box.section == section)


def without_label(section: str, text: str) -> str:
    """What a section says without the label of its first box: it stands after the section's own name, which says it."""
    labels = [label for box in boxes_of(section)[:1] for label in (box.label, *box.also)]
    found = next((label for label in labels if text.casefold().startswith(label.casefold())), "")
    return text[len(found) :].lstrip(" :–-\n\t") if found else text


def tables_of(section: str) -> tuple[TableKind, ...]:
    return tuple(table for table in TABLES if table.section == section)


def filled_in(rows: Iterable[TableRow], kind: TableKind) -> tuple[TableRow, ...]:
    """The rows in which somebody wrote: more than what the form gives or asks."""
    unwritten = {kind.columns[0].key} if kind.given else set(kind.keys) - kind.answers if kind.asks else set[str]()
    return tuple(row for row in rows if row.more or set(row.values) - unwritten)
