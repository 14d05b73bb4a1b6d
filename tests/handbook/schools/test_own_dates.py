"""A school's own term dates as people type them."""

from datetime import date

import pytest

from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Session, Term
from handbook.schools.own_dates import days_shown, days_typed, sessions_shown, sessions_typed

YEAR = AcademicYear(2026)
AUTUMN = Session(date(2026, 9, 3), date(2026, 10, 23), Term.AUTUMN)
SPRING = Session(date(2027, 1, 5), date(2027, 2, 12), Term.SPRING)


@pytest.mark.parametrize(
    "typed",
    [
        "2 September 2026\n4 January 2027",
        "4 Jan 2027; 02/09/2026",
        "2026-09-02\r\n\r\n 4/1 ",
        "2 September 2026\n2/9/26\n4 January",
    ],
)
def test_days_are_read_however_they_are_typed(typed: str) -> None:
    assert days_typed(typed, YEAR) == (date(2026, 9, 2), date(2027, 1, 4))


def test_what_is_shown_is_read_as_the_same() -> None:
    days, sessions = (date(2026, 9, 2), date(2027, 1, 4)), (AUTUMN, SPRING)
    assert days_typed(days_shown((*days, date(2025, 9, 1)), YEAR), YEAR) == days
    of_another_year = Session(date(2027, 9, 1), date(2027, 10, 20), Term.AUTUMN)
    assert sessions_typed(sessions_shown((*sessions, of_another_year), YEAR), YEAR) == sessions
    assert sessions_typed("spring: 5/1 – 12/2\nAUTUMN: 3 September until 23 October", YEAR) == sessions
    assert days_typed("", YEAR) == sessions_typed(" \n", YEAR) == ()


@pytest.mark.parametrize(
    ("typed", "no"),
    [
        ("the first Monday", "I could not read a day in “the first Monday”"),
        ("31 February 2027", "I could not read a day in “31 February 2027”"),
        ("2 September 2025", "2 September 2025 is not in the school year 2026/27"),
        ("\n".join(f"{day} May 2027" for day in range(1, 23)), "22 INSET days"),
    ],
)
def test_a_day_that_cannot_be_taken_is_named(typed: str, no: str) -> None:
    with pytest.raises(Refused, match=no):
        days_typed(typed, YEAR)


@pytest.mark.parametrize(
    ("typed", "no"),
    [
        ("3 September to 23 October", "I could not read “3 September to 23 October”"),
        ("Winter: 3 September to 23 October", "I could not read “Winter"),
        ("Autumn: 3 September", "I could not read “Autumn: 3 September”"),
        ("Autumn: 23 October to 3 September", "ends before it begins"),
        ("Autumn: 1 September 2026 to 1 August 2027", "too long for a half term"),
        ("Autumn: 3 September to 23 October\nAutumn: 20 October to 18 December", "Two half terms overlap"),
        ("Autumn: 3 September 2026 to 23 October 2028", "is not in the school year"),
    ],
)
def test_a_half_term_that_cannot_be_taken_is_named(typed: str, no: str) -> None:
    with pytest.raises(Refused, match=no):
        sessions_typed(typed, YEAR)
