"""Ofsted has called (O2)."""

from dataclasses import replace
from datetime import date

import pytest

from cards.actions import read
from cards.visits.ofsted import OfstedDossier, ofsted_card, ofsted_question_card
from handbook.core.people import Person
from handbook.visits.ofsted.call import (
    STANDS_BESIDE,
    AnswerOfstedCall,
    AskSipToCome,
    KeepThroughOfsted,
    PutOffForOfsted,
    TellOfstedCalled,
    sip_answered,
    sip_asked,
    to_choose,
)
from handbook.visits.ofsted.changes import CallOffOfsted, CorrectOfstedCall
from tests.support import visit_builders as v
from tests.support.builders import a_school
from tests.support.card_reading import buttons, inputs, verbs, words
from tests.support.visit_gallery import HEARERS, STRANGERS, ofsted_dossiers

STANDS = {name: (dossier, now) for name, dossier, now in ofsted_dossiers()}


def seen(name: str, viewer: Person) -> str:
    dossier, now = STANDS[name]
    return words(ofsted_card(dossier, viewer, now))


def test_every_card_says_what_stands_beside_it() -> None:
    for name, (dossier, now) in STANDS.items():
        for viewer in (v.HEAD, v.SIP):
            assert (STANDS_BESIDE in words(ofsted_card(dossier, viewer, now))) == (name != "called off")
    assert STANDS_BESIDE in words(ofsted_question_card(a_school(), v.HEAD))


def test_nobody_else_hears_of_it() -> None:
    for viewer in STRANGERS:
        for dossier, now in STANDS.values():
            assert "not open to you" in words(ofsted_card(replace(dossier, readers=()), viewer, now))
    assert "not open to you" in words(ofsted_question_card(a_school(), v.SIP))


@pytest.mark.parametrize("viewer", HEARERS, ids=lambda one: one.role.value)
def test_whoever_is_told_reads_when_and_whether_the_sip_comes_and_has_no_button(viewer: Person) -> None:
    read_ = seen("told", viewer)
    assert "For information: Ofsted inspects from Tuesday 9 March 2027 to Wednesday 10 March 2027" in read_
    assert "Samir Pell has been asked to come" in read_
    assert viewer.role.words in read_
    assert "Called off: Ofsted does not inspect from Tuesday 9 March 2027" in seen("called off", viewer)
    for name in ("told", "called off"):
        assert verbs(ofsted_card(STANDS[name][0], viewer, STANDS[name][1])) == set()


def test_the_headteacher_reads_who_is_told_before_and_after() -> None:
    told = "your SIP, Thea Marlowe (Trust Advisor)"
    assert f"I will tell {told}" in words(ofsted_question_card(a_school(), v.HEAD, HEARERS))
    assert f"Told: {told}" in seen("told", v.HEAD)
    assert "I will tell your SIP at once." in words(ofsted_question_card(a_school(), v.HEAD))


def test_the_days_are_corrected_or_the_inspection_called_off_until_it_is_over() -> None:
    dossier, now = STANDS["asked"]
    card = ofsted_card(dossier, v.HEAD, now)
    save, off = buttons(card)["Save these days"], buttons(card)["Call it off"]
    assert inputs(card)["first_on"]["value"] == "2027-03-09"
    days = {"first_on": "2027-03-16", "last_on": ""}
    on = date(2027, 3, 16)
    assert read(save["verb"], {**save["data"], **days}) == CorrectOfstedCall("call-1", on, on)
    assert read(off["verb"], off["data"]) == CallOffOfsted("call-1")
    for name in ("called off", "one day, over"):
        assert {"ofsted.correct", "ofsted.call_off"}.isdisjoint(verbs(ofsted_card(*_of(name))))
    assert "Called off" in seen("called off", v.HEAD)
    assert "your SIP offers other half-days" in seen("called off", v.HEAD)
    assert "Called off" in seen("called off", v.SIP)
    assert "No report of this school is due before Monday 15 March 2027" in seen("asked", v.HEAD)


def test_the_headteacher_says_on_which_days() -> None:
    card = ofsted_question_card(a_school(), v.HEAD)
    button = buttons(card)["Confirm these days"]
    first, last = date(2027, 3, 9), date(2027, 3, 10)
    typed = {"first_on": "2027-03-09", "last_on": "2027-03-10"}
    assert read(button["verb"], {**button["data"], **typed}) == TellOfstedCalled("900001", first, last)
    assert read(button["verb"], {**button["data"], **typed, "last_on": ""}) == TellOfstedCalled("900001", first, first)


