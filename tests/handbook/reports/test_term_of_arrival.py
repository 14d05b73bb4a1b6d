"""Of which term and year a report is that a SIP sends: taken, or asked about where it is likely a slip."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.arriving.arrival import which_term
from handbook.reports.arriving.file_question import Question
from handbook.reports.report import Report, Status
from tests.support import builders as a


def on(today: date, year: int, term: Term, *reports: Report, said: bool = False) -> object:
    """The term of a report that says this of itself; of a question, the terms that can be chosen."""
    contents = a.a_contents(academic_year=AcademicYear(year), term=term)
    found = which_term(contents, reports, today, said=said)
    if not isinstance(found, Question):
        return found
    assert found.words.endswith("?")
    assert all(choice.school is None for choice in found.choices)
    return [(choice.year and choice.year.starts_in, choice.term) for choice in found.choices]


NOVEMBER, MARCH, MAY = date(2026, 11, 23), date(2027, 3, 8), date(2027, 5, 10)


@pytest.mark.parametrize(
    ("today", "year", "term"),
    [
        (date(2026, 9, 1), 2026, Term.AUTUMN),
        (NOVEMBER, 2026, Term.AUTUMN),
        (date(2026, 10, 31), 2025, Term.SUMMER),
        (date(2027, 1, 1), 2026, Term.SPRING),
        (MARCH, 2026, Term.AUTUMN),
        (date(2027, 4, 1), 2026, Term.SUMMER),
        (MAY, 2026, Term.SPRING),
        (date(2027, 8, 31), 2026, Term.SUMMER),
    ],
)
def test_a_term_that_has_begun_this_year_is_taken(today: date, year: int, term: Term) -> None:
    assert on(today, year, term) == (AcademicYear(year), term)


@pytest.mark.parametrize(
    ("today", "year", "term", "choices"),
    [
        (NOVEMBER, 2025, Term.AUTUMN, [(2026, Term.AUTUMN), (2025, Term.AUTUMN)]),
        (NOVEMBER, 2025, Term.SUMMER, [(2026, Term.AUTUMN), (2025, Term.SUMMER)]),
        (NOVEMBER, 2026, Term.SPRING, [(2026, Term.AUTUMN), (2026, Term.SPRING)]),
        (MARCH, 2025, Term.SPRING, [(2026, Term.SPRING), (2025, Term.SPRING)]),
        (MARCH, 2025, Term.AUTUMN, [(2026, Term.AUTUMN), (2025, Term.AUTUMN)]),
        (NOVEMBER, 2062, Term.AUTUMN, [(2026, Term.AUTUMN)]),
        (NOVEMBER, 2024, Term.AUTUMN, [(2026, Term.AUTUMN)]),
        (MAY, 2027, Term.SUMMER, [(2026, Term.SUMMER)]),
    ],
)
def test_a_likely_slip_is_asked_about(today: date, year: int, term: Term, choices: list[object]) -> None:
    assert on(today, year, term) == choices


@pytest.mark.parametrize(
    ("year", "term", "words"),
    [
        (2025, Term.AUTUMN, "autumn 2025/26, which was last year: it may be a file that was used again."),
        (2062, Term.AUTUMN, "autumn 2062/63, which is far off."),
        (2026, Term.SPRING, "spring 2026/27, which has not begun yet."),
    ],
)
def test_the_question_says_what_is_odd(year: int, term: Term, words: str) -> None:
    found = which_term(a.a_contents(academic_year=AcademicYear(year), term=term), (), NOVEMBER)
    assert isinstance(found, Question)
    assert found.words == f"At its top the report says {words} Which term is the report of?"


def test_what_the_sip_has_said_is_not_asked_again() -> None:
    assert on(NOVEMBER, 2025, Term.AUTUMN, said=True) == (AcademicYear(2025), Term.AUTUMN)
    open_still = replace(a.a_dossier().report, year=AcademicYear(2025))
    assert on(NOVEMBER, 2025, Term.AUTUMN, open_still) == (AcademicYear(2025), Term.AUTUMN)


def test_a_file_of_a_report_that_is_approved_may_be_one_of_a_later_term() -> None:
    """The file of the autumn was used again in spring."""
    autumn = a.a_dossier(Status.APPROVED).report
    spring = replace(autumn, term=Term.SPRING)
    open_spring = replace(a.a_dossier().report, term=Term.SPRING)
    assert on(NOVEMBER, 2026, Term.AUTUMN, autumn) == (AcademicYear(2026), Term.AUTUMN)
    assert on(MARCH, 2026, Term.AUTUMN, autumn) == [(2026, Term.SPRING)]
    assert on(MARCH, 2026, Term.AUTUMN, autumn, open_spring) == [(2026, Term.SPRING)]
    assert on(MARCH, 2026, Term.AUTUMN, autumn, spring) == (AcademicYear(2026), Term.AUTUMN)
    assert on(MAY, 2026, Term.AUTUMN, autumn) == [(2026, Term.SPRING), (2026, Term.SUMMER)]
    last_year = replace(autumn, year=AcademicYear(2025))
    assert on(NOVEMBER, 2025, Term.AUTUMN, last_year) == [(2026, Term.AUTUMN)]


@given(st.dates(date(2020, 1, 1), date(2097, 12, 31)), st.integers(2000, 2098), st.sampled_from(Term))
def test_every_choice_is_taken_when_it_is_chosen(today: date, year: int, term: Term) -> None:
    contents = a.a_contents(academic_year=AcademicYear(year), term=term)
    found = which_term(contents, (), today)
    for choice in found.choices if isinstance(found, Question) else ():
        told = replace(contents, academic_year=choice.year, term=choice.term)
        assert which_term(told, (), today, said=True) == (choice.year, choice.term)
    assert isinstance(found, Question) is (which_term(contents, (), today) != (AcademicYear(year), term))


def test_the_term_and_year_are_read() -> None:
    assert which_term(a.a_contents(), (), NOVEMBER) == (AcademicYear(2026), Term.AUTUMN)


@pytest.mark.parametrize(
    ("year", "term", "words"),
    [
        (None, Term.AUTUMN, "read the academic year at the top"),
        (AcademicYear(2026), None, "read the term at the top"),
        (None, None, "read the academic year and the term at the top"),
    ],
)
def test_what_is_missing_in_the_head_is_asked_for(year: AcademicYear | None, term: Term | None, words: str) -> None:
    with pytest.raises(Refused, match=words):
        which_term(replace(a.a_contents(), academic_year=year, term=term), (), NOVEMBER)


def test_a_year_that_is_none_is_refused_in_its_own_words() -> None:
    contents = a.a_contents(academic_year=None, year_said="2026/28")
    with pytest.raises(Refused, match=r"reads “2026/28”\. Please write two years that follow each other"):
        which_term(contents, (), NOVEMBER)
