"""D5, P2: how much is filled, and what is not clear. Hints, never a bar."""

from datetime import date

import pytest

from handbook.core.school_years import Term
from handbook.reports.paper.attendance import Attendance, attendance_of
from handbook.reports.paper.boxes import BOXES, TABLE, TABLES, TableRow, filled_in
from handbook.reports.paper.boxes_filled import filled_boxes, framework_named, to_look_at
from handbook.reports.paper.frameworks import FRAMEWORKS, OFSTED_2019
from handbook.reports.paper.proforma import Form
from tests.support import builders as a

ON = date(2026, 11, 23)


def looked_at(**boxes: str) -> tuple[str, ...]:
    return to_look_at(a.a_contents(boxes=boxes), ON)


@pytest.mark.parametrize(
    ("said", "as_at", "rate", "day"),
    [
        ("94.1%", "16 October", "94.1", date(2026, 10, 16)),
        ("94,1 %", "16/10/2026", "94.1", date(2026, 10, 16)),
        ("94 per cent to 16 Oct", "", "94", date(2026, 10, 16)),
        ("94.1% (16.10)", "half term", "94.1", date(2026, 10, 16)),
        ("94.1", "Friday 16 October 2026", "94.1", date(2026, 10, 16)),
        ("94.1", "", "94.1", None),
        ("better", "soon", "", None),
        ("94.1% up from 93%", "as at 5th March", "94.1", date(2027, 3, 5)),
    ],
)
def test_attendance_and_its_day_as_people_write_them(said: str, as_at: str, rate: str, day: date | None) -> None:
    contents = a.a_contents(boxes={"attendance": said, "attendance_as_at": as_at})
    assert attendance_of(contents) == Attendance(said, rate, day)


def test_no_attendance_is_no_fault() -> None:
    assert attendance_of(a.a_contents()) is None
    assert attendance_of(a.a_contents(boxes={"attendance": " ", "attendance_as_at": "May"})) is None
    assert looked_at() == ()


def test_attendance_without_a_day_and_with_one_to_come() -> None:
    assert looked_at(attendance="94%") == ("Attendance is given without a day: please say as at when.",)
    assert looked_at(attendance="94%", attendance_as_at="1 May") == (
        "Attendance is given as at Saturday 1 May 2027, which is still to come.",
    )
    assert looked_at(attendance="94%", attendance_as_at="23 November") == ()


@pytest.mark.parametrize("said", ["", "Met", "met", "n/a", "Met: all records seen"])
def test_safeguarding_that_is_met_or_not_said(said: str) -> None:
    assert looked_at(safeguarding=said) == ()


@pytest.mark.parametrize("said", ["Not met", "not met yet", "Partly", "No"])
def test_safeguarding_that_is_not_met_needs_words(said: str) -> None:
    assert looked_at(safeguarding=said) == (
        f"Safeguarding at the visit: “{said}”. Please say what is not met, and what happens now.",
    )
    assert looked_at(safeguarding=said, safeguarding_not="One check is missing; the head has it by Friday.") == ()


def test_outcomes_are_never_turned_into_those_of_another_framework() -> None:
    rows = tuple(
        TableRow({"area": area, "grade": grade})
        for area, grade in (
            ("Early years", "Good"),
            ("Personal development", "Strong standard"),
            ("Quality of education", ""),
            ("Forest school", "Lovely"),
        )
    )
    outcome = {"outcome": rows}
    contents = a.a_contents(boxes={"ofsted_framework": OFSTED_2019.name.upper()}, rows=outcome)
    assert to_look_at(contents, ON) == (
        f"Personal development: “Strong standard” is no grade of “{OFSTED_2019.name}”.",
    )
    assert to_look_at(a.a_contents(rows=outcome), ON) == ()


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_frameworks_are_known_by_their_names(framework: object) -> None:
    assert framework in FRAMEWORKS
    assert framework_named(getattr(framework, "name", "")) is framework
    assert framework_named("some other") is None


def test_how_many_of_how_many_by_term() -> None:
    autumn = filled_boxes(a.a_contents(boxes={"roll": "210", "evidence": " "}))
    assert autumn is not None
    asked = [kind for kind in TABLES if not kind.asks]
    assert (autumn.count, autumn.of) == (1, len(BOXES) - 2 + len(asked))
    assert "Pupils on roll" not in autumn.empty
    assert {"Phase", "Evidence seen", "Good practice, a line each"} <= set(autumn.empty)
    rows = {"action": (TableRow({"action": "Read"}),), "in_year": (TableRow({"stage": "KS1", "now": "60%"}),)}
    spring = filled_boxes(a.a_contents(term=Term.SPRING, rows=rows))
    assert spring is not None
    assert (spring.count, "Actions agreed before" in spring.empty, "Phase" in spring.empty) == (1, True, False)
    assert filled_boxes(a.a_contents(form=Form.OTHER, rows=rows)) is None
    assert filled_boxes(a.a_contents()) is None, "a form from before there were boxes"


def test_a_row_that_the_form_gives_is_not_filled() -> None:
    given, asked = TableRow({"stage": "EYFS"}), TableRow({"action": "Read", "since": "May"})
    assert filled_in([given, TableRow({"stage": "EYFS", "now": "60%"})], TABLE["in_year"]) == (
        TableRow({"stage": "EYFS", "now": "60%"}),
    )
    assert filled_in([asked], TABLE["action"]) == ()
    more = TableRow({"action": "Read"}, (("RAG", "green"),))
    assert filled_in([more, TableRow({"need": "Rest"})], TABLE["action"])[0] is more
    assert filled_in([TableRow({"need": "Rest"}), TableRow()], TABLE["cpd"]) == (TableRow({"need": "Rest"}),)
