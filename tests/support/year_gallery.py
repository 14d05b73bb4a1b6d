"""The school’s part of a report, and the reports of a year, as empty and as full as they come."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from cards.reports.school_part import PartDossier, school_part_card
from cards.school_record.years import years_card
from handbook.core.people import Person, Role
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.paper.frameworks import OFSTED, form_areas
from handbook.reports.report import Status
from handbook.reports.school_part import FIELDS, PartField, SchoolPart
from handbook.school_record.year_reports import YearReports
from tests.support import builders as a

Cards = Iterator[tuple[str, dict[str, Any], Person]]


def part_cards(words: str, viewers: Sequence[Person]) -> Cards:
    """The school's part: empty, filled as far as may be, closed; in each term and framework; for those who read it."""
    school, sent = a.a_school(), a.a_dossier(Status.SENT).report
    for term, framework in product(Term, OFSTED):
        empty = SchoolPart(school.urn, AcademicYear(2026), term)
        texts = {key: one.choices[-1] if one.choices else _part_words(words, one) for key, one in FIELDS.items()}
        grades = {area.name: area.scale.grades[0] for area in form_areas(framework)}
        head = a.a_person(Role.HEADTEACHER).id
        full = replace(empty, headteacher_id=head, saved_at=a.MONDAY, grades=grades, texts=texts, as_at=a.MONDAY.date())
        for (name, part), report, viewer in product((("empty", empty), ("filled", full)), (None, sent), viewers):
            card = school_part_card(PartDossier(part, school, framework, report), viewer)
            stands = "closed" if report else "open"
            yield (f"school’s part · {term} · {framework.key} · {name} · {stands} · {viewer.name}", card, viewer)


def _part_words(words: str, one: PartField) -> str:
    return (words or "Maths; 68%; 74%\nReading; 71%; 76%")[: one.at_most]


def years_cards() -> Cards:
    """The year's reports: to choose, being made, made, made in part, and not made."""
    head, advisor, school = a.a_person(Role.HEADTEACHER), a.a_person(Role.TRUST_ADVISOR), a.a_school()
    years = (AcademicYear(2026), AcademicYear(2025))
    asked = YearReports(school.urn, years[0], head.id, "x", a.MONDAY)
    made = replace(asked, made_at=a.MONDAY, item=a.a_filed_item("year.pdf"), terms=tuple(Term))
    part = replace(made, terms=(Term.AUTUMN,), lacks=("Spring term: its PDF cannot be read.",))
    states = {"to choose": [], "being made": [asked], "made": [made], "in part": [part]}
    states |= {"not made": [replace(part, item=None)], "many": [part] * 8}
    for name, found in states.items():
        yield (f"years · {name}", years_card([school], years, [(school, one) for one in found], head), head)
    schools = [a.a_school(urn=f"9001{at:02}") for at in range(20)]
    yield ("years · many schools", years_card(schools, years, [], advisor), advisor)
