"""What the buttons about visits are read as, and what is refused."""

from datetime import date, time
from typing import Any

import pytest

from cards.actions import read
from cards.visits.actions import ShowOfstedCall, ShowVisit, ShowVisits, call_data, purpose_value, visit_data
from cards.visits.verbs import VisitCard, VisitVerb
from handbook.core.half_days import HalfDay
from handbook.core.refusal import Refused
from handbook.core.school_years import Term
from handbook.visits.agenda import SetAgenda
from handbook.visits.booking import AskForOthers, PickSlot, SayNoneSuits, SeekSlots, SeekVisit, SendSlots
from handbook.visits.changes import AgreeToChange, CancelVisit, KeepVisit, MoveVisit
from handbook.visits.ofsted.call import (
    AnswerOfstedCall,
    AskSipToCome,
    KeepThroughOfsted,
    PutOffForOfsted,
    TellOfstedCalled,
)
from handbook.visits.outcome import SayHeld, SayNotHeld
from handbook.visits.purposes import ExtraVisit, Menu, Purpose, SchoolLedVisit, TermlyVisit
from tests.support import visit_builders as v

VISIT = {"visit": "v-1", "version": 3}
SEEK = {"school": "900001", "purpose": "termly:Spring", "year": 2026}
DAY = date(2027, 3, 9)
CALL = {"call": "c-1", **VISIT}
COME = {"come_on": "2027-03-09", "come_half": "09:00-12:00"}


@pytest.mark.parametrize(
    ("verb", "data", "command"),
    [
        ("visit.seek", SEEK, SeekVisit("900001", v.YEAR, v.SPRING)),
        ("visit.seek", {**SEEK, "year": "2026", "from_on": "2027-03-09"}, SeekVisit("900001", v.YEAR, v.SPRING, DAY)),
        ("visit.others", VISIT, SeekSlots("v-1", 3)),
        ("visit.others", {**VISIT, "from_on": "2027-03-09"}, SeekSlots("v-1", 3, DAY)),
        ("visit.send", VISIT, SendSlots("v-1", 3)),
        ("visit.send", {**VISIT, "on_1": "2027-03-09", "half_1": "09:00-12:00"}, SendSlots("v-1", 3)),
        (
            "visit.send",
            {**VISIT, "own": 1, "on_1": "", "on_3": "2027-03-09", "half_3": "09:00-12:00"},
            SendSlots("v-1", 3, (v.TUESDAY,)),
        ),
        ("visit.pick", {**VISIT, "number": 2}, PickSlot("v-1", 3, 2)),
        ("visit.ask_others", {**VISIT, "words": "A Monday."}, AskForOthers("v-1", 3, "A Monday.")),
        ("visit.none_suits", {**VISIT, "none_reason": "Away."}, SayNoneSuits("v-1", 3, "Away.")),
        (
            "visit.move",
            {**VISIT, "move_on": "2027-03-09", "move_half": "08:45-11:30", "move_reason": "Ill."},
            MoveVisit("v-1", 3, HalfDay(DAY, time(8, 45), time(11, 30)), "Ill."),
        ),
        ("visit.cancel", {**VISIT, "cancel_reason": "Ill."}, CancelVisit("v-1", 3, "Ill.")),
        ("visit.agree", VISIT, AgreeToChange("v-1", 3)),
        ("visit.keep", VISIT, KeepVisit("v-1", 3)),
        ("visit.agenda", {**VISIT, "revision": 0, "agenda": "A\r\nB"}, SetAgenda("v-1", 0, ("A", "B"))),
        ("visit.agenda", {**VISIT, "revision": 7, "information": "C"}, SetAgenda("v-1", 7, (), ("C",))),
        ("visit.agenda", {**VISIT, "revision": 7, "agenda": "", "information": ""}, SetAgenda("v-1", 7, ())),
        ("visit.held", VISIT, SayHeld("v-1", 3)),
        ("visit.not_held", {**VISIT, "not_held_reason": "Snow."}, SayNotHeld("v-1", 3, "Snow.")),
        ("visit.show", VISIT, ShowVisit("v-1", 3)),
        ("visit.show", {**VISIT, "card": "visit_pack"}, ShowVisit("v-1", 3, VisitCard.PACK)),
        ("visits.show", {}, ShowVisits()),
        (
            "ofsted.called",
            {"urn": "900001", "first_on": "2027-03-09", "last_on": "2027-03-10"},
            TellOfstedCalled("900001", DAY, date(2027, 3, 10)),
        ),
        ("ofsted.keep", CALL, KeepThroughOfsted("c-1", "v-1", 3)),
        ("ofsted.put_off", CALL, PutOffForOfsted("c-1", "v-1", 3)),
        (
            "ofsted.ask_sip",
            {**CALL, "come_on": "2027-03-09", "come_half": "09:00-12:00"},
            AskSipToCome("c-1", v.TUESDAY),
        ),
        ("ofsted.come", CALL, AnswerOfstedCall("c-1", True)),
        ("ofsted.cannot_come", CALL, AnswerOfstedCall("c-1", False)),
        ("ofsted.show", CALL, ShowOfstedCall("c-1")),
    ],
)
def test_each_verb_is_a_command(verb: str, data: dict[str, Any], command: object) -> None:
    assert verb in set(VisitVerb)
    assert read(verb, data) == command


