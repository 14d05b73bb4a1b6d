"""Which term a plan is for, and which schools want a day (V2)."""

from datetime import date

import pytest

from handbook.core.school_years import Term, school_calendar
from handbook.half_days.entitlement import Entitlement, account
from handbook.plans.outstanding import begun, is_outstanding, term_days, terms_ahead
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
