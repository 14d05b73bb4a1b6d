"""What a school's card says in words of its own."""

from datetime import date

import pytest

from handbook.core.school_years import AcademicYear, SchoolCalendar, Session, Term
from handbook.schools.school_dossier import checks_words, dates_words
from handbook.visits.checks import SipChecks
from tests.support.school_gallery import ADVISOR, a_dossier

DONE = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        (None, "none on record"),
        (SipChecks("s"), "none on record"),
        (SipChecks("s", None, DONE, date(2027, 8, 31)), "none on record"),
        (SipChecks("s", DONE, DONE, date(2027, 8, 31)), "current, until 31 August 2027"),
        (SipChecks("s", DONE, DONE, date(2026, 12, 31)), "run out on 31 December 2026"),
        (SipChecks("s", DONE, DONE, date(2026, 11, 22)), "ran out on 22 November 2026"),
        (SipChecks("s", date(2026, 12, 1), DONE, date(2027, 8, 31)), "none on record"),
    ],
)
def test_of_a_sips_checks_only_whether_they_are_current(checks: SipChecks | None, words: str) -> None:
    assert checks_words(checks, date(2026, 11, 23)) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "Autumn term: this half term ends on 18 December 2026"),
        (date(2026, 12, 24), "holidays; spring term goes on on 5 January 2027"),
        (date(2027, 3, 27), "no term dates on the list"),
    ],
)
def test_what_comes_next_in_the_schools_year(day: date, words: str) -> None:
    autumn = Session(date(2026, 9, 2), date(2026, 12, 18), Term.AUTUMN)
    spring = Session(date(2027, 1, 5), date(2027, 3, 25), Term.SPRING)
    assert dates_words(SchoolCalendar((autumn, spring), frozenset()), day) == words


def test_the_year_is_that_of_the_day() -> None:
    assert a_dossier(ADVISOR).year == AcademicYear(2026)