def test_each_visit_of_that_week_is_kept_or_put_off_with_one_press() -> None:
    dossier, now = STANDS["to choose"]
    card = ofsted_card(dossier, v.HEAD, now)
    line = "Your turn: Ofsted inspects from Tuesday 9 March 2027 to Wednesday 10 March 2027. Please say for each visit"
    assert line in words(card)
    assert list(buttons(card))[:4] == [
        "Keep Tuesday 9 March, morning",
        "Put off Tuesday 9 March, morning",
        "Keep Thursday 11 March, afternoon",
        "Put off Thursday 11 March, afternoon",
    ]
    pressed = [read(button["verb"], button["data"]) for button in list(buttons(card).values())[:4]]
    version = dossier.visits[0].version
    assert pressed == [
        KeepThroughOfsted("call-1", "visit-1", version),
        PutOffForOfsted("call-1", "visit-1", version),
        KeepThroughOfsted("call-1", "visit-2", version),
        PutOffForOfsted("call-1", "visit-2", version),
    ]


def test_what_is_kept_is_said_and_asked_no_more() -> None:
    read_ = seen("one kept", v.HEAD)
    assert "You are keeping the visit on Tuesday 9 March 2027, morning, 09:00 to 12:00." in read_
    assert "Keep Tuesday 9 March, morning" not in read_
    assert "Noted: Ofsted inspects from" in seen("nothing in the diary", v.HEAD)
    assert "Noted: Ofsted inspects on Tuesday 9 March 2027." in seen("one day, over", v.HEAD)


def test_the_sip_is_asked_to_come() -> None:
    dossier, now = STANDS["nothing in the diary"]
    card = ofsted_card(dossier, v.HEAD, now)
    assert inputs(card)["come_on"]["value"] == "2027-03-09"
    button = buttons(card)["Ask"]
    command = read(button["verb"], {**button["data"], "come_on": "2027-03-09", "come_half": "13:00-16:00"})
    at = v.afternoon(date(2027, 3, 9))
    assert command == AskSipToCome("call-1", at)
    assert isinstance(command, AskSipToCome)
    assert sip_asked(dossier.call, command, dossier.school, v.HEAD, dossier.account, now).wanted == at


ASKED = "Tuesday 9 March 2027, afternoon, 13:00 to 16:00"


@pytest.mark.parametrize(
    ("name", "head", "sip"),
    [
        ("asked", "Samir Pell has been asked to come", "Your turn: Hanna Tilling asks you to come"),
        ("comes", "Samir Pell will be there", "You will be there"),
        ("cannot come", "Samir Pell cannot make it", "You cannot make it"),
    ],
)
def test_both_read_how_it_stands_with_the_sip(name: str, head: str, sip: str) -> None:
    assert f"{head}: {ASKED}." in seen(name, v.HEAD)
    assert sip in seen(name, v.SIP)
    assert ASKED in seen(name, v.SIP)


def test_the_sip_answers_with_one_press() -> None:
    dossier, now = STANDS["asked"]
    card = ofsted_card(dossier, v.SIP, now)
    for title, comes in (("I’ll be there", True), ("I can’t make it", False)):
        button = buttons(card)[title]
        command = read(button["verb"], button["data"])
        assert command == AnswerOfstedCall("call-1", comes)
        assert isinstance(command, AnswerOfstedCall)
        assert sip_answered(dossier.call, command, dossier.school, v.SIP).comes is comes
    for name in ("to choose", "comes", "cannot come"):
        assert verbs(ofsted_card(STANDS[name][0], v.SIP, now)) == set()


def test_it_can_be_asked_again_only_after_a_no_and_while_something_is_left() -> None:
    asks = {name: "ofsted.ask_sip" in verbs(ofsted_card(*_of(name))) for name in STANDS}
    assert asks == {
        "to choose": True,
        "one kept": True,
        "nothing in the diary": True,
        "asked": False,
        "comes": False,
        "cannot come": True,
        "nothing left": False,
        "called off": False,
        "told": False,
        "one day, over": False,
    }
    assert "More can be bought as an extra service" in seen("nothing left", v.HEAD)


def _of(name: str) -> tuple[OfstedDossier, Person, object]:
    dossier, now = STANDS[name]
    return dossier, v.HEAD, now


def test_a_visit_that_lost_its_day_meanwhile_is_left_alone() -> None:
    dossier, now = STANDS["one kept"]
    gone = tuple(replace(visit, half_day=None) for visit in dossier.visits)
    assert to_choose(dossier.call, gone) == ()
    assert "You are keeping" not in words(ofsted_card(replace(dossier, visits=gone), v.HEAD, now))


def test_notifications_do_not_say_that_ofsted_has_called() -> None:
    dossier, now = STANDS["to choose"]
    card = ofsted_card(dossier, v.HEAD, now, notice="It is kept.")
    assert card["fallbackText"] == "About the diary of St Hilda’s Catholic Primary School, Northbeck."
    assert card["body"][1]["text"] == "It is kept."
    assert card["refresh"]["action"]["data"] == {"call": "call-1"}
