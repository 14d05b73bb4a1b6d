"""Days in whatever way people type them; what is not clear is not guessed."""

from datetime import date

import pytest

from handbook.core.days_said import day_in_year, day_said
from handbook.core.school_years import AcademicYear

YEAR = AcademicYear(2026)
OCTOBER = date(2026, 10, 16)
MARCH = date(2027, 3, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("16 October 2026", OCTOBER),
        ("Friday 16th Oct 2026", OCTOBER),
        ("16/10/2026", OCTOBER),
        ("16.10.26", OCTOBER),
        ("2026-10-16", OCTOBER),
        ("16th of October", OCTOBER),
        ("to 16 Oct", OCTOBER),
        ("w/e 16 Oct.", OCTOBER),
        ("October 16th", OCTOBER),
        ("Oct 16, 2026", OCTOBER),
        ("16/10", OCTOBER),
        ("16.10", OCTOBER),
        ("5 March", MARCH),
        ("5/3", MARCH),
        ("all 7 classes, 5 March", MARCH),
        ("", None),
        ("half term", None),
        ("autumn", None),
        ("32 March", None),
        ("94.1%", None),
        ("94.1", None),
        ("5 of 7", None),
        ("7 classes", None),
        ("3 juniors", None),
        ("12 separate days", None),
        ("3 Sept", date(2026, 9, 3)),
        ("3 mar", date(2027, 3, 3)),
        ("maybe 5", None),
        ("October", None),
    ],
)
def test_days_of_a_school_year(text: str, day: date | None) -> None:
    assert day_in_year(text, YEAR) == day


def test_without_a_year_nothing_is_guessed() -> None:
    assert day_said("16 October") is None
    assert day_said("32/13/2026") is None
    assert day_in_year("16 October", None) is None
    assert day_in_year("October 16, 2026", None) == OCTOBER
