"""The school's part of a report: for its headteacher to fill, for its SIP to read (P2, D4, D5, P5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cards.kit.elements import (
    Json,
    bullets,
    buttons,
    card,
    execute,
    heading,
    input_choice,
    input_date,
    input_text,
    refresh,
    reveal,
    status,
    text,
)
from cards.kit.lines import box, closed_card, why
from cards.kit.safe_text import capped
from cards.reports.actions import AS_AT, grade_input
from cards.reports.verbs import ReportVerb
from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person, School
from handbook.reports.paper.frameworks import Framework, form_areas
from handbook.reports.report import Report
from handbook.reports.school_part import (
    ABOUT_SCHOOL,
    AGENDA,
    ATTENDANCE,
    CPD,
    FIELDS,
    OWN,
    PRIORITY,
    STAGES,
    SchoolPart,
    is_first_part,
    may_fill,
    stage_key,
    without_own,
)

_FORM: Final = "What you save is filled into your SIP’s form for the visit. None of it is required."
_OWN: Final = "Your own training and wellbeing are yours to show: your SIP reads them, and they are in the report."


@dataclass(frozen=True, slots=True)
class PartDossier:
    """A part with all that its cards look at. `report` is that of the term, None where there is none."""

    part: SchoolPart
    school: School
    framework: Framework
    report: Report | None = None

    @property
    def title(self) -> str:
        return f"The school’s part: {self.part.term.value.lower()} report {self.part.year}, {self.school.full_name}"


def school_part_card(dossier: PartDossier, viewer: Person) -> Json:
    """For the headteacher to fill, or to read once the report was sent; for the SIP to read; for nobody else."""
    school = dossier.school
    if viewer.id == school.headteacher_id:
        own = PartDossier(without_own(dossier.part, viewer.id), school, dossier.framework, dossier.report)
        return _to_fill(own) if may_fill(school, dossier.report, viewer) else _to_read(own, viewer)
    return _to_read(dossier, viewer) if viewer.id == school.sip_id and dossier.part.saved_at else closed_card()


def _again(part: SchoolPart) -> Json:
    return refresh(ReportVerb.SHOW_PART, {"urn": part.urn, "year": part.year.starts_in, "term": part.term.value})


def _to_fill(dossier: PartDossier) -> Json:
    part, first = dossier.part, is_first_part(dossier.part.term)
    data = {
        "urn": part.urn,
        "year": part.year.starts_in,
        "term": part.term.value,
        "framework": dossier.framework.key,
        "revision": part.revision,
    }
    body = [
        _saved(part),
        text(_FORM),
        _text(part, AGENDA),
        *([_text(part, PRIORITY)] if first else []),
        heading("In-year data"),
        *(_text(part, stage_key(stage)) for stage in STAGES),
        _text(part, ATTENDANCE, multiline=False),
        input_date(AS_AT, "Attendance as at", "Please say from which day the attendance is.", value=part.as_at),
        *_folds(dossier, first),
        buttons([execute("Save", ReportVerb.PART_SAVE, data, style="positive")]),
        why("you are the headteacher of this school"),
    ]
    notification = f"Your school’s part of the {part.term.value.lower()} report, to fill in (optional)."
    return card(dossier.title, body, [], notification, asks_again=_again(part))


def _saved(part: SchoolPart) -> Json:
    if part.saved_at is None:
        return status("To fill in (optional)", "before your SIP’s visit", "accent")
    day = day_words(london_date(part.saved_at))
    return status("Saved", f"on {day}. You can change it until your SIP sends you the report", "good")


def _folds(dossier: PartDossier, first: bool) -> list[Json]:
    """Each opens by itself; what is closed is saved as well."""
    part = dossier.part
    found = [("own_box", "My own CPD and wellbeing", [text(_OWN), *(_input(part, key) for key in OWN)])]
    if first:
        found = [
            ("judged_box", "How we judge our school", list(_grades(dossier))),
            ("about_box", "About our school", [_input(part, one.key) for one in ABOUT_SCHOOL]),
            *found,
        ]
    opens = buttons([reveal(title, name) for name, title, _ in found])
    return [opens, *(box(name, items) for name, _, items in found)]


def _grades(dossier: PartDossier) -> Iterable[Json]:
    yield text(f"By {dossier.framework.name}; for another, type “framework”.", muted=True)
    for place, area in enumerate(form_areas(dossier.framework)):
        choices = [(grade, grade) for grade in area.scale.grades]
        chosen = dossier.part.grades.get(area.name, "")
        yield input_choice(grade_input(place), area.name, "Please choose.", choices, value=chosen)


def _input(part: SchoolPart, key: str) -> Json:
    one = FIELDS[key]
    if not one.choices:
        return _text(part, key, multiline=one.at_most > 150)
    choices = [(words, words) for words in one.choices]
    return input_choice(key, one.label, "Please choose.", choices, value=part.texts.get(key, ""))


def _text(part: SchoolPart, key: str, *, multiline: bool = True) -> Json:
    one = FIELDS[key]
    error = f"Please keep it below {one.at_most} characters."
    value = part.texts.get(key, "")
    return input_text(key, one.label, error, at_most=one.at_most, multiline=multiline, value=value)


def _to_read(dossier: PartDossier, viewer: Person) -> Json:
    part, report = dossier.part, dossier.report
    closed = report is not None and report.sent > 0
    saved = f"on {day_words(london_date(part.saved_at))}" if part.saved_at else "nothing was filled in"
    more = ". The report was sent, so it is closed" if closed else ". It may still change until you send the report"
    body = [
        status("Filled in" if part.saved_at else "Closed", f"{saved}{more}", "good" if part.saved_at else "emphasis"),
        *_read(part),
        why("you are the headteacher of this school" if viewer.id == dossier.school.headteacher_id else _WHY_SIP),
    ]
    notification = f"The school’s part of the {part.term.value.lower()} report is filled in."
    return card(dossier.title, body, [], notification, asks_again=_again(part))


_WHY_SIP: Final = "you are the School Improvement Partner of this school"


def _read(part: SchoolPart) -> list[Json]:
    lines: list[Json] = []
    if part.grades:
        judged = [f"{area}: {grade}" for area, grade in part.grades.items()]
        lines += [heading("How the school judges itself"), bullets(judged, len(judged))]
    for key, one in FIELDS.items():
        words = part.texts.get(key, "")
        if key == ATTENDANCE and words and part.as_at:
            words = f"{words}, as at {day_words(part.as_at)}"
        if words:
            lines += [text(_short(one.label), bold=True), _as_lines(words, key)]
    return lines


def _short(label: str) -> str:
    return label.partition(", a line each")[0].partition("? A line")[0].partition(", such as")[0]


def _as_lines(words: str, key: str) -> Json:
    several: Sequence[str] = [line for line in words.splitlines() if line.strip()]
    return bullets(several) if len(several) > 1 or key in (AGENDA, PRIORITY, CPD) else text(capped(words))
