"""From when on something is no longer kept: the day before it is, on the day it goes."""

from datetime import date

import pytest

from handbook.core.retention import days_before, kept_until, last_year_over, years_before
from handbook.core.school_years import AcademicYear


@pytest.mark.parametrize(
    ("today", "years", "last"),
    [
        (date(2033, 8, 31), 6, 2025),
        (date(2033, 9, 1), 6, 2026),
        (date(2034, 1, 1), 6, 2026),
        (date(2028, 2, 29), 0, 2026),
        (date(2027, 8, 31), 0, 2025),
        (date(2027, 9, 1), 0, 2026),
    ],
)
def test_an_academic_year_is_over_so_many_years_after_its_end(today: date, years: int, last: int) -> None:
    assert last_year_over(today, years) == last
    assert kept_until(AcademicYear(last), years) < today <= kept_until(AcademicYear(last + 1), years)


def test_a_leap_day_counts_from_the_day_before_it_where_the_earlier_year_has_none() -> None:
    assert years_before(date(2028, 2, 29), 7) == date(2021, 2, 28)
    assert years_before(date(2028, 2, 29), 4) == date(2024, 2, 29)
    assert years_before(date(2027, 3, 1), 7) == date(2020, 3, 1)
    assert days_before(date(2028, 3, 1), 1) == date(2028, 2, 29)
