"""The list of people and a person's card."""

import json
from dataclasses import replace

from cards.actions import read
from cards.schools.actions import ShowSchool
from cards.schools.people import PersonSeen, people_card, person_card
from cards.schools.people_actions import ShowPerson
from handbook.core.people import Role
from handbook.schools.paging import Page
from handbook.schools.people_list import ShowPeople, ShowWho
from handbook.schools.school_list import ShowSchools
from tests.support import builders as a
from tests.support.card_reading import buttons, words
from tests.support.edit_gallery import people_cards
from tests.support.pressed import refused

HEAD, SIP = a.a_person(Role.HEADTEACHER), a.a_person(Role.SIP)
STATES = ("reached", "open")


def test_pages_and_filters_travel_with_the_buttons() -> None:
    asked = ShowPeople(ShowWho.NO_ACCOUNT, "sip", "pell")
    page = Page((HEAD, SIP), has_before=True, has_after=True, total=9)
    shown = buttons(people_card(page, [PersonSeen(one, (), *STATES) for one in (HEAD, SIP)], asked))
    turned = read("list_person.list", shown["Next"]["data"])
    assert turned == ShowPeople(ShowWho.NO_ACCOUNT, "sip", "pell", after=SIP.id)
    back = read("list_person.list", shown["Previous"]["data"])
    assert back == ShowPeople(ShowWho.NO_ACCOUNT, "sip", "pell", before=HEAD.id)
    opened = shown[SIP.name]
    assert read(opened["verb"], opened["data"]) == ShowPerson(SIP.id)
    assert read("list_person.list", {"office": "all"}) == ShowPeople()
    for data in ({"show": "x"}, {"office": "king"}, {"after": "../x"}):
        assert refused("list_person.list", data).code == "forged"


def test_a_button_is_a_name_and_tells_two_of_one_name_apart_by_their_addresses() -> None:
    """A long address would be cut off on a phone."""
    twin = replace(SIP, id="twin", email="twin@elsewhere.example")
    page = Page((HEAD, SIP, twin), has_before=False, has_after=False, total=3)
    card = people_card(page, [PersonSeen(one, (), *STATES) for one in page.shown], ShowPeople())
    assert {HEAD.name, f"{SIP.name}, {SIP.email}", f"{SIP.name}, {twin.email}"} <= set(buttons(card))
    assert words(card).count(HEAD.email) == 1


def test_a_persons_schools_are_a_press_away() -> None:
    schools = [a.a_school(), a.a_school(urn="900002")]
    for person, some, command in (
        (HEAD, schools[:1], ShowSchool("900001")),
        (SIP, schools, ShowSchools(of=f"sip:{SIP.id}")),
        (HEAD, schools, ShowSchools(find=HEAD.name)),
    ):
        shown = buttons(person_card(PersonSeen(person, some, *STATES)))
        button = shown["Their school" if len(some) == 1 else "Their schools"]
        assert read(button["verb"], button["data"]) == command


def test_of_who_has_left_nothing_can_be_changed() -> None:
    card = person_card(PersonSeen(HEAD, (), *STATES, is_gone=True))
    assert "no longer on the list" in words(card)
    assert list(buttons(card)) == ["People"]


def test_a_page_is_less_than_half_of_what_teams_takes() -> None:
    assert max(len(json.dumps(card)) for _, card, _ in people_cards("Bartholomew " * 6)) < 12 * 1024
