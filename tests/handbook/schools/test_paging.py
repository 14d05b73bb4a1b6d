"""Turning the pages of a long list."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.core.people import School
from handbook.schools import paging
from handbook.schools.paging import ROWS, Keep, Page, page_of
from handbook.schools.school_list import key_of
from tests.support import builders as a


def some(count: int) -> list[School]:
    return sorted((a.a_school(urn=f"9{at:05}", name=f"School {at % 7}", town="") for at in range(count)), key=key_of)


def even(schools: Sequence[School]) -> list[School]:
    return [one for one in schools if int(one.urn) % 2 == 0]


@pytest.mark.parametrize("keep", [None, even])
@given(st.integers(0, 60))
def test_pages_show_each_school_once_both_ways(keep: Keep[School] | None, count: int) -> None:
    schools = some(count)
    wanted = list(keep(schools) if keep else schools)
    page = page_of(schools, key_of, keep, None, None)
    seen, pages = [*page.shown], [page]
    while page.has_after:
        page = page_of(schools, key_of, keep, key_of(page.shown[-1]), None)
        seen, pages = [*seen, *page.shown], [*pages, page]
    assert seen == wanted
    assert {one.total for one in pages} == {len(wanted)}
    for before, after in reversed(list(pairwise(pages))):
        assert page_of(schools, key_of, keep, None, key_of(after.shown[0])).shown == before.shown


def test_a_school_that_left_meanwhile_moves_nobodys_page() -> None:
    schools = some(30)
    first = page_of(schools, key_of, None, None, None)
    without = [one for one in schools if one not in first.shown[-2:]]
    following = page_of(without, key_of, None, key_of(first.shown[-1]), None)
    assert following.shown == tuple(schools[ROWS : 2 * ROWS])


def test_before_the_first_there_is_the_first_page() -> None:
    schools = some(3)
    assert page_of(schools, key_of, None, None, key_of(schools[0])) == Page(tuple(schools), False, False, 3)


def test_of_a_great_many_no_more_are_asked_about_than_fill_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "COUNTED_AT_MOST", 20)
    schools, asked = some(2_000), list[int]()

    def keep(found: Sequence[School]) -> list[School]:
        asked.append(len(found))
        return even(found)

    page = page_of(schools, key_of, keep, key_of(schools[900]), None)
    assert (len(page.shown), page.total, page.has_before, page.has_after) == (ROWS, None, True, True)
    assert asked == [500]
    assert page.shown == tuple(even(schools[901:]))[:ROWS]
    assert page_of(schools, key_of, keep, None, key_of(page.shown[0])).shown == tuple(even(schools[:901]))[-ROWS:]
