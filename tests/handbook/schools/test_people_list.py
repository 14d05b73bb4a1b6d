"""Looking for people."""

import pytest

from handbook.core.people import Role
from handbook.schools.people_list import ShowPeople, is_wanted, key_of_person
from handbook.search.finding import plain_words
from tests.support import builders as a

HEAD = a.a_person(Role.HEADTEACHER, name="Zoë O’Brien")


@pytest.mark.parametrize(
    ("find", "office", "is_found"),
    [
        ("", "", True),
        ("obrien zoe", "", True),
        ("hanna", "", True),
        ("zoe", "headteacher", True),
        ("zoe", "sip", False),
        ("hilda", "", False),
    ],
)
def test_people_are_found_by_name_address_and_office(find: str, office: str, is_found: bool) -> None:
    assert is_wanted(HEAD, ShowPeople(office=office), plain_words(find)) is is_found


def test_their_order_is_that_of_their_names() -> None:
    assert key_of_person(HEAD) == ("zoë o’brien", HEAD.id)
