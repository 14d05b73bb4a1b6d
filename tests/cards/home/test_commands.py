"""Words that can be typed: whose they are, and which are nearest to what somebody typed."""

import pytest

from automations.workflows import TABLES
from cards.home.commands import meant, nearest, of_others, words_of
from handbook.core.people import Role
from tests.support import builders as a

EVERY = {word for role in Role for word in words_of(a.a_person(role))} | {"thanks"}


@pytest.mark.parametrize(
    ("typed", "role", "near"),
    [
        ("my vistis", Role.SIP, "my visits"),
        ("my vistis", Role.HEADTEACHER, "our visits"),
        ("good practise", Role.TRUST_ADVISOR, "good practice"),
        ("show me the plan please", Role.SIP, "plan"),
        ("halfdays", Role.SIP, "half-days"),
        ("complant", Role.HEADTEACHER, "complaint"),
        ("ofstead", Role.HEADTEACHER, "ofsted"),
    ],
)
def test_the_nearest_word_that_somebody_may_use_comes_first(typed: str, role: Role, near: str) -> None:
    found = nearest(typed, a.a_person(role))
    assert found[0] == near
    assert set(found) <= set(words_of(a.a_person(role)))
    assert len(found) <= 3


def test_what_is_like_nothing_has_no_nearest_word() -> None:
    assert nearest("xyzzy", a.a_person(Role.SIP)) == []
    assert nearest("", a.a_person(Role.SIP)) == []


def test_a_word_of_others_is_known_with_whose_it_is() -> None:
    assert of_others("membership") == ("membership", "Trust Advisor")
    assert of_others("figures hilda") == ("figures", "Trust Advisor, School Improvement Partner and headteacher")
    assert of_others("figured") == ("", "")
    assert meant("good practice reading", ("good", "good practice")) == "good practice"


def test_every_synonym_means_a_word_that_somebody_knows_and_is_none_itself() -> None:
    assert {meaning for meaning in TABLES.synonyms.values() if meaning not in EVERY} == set()
    assert set(TABLES.synonyms) & EVERY == set()
    assert all(words == " ".join(words.lower().split()).strip(" .,:;!?'\"") for words in TABLES.synonyms)
