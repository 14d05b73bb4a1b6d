"""Cover as those whom it concerns read it, and what its buttons are read as."""

from datetime import timedelta

import pytest

from cards.actions import read
from cards.cases.cover import SHOWN_AT_MOST, cover_card, covers_card
from cards.cases.cover_actions import ShowCover
from handbook.cases.cover import EndCover, NameDeputy
from handbook.core.people import Person, Role
from handbook.core.refusal import Refused
from tests.support.builders import MONDAY, a_person
from tests.support.card_reading import buttons, inputs, verbs, words
from tests.support.covers import ADVISOR, DEPUTY, EVERYBODY, FIRST, LAST, SIP, a_cover, named

DAYS = "from Monday 7 December 2026 to Friday 11 December 2026"


def drawn(viewer: Person, *people: Person) -> str:
    return words(covers_card([named(a_cover())], people or EVERYBODY, viewer, MONDAY))


def test_each_side_reads_it_from_theirs() -> None:
    line = f"{DEPUTY.name} stands in for {SIP.name} {DAYS}."
    for viewer, part in ((SIP, "Who stands in for you"), (DEPUTY, "Who you stand in for"), (ADVISOR, "Others")):
        assert f"{part}\n{line}" in drawn(viewer)
    outsider = drawn(a_person(Role.DSO))
    assert DAYS not in outsider
    assert "Nobody is named now." in outsider
    assert "not open to you" in drawn(a_person(Role.LA_OFFICER))
    own = drawn(a_person(Role.HEADTEACHER))
    assert "The Trust Advisor records who stands in for a headteacher" in own
    assert "for a headteacher about reports and visits, for a SIP also about concerns" in own
    assert "not open to you" in words(cover_card(named(a_cover()), a_person(Role.DSO), MONDAY))


def test_the_form_offers_those_who_may_stand_in() -> None:
    own = inputs(covers_card([], EVERYBODY, a_person(Role.DIRECTOR), MONDAY))
    assert list(own) == ["deputy", "first_on", "last_on"]
    assert {choice["title"] for choice in own["deputy"]["choices"]} == {
        "Dorothy Osgood (Diocesan Schools Officer)",
        "Other dso (Diocesan Schools Officer)",
    }
    sips = inputs(covers_card([], EVERYBODY, SIP, MONDAY))["deputy"]["choices"]
    assert [choice["value"] for choice in sips] == [DEPUTY.id]
    assert inputs(covers_card([], EVERYBODY, a_person(Role.BOARD_MEMBER), MONDAY)) == {}
    assert "nobody on the service’s list who could stand in for you" in drawn(SIP, SIP, ADVISOR)


def test_the_trust_advisor_names_for_everybody() -> None:
    own = inputs(covers_card([], EVERYBODY, ADVISOR, MONDAY))
    assert own["person"]["value"] == ADVISOR.id
    assert {Role(one.role) for one in EVERYBODY if one.id in {c["value"] for c in own["person"]["choices"]}} == {
        Role.TRUST_ADVISOR,
        Role.SIP,
        Role.HEADTEACHER,
        Role.DSO,
        Role.DIRECTOR,
        Role.CHAIR_OF_TRUST_BOARD,
    }


def test_many_covers_come_up_one_after_the_other() -> None:
    many = [named(a_cover(id=f"cover-{number}")) for number in range(SHOWN_AT_MOST + 3)]
    card = covers_card(many, EVERYBODY, ADVISOR, MONDAY)
    assert words(card).count(" stands in for ") == SHOWN_AT_MOST
    assert "3 more will appear here as these end." in words(card)


@pytest.mark.parametrize(
    ("changes", "days", "word", "ends"),
    [
        ({}, 0, "To come", True),
        ({}, 14, "Now", True),
        ({}, 19, "Over", False),
        ({"ended_at": MONDAY}, 14, "Ended", False),
    ],
)
def test_one_cover_says_how_it_stands(changes: dict[str, object], days: int, word: str, ends: bool) -> None:
    for viewer in (SIP, DEPUTY, ADVISOR):
        card = cover_card(named(a_cover(**changes)), viewer, MONDAY + timedelta(days=days))
        assert f"{word}: {DEPUTY.name} stands in for {SIP.name} {DAYS}" in words(card)
        assert verbs(card) == ({"cover.end"} if ends else set())
    shown = covers_card([named(a_cover(**changes))], EVERYBODY, SIP, MONDAY + timedelta(days=days))
    assert ("cover.end" in verbs(shown)) is ends


def test_buttons_are_read() -> None:
    card = covers_card([named(a_cover())], EVERYBODY, SIP, MONDAY)
    own = buttons(card)
    filled = {"deputy": DEPUTY.id, "first_on": "2026-12-07", "last_on": "2026-12-11"}
    assert read("cover.name", own["Name"]["data"] | filled) == NameDeputy(SIP.id, DEPUTY.id, FIRST, LAST)
    one_day = own["Name"]["data"] | filled | {"last_on": ""}
    assert read("cover.name", one_day) == NameDeputy(SIP.id, DEPUTY.id, FIRST, FIRST)
    assert read("cover.end", own["End it now"]["data"]) == EndCover("cover-1")
    assert read("cover.show", {}) == ShowCover()


@pytest.mark.parametrize(
    ("left_out", "please"),
    [("person", "who it is for"), ("deputy", "who stands in"), ("first_on", "the first day")],
)
def test_what_was_left_out_is_asked_for(left_out: str, please: str) -> None:
    filled = {"person": SIP.id, "deputy": DEPUTY.id, "first_on": "2026-12-07", "last_on": "2026-12-11"}
    with pytest.raises(Refused, match=please):
        read("cover.name", filled | {left_out: ""})
