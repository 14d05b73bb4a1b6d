"""P2: the context of a year is that of its first report, and nothing that stands is overwritten."""

import pytest

from handbook.core.school_years import AcademicYear, Term
from handbook.reports.paper.boxes import BOXES, TableRow
from handbook.reports.paper.inherited import (
    KEPT,
    Overwritten,
    inherited,
    last_inspection,
    overwritten,
)
from handbook.reports.paper.proforma import Contents
from tests.support import builders as a

YEAR, BEFORE = AcademicYear(2026), AcademicYear(2025)


def report(term: Term | None, boxes: dict[str, str], year: AcademicYear | None = YEAR, **more: object) -> Contents:
    return a.a_contents(term=term, academic_year=year, boxes=boxes, **more)


@pytest.mark.parametrize(
    ("autumn", "spring", "summer"),
    [
        ({}, {}, {}),
        ({"roll": "210"}, {}, {"roll": "210"}),
        ({"roll": "210"}, {"roll": "190"}, {"roll": "210"}),
        ({}, {"roll": "190"}, {"roll": "190"}),
        ({"roll": "210"}, {"phase": "Primary"}, {"phase": "Primary", "roll": "210"}),
        ({"roll": "", "evidence": "books"}, {"roll": "190"}, {"roll": "190"}),
    ],
)
def test_each_box_is_the_first_reports_that_filled_it(
    autumn: dict[str, str], spring: dict[str, str], summer: dict[str, str]
) -> None:
    reports = [report(Term.SUMMER, {"roll": "1"}, BEFORE), report(Term.AUTUMN, autumn), report(Term.SPRING, spring)]
    assert inherited(reports, YEAR) == summer


def test_only_the_context_is_kept() -> None:
    assert {box.section for box in BOXES if box.key in KEPT} == {"context"}
    assert inherited([report(Term.AUTUMN, {box.key: "x" for box in BOXES})], YEAR) == dict.fromkeys(KEPT, "x")


def test_what_a_later_report_says_otherwise_is_told() -> None:
    earlier = [report(Term.AUTUMN, {"roll": "210", "phase": "Primary", "fsm": "30%"})]
    spring = {"roll": "190", "phase": " Primary ", "eal": "5%"}
    told = (Overwritten("Pupils on roll", "210", "190"),)
    assert overwritten(earlier, report(Term.SPRING, spring)) == told
    for term, year in ((Term.AUTUMN, YEAR), (None, YEAR), (Term.SPRING, None), (Term.SPRING, BEFORE)):
        assert overwritten(earlier, report(term, spring, year)) == ()


def test_the_last_inspection_is_that_of_the_newest_report_that_tells_of_one() -> None:
    old, new = (TableRow({"area": "Early years", "grade": grade}) for grade in ("Good", "Outstanding"))
    first = report(Term.AUTUMN, {"ofsted_on": "2019"}, BEFORE, rows={"outcome": (old,)})
    second = report(Term.AUTUMN, {"ofsted_on": "2023", "roll": "9"}, rows={"outcome": (new,)})
    assert last_inspection([first, second, report(Term.SPRING, {})]) == ({"ofsted_on": "2023"}, {"outcome": (new,)})
    assert last_inspection([first, report(Term.SPRING, {})]) == ({"ofsted_on": "2019"}, {"outcome": (old,)})
    assert last_inspection([report(Term.SPRING, {}, rows={"outcome": (old,)})]) == ({}, {"outcome": (old,)})
    assert last_inspection([report(Term.SPRING, {})]) == ({}, {})
