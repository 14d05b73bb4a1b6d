"""Looking for schools, and turning pages."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.core.people import School
from handbook.core.school_years import SchoolCalendar, Session, Term
from handbook.schools import school_list
from handbook.schools.school_list import ROWS, SchoolPage, Show, ShowSchools, is_sought, key_of, page_of, term_on
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


def some(count: int) -> list[School]:
    return sorted((a.a_school(urn=f"9{at:05}", name=f"School {at % 7}", town="") for at in range(count)), key=key_of)


def even(schools: Sequence[School]) -> list[School]:
    return [one for one in schools if int(one.urn) % 2 == 0]


@pytest.mark.parametrize("keep", [None, even])
@given(st.integers(0, 60))
def test_pages_show_each_school_once_both_ways(keep: school_list.Keep | None, count: int) -> None:
    schools = some(count)
    wanted = list(keep(schools) if keep else schools)
    page = page_of(schools, keep, None, None)
    seen, pages = [*page.schools], [page]
    while page.has_after:
        page = page_of(schools, keep, key_of(page.schools[-1]), None)
        seen, pages = [*seen, *page.schools], [*pages, page]
    assert seen == wanted
    assert {one.total for one in pages} == {len(wanted)}
    for before, after in reversed(list(pairwise(pages))):
        assert page_of(schools, keep, None, key_of(after.schools[0])).schools == before.schools


def test_a_school_that_left_meanwhile_moves_nobodys_page() -> None:
    schools = some(30)
    first = page_of(schools, None, None, None)
    without = [one for one in schools if one not in first.schools[-2:]]
    following = page_of(without, None, key_of(first.schools[-1]), None)
    assert following.schools == tuple(schools[ROWS : 2 * ROWS])


def test_before_the_first_there_is_the_first_page() -> None:
    schools = some(3)
    assert page_of(schools, None, None, key_of(schools[0])) == SchoolPage(tuple(schools), False, False, 3)


def test_of_a_great_many_no_more_are_asked_about_than_fill_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(school_list, "COUNTED_AT_MOST", 20)
    schools, asked = some(2_000), list[int]()

    def keep(found: Sequence[School]) -> list[School]:
        asked.append(len(found))
        return even(found)

    page = page_of(schools, keep, key_of(schools[900]), None)
    assert (len(page.schools), page.total, page.has_before, page.has_after) == (ROWS, None, True, True)
    assert asked == [500]
    assert page.schools == tuple(even(schools[901:]))[:ROWS]
    assert page_of(schools, keep, None, key_of(page.schools[0])).schools == tuple(even(schools[:901]))[-ROWS:]


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
