"""The school's part of a report: what its headteacher fills before the visit, from a card. It is a draft until the SIP
sends the report, and stands in the form that the SIP gets (P2, D4, D5, P5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Final

from handbook.core.british_time import LONDON, day_words, london_date
from handbook.core.people import Person, School
from handbook.core.refusal import Refused, allows
from handbook.core.school_years import AcademicYear, SchoolCalendar, Term
from handbook.reports.paper.boxes import SCHOOLS_BOXES, TABLE, BoxKind, TableRow
from handbook.reports.paper.frameworks import Area, Framework, form_areas
from handbook.reports.paper.proforma import Contents, Judgement
from handbook.reports.report import Report
from handbook.visits.agenda import LINE_AT_MOST
from handbook.visits.purposes import TermlyVisit
from handbook.visits.visit import OVER, Visit, VisitStatus

IN_YEAR: Final = TABLE["in_year"]
STAGES: Final = IN_YEAR.given
AGENDA: Final = "agenda"
PRIORITY: Final = "priority"
ATTENDANCE: Final = "attendance"
CPD: Final = "cpd"
CONSENT: Final = "cpd_consent"
WELLBEING: Final = "wellbeing"
OWN: Final = (CPD, CONSENT, WELLBEING)
"""The headteacher's own (P5): nobody's after them."""
_ELSEWHERE: Final = (ATTENDANCE, "attendance_as_at", WELLBEING)
ABOUT_SCHOOL: Final = tuple(box for box in SCHOOLS_BOXES if box.key not in _ELSEWHERE)
"""What the form's first part asks of the school (P2)."""
_LONG: Final = ("foundation", "whole_child")


@dataclass(frozen=True, slots=True)
class PartField:
    """One thing to write or choose."""

    key: str
    label: str
    at_most: int
    choices: tuple[str, ...] = ()


def stage_key(stage: str) -> str:
    return f"in_year_{stage.lower()}"


def _of_box(box: BoxKind) -> PartField:
    return PartField(box.key, box.label, 400 if box.key in _LONG else 120, box.choices)


FIELDS: Final[Mapping[str, PartField]] = {
    one.key: one
    for one in (
        PartField(AGENDA, "What would you like to talk about? A line each", 600),
        PartField(PRIORITY, "The school’s own priorities, a line each", 800),
        *(PartField(stage_key(stage), f"{stage}, a line each (measure; now; expected)", 400) for stage in STAGES),
        PartField(ATTENDANCE, "Attendance this year, such as 94.8%", 60),
        *map(_of_box, ABOUT_SCHOOL),
        PartField(CPD, "CPD that you would like, a line each", 500),
        PartField(CONSENT, "May the Trust Advisor know of it?", 3, ("Yes", "No")),
        PartField(WELLBEING, "Your wellbeing", 500),
    )
}


