"""Which term a plan is for, and which schools want a day (V2)."""

from datetime import date

import pytest

from handbook.core.school_years import Term, school_calendar
from handbook.half_days.entitlement import Entitlement, account
from handbook.plans.outstanding import TermOfYear, begun, edges, is_outstanding, late_terms, term_days, terms_ahead
from handbook.visits.visit import VisitStatus as S
from tests.support import visits as v

AUTUMN, SPRING, SUMMER = ((v.YEAR, term) for term in Term)


@pytest.mark.parametrize(
    ("on", "notice", "nearest"),
    [
        (date(2026, 11, 23), 5, AUTUMN),
        (date(2026, 10, 27), 5, AUTUMN),  # the half term of autumn
        (date(2026, 12, 10), 5, AUTUMN),
        (date(2026, 12, 14), 5, SPRING),  # too late for autumn
        (date(2026, 12, 14), 0, AUTUMN),
        (date(2027, 4, 5), 0, SUMMER),
    ],
)
def test_the_present_term_while_it_leaves_notice_then_the_next(on: date, notice: int, nearest: object) -> None:
    assert terms_ahead(v.CALENDAR, on, notice)[0] == nearest


def test_what_is_not_known_is_no_term() -> None:
    assert terms_ahead(v.CALENDAR, date(2027, 7, 20), 5) == ()
    assert term_days(school_calendar([], [], [], []), AUTUMN) is None
    assert term_days(v.CALENDAR, AUTUMN) == (date(2026, 9, 2), date(2026, 12, 18))


def test_the_edges_of_a_term_are_its_first_and_last_two_school_days() -> None:
    spring = {date(2027, 1, 5), date(2027, 1, 6), date(2027, 3, 31), date(2027, 4, 1)}
    assert edges(v.CALENDAR, SPRING) == spring
    assert edges(v.CALENDAR, SPRING, 0) == frozenset()
    assert edges(school_calendar([], [], [], []), SPRING) == frozenset()


@pytest.mark.parametrize(
    ("wanted", "on", "late"),
    [
        (SPRING, date(2026, 12, 10), ()),  # the autumn has a day left
        (SPRING, date(2026, 12, 14), (Term.AUTUMN,)),
        (SUMMER, date(2027, 4, 5), (Term.AUTUMN, Term.SPRING)),
        (AUTUMN, date(2026, 12, 14), ()),
    ],
)
def test_a_term_that_has_no_day_left_is_late_in_those_after_it(wanted: TermOfYear, on: date, late: object) -> None:
    assert late_terms(v.CALENDAR, wanted, on, 5) == late


@pytest.mark.parametrize("status", S)
def test_a_visit_without_a_day_is_outstanding_and_is_used(status: S) -> None:
    visit = v.a_visit(status)
    own = account("900001", v.YEAR, Entitlement(), (visit,))
    without_a_day = status in (S.SOUGHT, S.FOUND, S.NONE_SUITED)
    gone = status in (S.CANCELLED, S.NOT_HELD)
    assert is_outstanding(own, (visit,), AUTUMN, v.SIP.id) == (without_a_day or gone)
    assert begun((visit,), AUTUMN, v.SIP.id) == (visit if without_a_day else None)
    assert begun((visit,), AUTUMN, "another SIP") is None
    assert begun((visit,), SPRING, v.SIP.id) is None
