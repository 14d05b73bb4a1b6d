"""Looking for schools."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.core.school_years import SchoolCalendar, Session, Term
from handbook.schools.school_list import Show, ShowSchools, is_sought, term_on
from handbook.search.finding import plain_words
from tests.support import builders as a

BEDE = a.a_school(name="Saint Bede’s Catholic Primary School", town="Añover")


@pytest.mark.parametrize(
    ("find", "is_found"),
    [
        ("", True),
        ("st bede", True),
        ("Saint Bede's", True),
        ("BEDES anover", True),
        ("añover", True),
        ("900001", True),
        ("fellshire bede", True),
        ("pell", True),
        ("ede", False),
        ("hilda", False),
        ("st bede hilda", False),
    ],
)
def test_words_are_found_however_they_are_typed(find: str, is_found: bool) -> None:
    assert is_sought(BEDE, ShowSchools(), plain_words(find), "Samir Pell") is is_found


@pytest.mark.parametrize(
    ("show", "field"),
    [(Show.NO_HEADTEACHER, "headteacher_id"), (Show.NO_SIP, "sip_id"), (Show.NO_DSO, "dso_id")],
)
def test_what_is_vacant_is_found(show: Show, field: str) -> None:
    assert not is_sought(BEDE, ShowSchools(show), (), "")
    assert is_sought(replace(BEDE, **{field: ""}), ShowSchools(show), (), "")


@pytest.mark.parametrize(
    ("of", "is_found"),
    [
        (f"sip:{BEDE.sip_id}", True),
        (f"dso:{BEDE.dso_id}", True),
        ("authority:Fellshire", True),
        ("authority:Wrenshire", False),
        ("sip:", False),
        ("head:x", False),
    ],
)
def test_the_list_is_narrowed_by_whose_schools(of: str, is_found: bool) -> None:
    assert is_sought(BEDE, ShowSchools(of=of), (), "") is is_found


@pytest.mark.parametrize(
    ("day", "term"),
    [
        (date(2026, 9, 1), Term.AUTUMN),
        (date(2026, 12, 20), Term.SPRING),
        (date(2027, 9, 2), Term.AUTUMN),
        (date(2028, 3, 31), Term.SPRING),
        (date(2028, 4, 1), Term.SUMMER),
    ],
)
def test_which_term_it_is(day: date, term: Term) -> None:
    sessions = (
        Session(date(2026, 9, 2), date(2026, 12, 18), Term.AUTUMN),
        Session(date(2027, 1, 5), date(2027, 3, 25), Term.SPRING),
    )
    assert term_on(SchoolCalendar(sessions, frozenset()), day) is term
