"""Academic years, terms and the days on which a school is open."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.core.school_years import AcademicYear, SchoolCalendar, Session, Term, school_calendar

FIRST_HALF = Session(date(2026, 9, 2), date(2026, 10, 23), Term.AUTUMN)
SECOND_HALF = Session(date(2026, 11, 2), date(2026, 12, 18), Term.AUTUMN)
SPRING = Session(date(2027, 1, 5), date(2027, 2, 12), Term.SPRING)
MAY_DAY = date(2027, 5, 3)
INSET = date(2026, 11, 20)
CALENDAR = school_calendar([SPRING, SECOND_HALF, FIRST_HALF], [], [INSET], [MAY_DAY, date(2026, 12, 25)])


@pytest.mark.parametrize(
    "text", ["2026/27", "2026-27", "2026–27", "2026/2027", "202627", "2026-2027", " 2026 / 27 ", "20262027"]
)
def test_a_year_is_read_however_it_is_written(text: str) -> None:
    assert AcademicYear.parse(text) == AcademicYear(2026)


@pytest.mark.parametrize(
    "text", ["", "2026", "26/27", "2026/28", "2026/2028", "1999/00", "2026/27/28", "autumn 2026", "2026/1927"]
)
def test_anything_else_is_no_year(text: str) -> None:
    with pytest.raises(ValueError, match=r"academic year|follow each other"):
        AcademicYear.parse(text)


def test_the_year_that_ends_a_century() -> None:
    assert str(AcademicYear.parse("2099/00")) == "2099/00"
    assert AcademicYear(2099).path_name == "2099-00"


@settings(deadline=None)
@given(st.dates(date(2000, 9, 1), date(2098, 12, 31)))
def test_every_day_is_of_one_year_that_is_written_and_read(day: date) -> None:
    year = AcademicYear.of(day)
    assert date(year.starts_in, 9, 1) <= day <= date(year.starts_in + 1, 8, 31)
    assert AcademicYear.parse(str(year)) == AcademicYear.parse(year.path_name) == year


@pytest.mark.parametrize(
    ("day", "is_open", "why"),
    [
        (date(2026, 9, 2), True, "the first day of term"),
        (date(2026, 9, 1), False, "the day before"),
        (date(2026, 10, 23), True, "the last day before half term"),
        (date(2026, 10, 26), False, "half term"),
        (date(2026, 11, 2), True, "the first day after half term"),
        (date(2026, 11, 20), False, "INSET"),
        (date(2026, 11, 21), False, "a Saturday"),
        (date(2026, 11, 22), False, "a Sunday"),
        (date(2026, 12, 25), False, "Christmas Day"),
        (date(2027, 2, 15), False, "after the last known day"),
    ],
)
def test_the_days_of_a_school(day: date, is_open: bool, why: str) -> None:
    assert CALENDAR.is_school_day(day) is is_open, why


def test_a_bank_holiday_in_term_is_no_school_day() -> None:
    summer = Session(date(2027, 4, 12), date(2027, 5, 28), Term.SUMMER)
    assert not school_calendar([summer], [], [], [MAY_DAY]).is_school_day(MAY_DAY)
    assert school_calendar([summer], [], [], []).is_school_day(MAY_DAY)


@pytest.mark.parametrize(
    ("after", "count", "found"),
    [
        (date(2026, 11, 2), 1, date(2026, 11, 3)),
        (date(2026, 11, 6), 1, date(2026, 11, 9)),  # over a weekend
        (date(2026, 11, 19), 1, date(2026, 11, 23)),  # over INSET and a weekend
        (date(2026, 10, 22), 2, date(2026, 11, 2)),  # over half term
        (date(2026, 12, 18), 1, date(2027, 1, 5)),  # over Christmas
        (date(2026, 8, 1), 1, date(2026, 9, 2)),  # from the summer
        (date(2027, 2, 11), 1, date(2027, 2, 12)),
        (date(2027, 2, 11), 2, None),  # nobody knows yet
        (date(2027, 6, 1), 1, None),
    ],
)
def test_school_days_are_counted_over_whatever_is_between(after: date, count: int, found: date | None) -> None:
    assert CALENDAR.school_day_after(after, count) == found


def test_without_any_dates_nothing_is_known() -> None:
    nothing = SchoolCalendar((), frozenset())
    assert nothing.school_day_after(date(2026, 11, 2), 1) is None


def test_counting_starts_at_one() -> None:
    with pytest.raises(ValueError, match="starts at 1"):
        CALENDAR.school_day_after(date(2026, 11, 2), 0)


def test_a_school_s_own_term_dates_come_before_its_authority_s() -> None:
    own = Session(date(2026, 9, 9), date(2026, 10, 23), Term.AUTUMN)
    assert school_calendar([FIRST_HALF], [own], [], []).sessions == (own,)
    assert school_calendar([FIRST_HALF], [], [], []).sessions == (FIRST_HALF,)


@settings(deadline=None)
@given(st.dates(date(2026, 8, 1), date(2027, 2, 28)), st.integers(1, 40))
def test_the_nth_school_day_after_has_that_many_up_to_it(day: date, count: int) -> None:
    found = CALENDAR.school_day_after(day, count)
    last = found or SPRING.last_on
    passed = sum(CALENDAR.is_school_day(day + timedelta(days=n)) for n in range(1, max((last - day).days, 0) + 1))
    assert passed == count if found else passed < count


DAYS = st.dates(date(2026, 8, 1), date(2027, 2, 28))


@given(st.lists(st.tuples(DAYS, DAYS).map(sorted), max_size=4), st.sets(DAYS, max_size=6), DAYS, DAYS)
def test_counting_a_stretch_is_counting_its_days(
    stretches: list[list[date]], off: set[date], day: date, until: date
) -> None:
    """Whatever sessions a school sets, also those that overlap."""
    sessions = [Session(first, last, Term.AUTUMN) for first, last in stretches]
    calendar = school_calendar(sessions, [], [INSET], off)
    known = bool(sessions) and until <= max(one.last_on for one in sessions)
    passed = sum(calendar.is_school_day(day + timedelta(days=n)) for n in range(1, (until - day).days + 1))
    assert calendar.school_days_between(day, until) == (passed if known else None)