@dataclass(frozen=True, slots=True)
class SchoolPart:
    """What is filled for a school's report of a term: `grades` by the names of areas, `texts` by the keys of `FIELDS`,
    and the day that the attendance is from. Nobody has filled anything while `saved_at` is None."""

    urn: str
    year: AcademicYear
    term: Term
    headteacher_id: str = ""
    saved_at: datetime | None = None
    grades: dict[str, str] = field(default_factory=dict[str, str])
    texts: dict[str, str] = field(default_factory=dict[str, str])
    as_at: date | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class SaveSchoolPart:
    """The headteacher saves what stands on the card. `grades` are by the places of areas in the framework's form."""

    urn: str
    year: AcademicYear
    term: Term
    framework: str
    revision: int
    grades: tuple[tuple[int, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    as_at: date | None = None


@dataclass(frozen=True, slots=True)
class AskForSchoolPart:
    """A command of the clock: the headteacher can fill it before this visit."""

    visit_id: str


def is_first_part(term: Term) -> bool:
    """Judgements, priorities and the school itself are written at the first visit of the year (P2)."""
    return term is Term.AUTUMN


def check_may_fill(school: School, report: Report | None, person: Person) -> None:
    """Raises Refused unless this is the school's headteacher, and its SIP has not sent the report yet."""
    if person.id != school.headteacher_id:
        raise Refused("not_yours", "The school’s part of the report is its headteacher’s to fill.", "P2")
    if report is not None and report.sent:
        raise Refused(
            "sent",
            "Your SIP has sent you the report, so this part is closed. On the card of the report you can ask for a "
            "change.",
            "P2",
        )


def may_fill(school: School, report: Report | None, person: Person) -> bool:
    return allows(lambda: check_may_fill(school, report, person))


def part_saved(
    current: SchoolPart,
    command: SaveSchoolPart,
    school: School,
    report: Report | None,
    framework: Framework,
    person: Person,
    now: datetime,
) -> SchoolPart:
    """The part as it is filled now. Raises Refused; what was typed then still stands on the card."""
    check_may_fill(school, report, person)
    if command.framework != framework.key:
        raise Refused("stale", "Your school is judged by another framework now. Here is the card for it.", "P2")
    if command.revision != current.revision:
        raise Refused(
            "changed",
            "This was saved from another card meanwhile. Type “our part” to see it; what you typed stays here until "
            "then.",
            "P2",
        )
    texts = {key: text for key, words in command.texts if (text := _checked(key, words))}
    grades = {area.name: grade for area, grade in _graded(command.grades, form_areas(framework))}
    as_at = _as_at(texts, command.as_at, london_date(now))
    if not (texts or grades or current.saved_at):
        raise Refused("missing", "Nothing is filled in yet. Fill in what you wish; none of it is required.", "P2")
    return replace(current, headteacher_id=person.id, saved_at=now, grades=grades, texts=texts, as_at=as_at)


def without_own(part: SchoolPart, headteacher_id: str) -> SchoolPart:
    """As another headteacher may read it: what was filled of the school, and nothing of somebody's own (P5)."""
    if part.headteacher_id in ("", headteacher_id):
        return part
    return replace(part, texts={key: text for key, text in part.texts.items() if key not in OWN})


def filled_by_school(contents: Contents, part: SchoolPart, framework: Framework) -> Contents:
    """The form's contents with the school's part in them: of a figure that was published too, the school's own is newer
    (D5). Judgements that stand there already stay."""
    judgements = contents.judgements
    if part.grades and not judgements:
        judgements = tuple(Judgement(one.name, part.grades.get(one.name, ""), "") for one in form_areas(framework))
    boxes = {box.key: part.texts[box.key] for box in ABOUT_SCHOOL if box.key in part.texts}
    if WELLBEING in part.texts:
        boxes[WELLBEING] = part.texts[WELLBEING]
    if part.as_at and ATTENDANCE in part.texts:
        boxes |= {ATTENDANCE: part.texts[ATTENDANCE], "attendance_as_at": day_words(part.as_at)}
    rows = {key: found for key, found in _rows(part) if found}
    return replace(contents, judgements=judgements, boxes=contents.boxes | boxes, rows=contents.rows | rows)


def wishes(part: SchoolPart) -> tuple[str, ...]:
    """What the headteacher would like to talk about, a line each, as agendas take them."""
    return tuple(line[:LINE_AT_MOST] for line in _lines(part, AGENDA))


def term_to_fill(
    visits: Iterable[Visit], sent: Iterable[tuple[AcademicYear, Term]], calendar: SchoolCalendar, today: date
) -> tuple[AcademicYear, Term]:
    """That of the next termly visit, or of one that was held and whose report is still to come (`sent` are those whose
    report was sent); where there is none, the term of the school's calendar, or of the time of year."""
    closed = set(sent)
    ahead = sorted(
        (visit.half_day.on, visit.year, visit.purpose.term)
        for visit in visits
        if isinstance(visit.purpose, TermlyVisit)
        and visit.half_day
        and (visit.status not in OVER or visit.status is VisitStatus.HELD)
        and (visit.year, visit.purpose.term) not in closed
        and visit.year >= AcademicYear.of(today)
    )
    if ahead:
        return ahead[0][1:]
    session = next((one for one in calendar.sessions if one.last_on >= today), None)
    return (AcademicYear.of(session.first_on), session.term) if session else (AcademicYear.of(today), _by_month(today))


def is_to_be_asked(visit: Visit, calendar: SchoolCalendar, days: int, not_before: time, now: datetime) -> bool:
    """Whether its headteacher should get the card now: from so many school days before the visit on."""
    today, half_day = london_date(now), visit.half_day
    if half_day is None or not visit.stands or not isinstance(visit.purpose, TermlyVisit):
        return False
    if half_day.starts_at <= now or not calendar.is_school_day(today) or now.astimezone(LONDON).time() < not_before:
        return False
    first = calendar.school_day_after(today, days)
    return first is None or half_day.on <= first


def _by_month(day: date) -> Term:
    if day.month >= 9:
        return Term.AUTUMN
    return Term.SPRING if day.month <= 3 else Term.SUMMER


def _checked(key: str, words: str) -> str:
    known, text = FIELDS[key], words.strip()
    if len(text) > known.at_most:
        raise Refused("missing", f"Please keep “{known.label}” below {known.at_most} characters.", "P2")
    if text and known.choices and text not in known.choices:
        raise Refused("missing", f"Please choose “{known.label}” from the list.", "P2")
    return text


def _graded(grades: Iterable[tuple[int, str]], areas: tuple[Area, ...]) -> Iterable[tuple[Area, str]]:
    for place, grade in grades:
        if not 0 <= place < len(areas) or grade not in areas[place].scale.grades:
            raise Refused("missing", "Please choose the judgements from the lists.", "P2")
        yield areas[place], grade


def _as_at(texts: Mapping[str, str], day: date | None, today: date) -> date | None:
    """Attendance has its day (D5): published attendance lags, and this must not."""
    if ATTENDANCE not in texts:
        return None
    if day is None:
        raise Refused("missing", "Please say from which day the attendance is.", "D5")
    if day > today:
        raise Refused("missing", "The day of the attendance is still to come. Please choose the day it is from.", "D5")
    return day


def _rows(part: SchoolPart) -> Iterable[tuple[str, tuple[TableRow, ...]]]:
    columns = IN_YEAR.keys
    in_year = [(stage, line) for stage in STAGES for line in _lines(part, stage_key(stage))]
    parts = [(stage, *(one.strip() for one in line.split(";", len(columns) - 2))) for stage, line in in_year]
    yield IN_YEAR.key, tuple(TableRow(dict(zip(columns, one, strict=False))) for one in parts)
    yield PRIORITY, tuple(TableRow({"priority": line}) for line in _lines(part, PRIORITY))
    consent = {"consent": part.texts[CONSENT]} if CONSENT in part.texts else {}
    yield CPD, tuple(TableRow({"need": line, **consent}) for line in _lines(part, CPD))


def _lines(part: SchoolPart, key: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in part.texts.get(key, "").splitlines())
    return tuple(line for line in lines if line)