PURPOSES: list[Purpose] = [*map(TermlyVisit, Term), *map(SchoolLedVisit, Menu)]


@pytest.mark.parametrize("purpose", PURPOSES, ids=str)
def test_every_purpose_travels(purpose: Purpose) -> None:
    command = read("visit.seek", {**SEEK, "purpose": purpose_value(purpose)})
    assert isinstance(command, SeekVisit)
    assert command.purpose == purpose


def test_the_name_of_an_extra_service_is_not_believed_of_a_client() -> None:
    command = read("visit.seek", {**SEEK, "purpose": purpose_value(v.APPRAISAL)})
    assert command == SeekVisit("900001", v.YEAR, ExtraVisit("extra-1", ""))


def test_what_a_card_carries_names_the_record() -> None:
    assert visit_data(v.a_visit_dossier().visit) == {"visit": "visit-1", "version": 1}
    assert call_data(v.a_call()) == {"call": "call-1"}


@pytest.mark.parametrize(
    ("verb", "data", "asks"),
    [
        ("visit.seek", {**SEEK, "school": ""}, "choose the school"),
        ("visit.seek", {**SEEK, "purpose": ""}, "what the visit is for"),
        ("visit.send", {**VISIT, "own": 1}, "at least one day"),
        ("visit.move", {**VISIT, "move_half": "09:00-12:00"}, "to which the visit should move"),
        ("visit.agenda", {**VISIT, "revision": 1}, "stays as it is"),
        ("ofsted.called", {"urn": "900001", "last_on": "2027-03-09"}, "first day of the inspection"),
        ("ofsted.ask_sip", {**CALL, "come_half": "09:00-12:00"}, "choose the day to come"),
        ("visit.pick", VISIT, "does not say what it is about"),
        ("visit.seek", {**SEEK, "year": ""}, "does not say what it is about"),
    ],
)
def test_what_is_left_out_is_asked_for(verb: str, data: dict[str, Any], asks: str) -> None:
    with pytest.raises(Refused, match=asks) as caught:
        read(verb, data)
    assert caught.value.code == "missing"


@pytest.mark.parametrize(
    "day",
    [
        "2027-02-30",
        "9 March 2027",
        "09/03/2027",
        "1999-03-09",
        "2127-03-09",
        "20270309",
        "2027-3-9",
        "２０２７-03-09",
        "x",
    ],
)
def test_a_day_that_no_calendar_has(day: str) -> None:
    with pytest.raises(Refused, match="choose it again") as caught:
        read("visit.others", {**VISIT, "from_on": day})
    assert caught.value.code == "no_date"


MOVE = {**VISIT, "move_on": "2027-03-09", "move_half": "09:00-12:00", "move_reason": "Ill."}


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("visit.move", {**MOVE, "move_half": ""}),
        ("visit.move", {**MOVE, "move_half": "morning"}),
        ("visit.move", {**MOVE, "move_half": "24:00-25:00"}),
        ("visit.move", {**MOVE, "move_half": "09:00-12:60"}),
        ("visit.move", {**MOVE, "move_on": 20270309}),
        ("visit.move", {**MOVE, "version": True}),
        ("visit.seek", {**SEEK, "purpose": "termly:Winter"}),
        ("visit.seek", {**SEEK, "purpose": "school_led:lunch"}),
        ("visit.seek", {**SEEK, "purpose": "extra:"}),
        ("visit.seek", {**SEEK, "purpose": "extra:../1"}),
        ("visit.seek", {**SEEK, "purpose": "free:1"}),
        ("visit.seek", {**SEEK, "year": 1999}),
        ("visit.seek", {**SEEK, "year": 999_999}),
        ("visit.seek", {**SEEK, "school": "9 0"}),
        ("visit.pick", {**VISIT, "number": 0}),
        ("visit.agenda", {**VISIT, "revision": -1, "agenda": "A"}),
        ("visit.show", {**VISIT, "card": "secrets"}),
    ],
)
def test_what_no_card_of_ours_sends(verb: str, data: dict[str, Any]) -> None:
    with pytest.raises(Refused) as caught:
        read(verb, data)
    assert caught.value.code == "forged"
