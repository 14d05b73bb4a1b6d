"""Who may have an item of a handover brought."""

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.handover.handover import Handover, OpenItem, dso_words, item_of
from tests.support import builders as a
from tests.support.covers import ACTING, HEAD

ITEMS = (OpenItem("approval", "report:1", 1, "A report"), OpenItem("visit", "visit:1", 2, "A visit"))
MADE = Handover("made", ACTING.id, HEAD.id, Role.HEADTEACHER, a.MONDAY, ITEMS, "900001")


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_an_item_is_chosen_by_its_number(number: int) -> None:
    if number in (1, 2):
        assert item_of(MADE, ACTING, number) == ITEMS[number - 1]
    else:
        with pytest.raises(Refused, match="choose one of the lines"):
            item_of(MADE, ACTING, number)


@pytest.mark.parametrize("role", Role)
def test_by_nobody_but_who_took_on(role: Role) -> None:
    with pytest.raises(Refused, match="I cannot find that handover") as caught:
        item_of(MADE, a.a_person(role), 1)
    assert caught.value.code == "unknown"


def test_many_schools_of_a_diocesan_officer_are_counted() -> None:
    words = dso_words([f"School {one}" for one in range(20)])
    assert "School 7; and 12 more now." in words
    assert "School 8" not in words
    assert "of A; B now." in dso_words(["A", "B"])
