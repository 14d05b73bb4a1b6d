"""The school's part of a report: who fills it and until when, what is refused, and what becomes of it in the form."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, SchoolCalendar, Term
from handbook.reports.paper.boxes import TableRow
from handbook.reports.paper.frameworks import OFSTED_2024, OFSTED_2025, form_areas
from handbook.reports.paper.proforma import Contents, Judgement
from handbook.reports.report import Report, Status
from handbook.reports.school_part import (
    FIELDS,
    SaveSchoolPart,
    SchoolPart,
    filled_by_school,
    is_to_be_asked,
    may_fill,
    part_saved,
    term_to_fill,
    wishes,
    without_own,
)
from handbook.visits.purposes import Menu, SchoolLedVisit, TermlyVisit
from handbook.visits.visit import VisitStatus
from tests.support import builders as a
from tests.support import visit_builders as v

YEAR = AcademicYear(2026)
EMPTY = SchoolPart("900001", YEAR, Term.AUTUMN)
EVERYBODY = (*(a.a_person(role) for role in Role), v.OTHER_SIP, v.OTHER_HEAD)
YESTERDAY = a.MONDAY.date() - timedelta(days=1)


def save(
    current: SchoolPart = EMPTY, person: Person = v.HEAD, report: Report | None = None, **changes: Any
) -> SchoolPart:
    given: dict[str, Any] = {"framework": "ofsted_2025", "revision": 0, "texts": (("agenda", "Phonics"),), **changes}
    command = SaveSchoolPart("900001", YEAR, Term.AUTUMN, **given)
    return part_saved(current, command, a.a_school(), report, OFSTED_2025, person, a.MONDAY)


@pytest.mark.parametrize("status", [None, *Status])
def test_its_headteacher_until_the_sip_has_sent_the_report(status: Status | None) -> None:
    report = a.a_dossier(status).report if status else None
    may = [person for person in EVERYBODY if may_fill(a.a_school(), report, person)]
    assert may == ([v.HEAD] if status in (None, Status.DRAFTED) else [])
    for person in EVERYBODY:
        if person in may:
            assert save(person=person, report=report).saved_at == a.MONDAY
        else:
            with pytest.raises(Refused):
                save(person=person, report=report)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"texts": (("agenda", "x" * 10_000),)}, "below 600 characters"),
        ({"texts": (("phase", "A very big one"),)}, "“Phase” from the list"),
        ({"texts": (("attendance", "94.8%"),)}, "from which day"),
        ({"texts": (("attendance", "94.8%"),), "as_at": a.MONDAY.date() + timedelta(days=1)}, "still to come"),
        ({"grades": ((0, "Good"),)}, "from the lists"),
        ({"grades": ((99, "Met"),)}, "from the lists"),
        ({"texts": ()}, "Nothing is filled in yet"),
        ({"texts": (("agenda", "  \n "),)}, "Nothing is filled in yet"),
        ({"framework": "ofsted_2024"}, "another framework"),
        ({"revision": 3}, "saved from another card"),
    ],
)
def test_what_is_refused_says_why(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        save(**changes)


def test_it_can_be_changed_and_emptied_again() -> None:
    first = replace(save(grades=((0, "Strong standard"),)), revision=1)
    assert first.grades == {"Inclusion": "Strong standard"}
    emptied = save(first, revision=1, texts=())
    assert (emptied.texts, emptied.grades, emptied.saved_at) == ({}, {}, a.MONDAY)
    assert save(texts=(("agenda", "x"),), as_at=YESTERDAY).as_at is None
    assert save(texts=(("attendance", "94.8%"),), as_at=YESTERDAY).as_at == YESTERDAY


FILLED = replace(
    EMPTY,
    headteacher_id=v.HEAD.id,
    saved_at=a.MONDAY,
    grades={"Inclusion": "Strong standard", "Safeguarding": "Met"},
    texts={
        "agenda": " Phonics \n\nOur new library " + "x" * 300,
        "priority": "Writing in Year 4\nAttendance of boys",
        "in_year_ks2": "Maths; 68%; 74%\nReading",
        "attendance": "94.8%",
        "roll": "214",
        "cpd": "Coaching\nFinance",
        "cpd_consent": "Yes",
        "wellbeing": "Tired.",
    },
    as_at=date(2026, 11, 20),
)
FORM = Contents("St Hilda’s", "900001", YEAR, Term.AUTUMN, "Samir Pell", {}, boxes={"visit_on": "Tuesday"})


def test_it_stands_in_the_form_beside_what_is_known() -> None:
    filled = filled_by_school(FORM, FILLED, OFSTED_2025)
    assert [one.area for one in filled.judgements] == [area.name for area in form_areas(OFSTED_2025)]
    assert filled.judgements[0] == Judgement("Inclusion", "Strong standard", "")
    assert filled.boxes == {
        "visit_on": "Tuesday",
        "roll": "214",
        "attendance": "94.8%",
        "attendance_as_at": "Friday 20 November 2026",
        "wellbeing": "Tired.",
    }
    assert filled.rows["in_year"] == (
        TableRow({"stage": "KS2", "measure": "Maths", "now": "68%", "expected": "74%"}),
        TableRow({"stage": "KS2", "measure": "Reading"}),
    )
    assert [row["priority"] for row in filled.rows["priority"]] == ["Writing in Year 4", "Attendance of boys"]
    assert filled.rows["cpd"][1].values == {"need": "Finance", "consent": "Yes"}
    judged = replace(FORM, judgements=(Judgement("Inclusion", "Met", ""),), boxes={"roll": "210"})
    kept = filled_by_school(judged, FILLED, OFSTED_2025)
    assert (kept.judgements, kept.boxes["roll"]) == (judged.judgements, "214")
    assert filled_by_school(FORM, EMPTY, OFSTED_2024) == FORM


def test_its_wishes_go_onto_the_agenda() -> None:
    first, second = wishes(FILLED)
    assert first == "Phonics"
    assert len(second) == 200
    assert wishes(EMPTY) == ()


def test_another_headteacher_reads_nothing_of_somebodys_own() -> None:
    assert without_own(FILLED, v.HEAD.id) is FILLED
    assert without_own(EMPTY, v.HEAD.id) is EMPTY
    left = without_own(FILLED, v.OTHER_HEAD.id)
    assert not {"cpd", "cpd_consent", "wellbeing"} & set(left.texts)
    assert left.texts["priority"]
    without = filled_by_school(FORM, replace(FILLED, texts={"cpd": "Coaching"}), OFSTED_2025)
    assert without.rows["cpd"][0].values == {"need": "Coaching"}


def test_the_labels_name_what_is_written() -> None:
    assert {key for key, one in FIELDS.items() if one.choices} == {"phase", "ofsted_framework", "cpd_consent"}


SPRING = v.a_visit_dossier(VisitStatus.BOOKED).visit


@pytest.mark.parametrize(
    ("status", "sent", "term"),
    [
        (VisitStatus.BOOKED, (), Term.SPRING),
        (VisitStatus.HELD, (), Term.SPRING),
        (VisitStatus.HELD, ((YEAR, Term.SPRING),), Term.SUMMER),
        (VisitStatus.CANCELLED, (), Term.SUMMER),
        (VisitStatus.SOUGHT, (), Term.SUMMER),
    ],
)
def test_it_is_of_the_report_that_comes_next(
    status: VisitStatus, sent: tuple[tuple[AcademicYear, Term], ...], term: Term
) -> None:
    visit = v.a_visit_dossier(status).visit
    assert term_to_fill([visit], sent, v.CALENDAR, date(2027, 4, 1)) == (YEAR, term)


def test_without_a_visit_it_is_of_the_term_of_the_calendar_or_of_the_time_of_year() -> None:
    led = replace(SPRING, purpose=SchoolLedVisit(Menu.BOOK_SCRUTINY))
    past = replace(SPRING, year=AcademicYear(2025))
    assert term_to_fill([led, past], (), v.CALENDAR, date(2027, 1, 3)) == (YEAR, Term.SPRING)
    unknown = SchoolCalendar((), frozenset())
    for day, term in (
        (date(2026, 10, 1), Term.AUTUMN),
        (date(2027, 2, 1), Term.SPRING),
        (date(2027, 6, 1), Term.SUMMER),
    ):
        assert term_to_fill([], (), unknown, day) == (YEAR, term)


def asked_on(day: date, at: time = time(10), days: int = 5, **changes: Any) -> bool:
    visit = replace(SPRING, **changes)
    return is_to_be_asked(visit, v.CALENDAR, days, time(9), datetime.combine(day, at, UTC))


def test_it_is_asked_for_so_many_school_days_before() -> None:
    assert SPRING.half_day == v.TUESDAY
    assert [asked_on(date(2027, 3, day)) for day in (1, 2, 8, 9, 10)] == [False, True, True, False, False]
    assert not asked_on(date(2027, 3, 6))
    assert not asked_on(date(2027, 3, 8), time(8))
    assert not asked_on(date(2027, 3, 8), status=VisitStatus.CANCELLED)
    assert not asked_on(date(2027, 3, 8), half_day=None)
    assert not asked_on(date(2027, 3, 8), purpose=SchoolLedVisit(Menu.BOOK_SCRUTINY))
    assert asked_on(date(2027, 3, 1), days=400)
    assert isinstance(SPRING.purpose, TermlyVisit)
