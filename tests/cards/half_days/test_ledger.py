"""The card of a year's half-days: what each person reads (V1, V2, AS1), and what they can write into it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cards import actions
from cards.half_days.ledger import extra_card, half_days_card
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.half_days.entitlement import EntitlementLine
from handbook.half_days.extra_services import AgreeExtraService, DropExtraService, ExtraConsent
from handbook.half_days.preparation import NotePreparationDone, PlanPreparation
from handbook.half_days.year_dossier import YearDossier
from tests.support import visit_builders as v
from tests.support.builders import a_school
from tests.support.card_reading import buttons, inputs, verbs, words
from tests.support.half_day_gallery import ADVISOR, CHARGED, TODAY, a_preparation, year_dossiers

FOUND = {name: (found, viewer) for name, found, viewer in year_dossiers()}


def drawn(name: str) -> dict[str, Any]:
    found, viewer = FOUND[name]
    return half_days_card(found, viewer, TODAY)


def test_a_school_reads_each_line_of_its_ledger() -> None:
    card = drawn("a school's")
    said = words(card)
    for line in ("Autumn visit", "Spring visit", "Summer visit"):
        assert line in said
    assert "none of 3 half-days held, none planned, 3 left" in said
    assert "none of 4 half-days done, none planned, 4 left" in said
    assert "Headteacher appraisal, St Hilda’s, Northbeck: 1 of 2 half-days held" in said
    assert f"{v.SIP.name} does it, for £1,250.50." in said
    assert "agree it with your SIP or the Trust Advisor" in said
    assert verbs(card) == set()


def test_a_sip_sets_preparation_aside_and_notes_what_schools_buy() -> None:
    card = drawn("nothing yet")
    assert "There are none on record" in words(card)
    assert verbs(card) == {"preparation.plan", "extra.agree"}
    assert inputs(card)["extra_by"]["value"] == v.SIP.id
    much = drawn("much")
    assert verbs(much) == {"preparation.plan", "preparation.done", "preparation.drop", "extra.agree", "extra.drop"}
    assert {"- and 9 more", "and 2 more", "and 5 more"} <= {*words(much).splitlines()}
    assert "none of 6 held, none planned, 6 left" in words(much)


def test_the_trust_advisor_notes_it_for_any_school_of_a_whole_trust() -> None:
    card = drawn("a whole trust's")
    assert verbs(card) == {"extra.agree", "extra.drop"}
    assert len(inputs(card)["extra_for"]["choices"]) == 185


def test_what_a_visit_uses_cannot_be_taken_off() -> None:
    found, viewer = FOUND["nothing yet"]
    card = half_days_card(replace(found, bought=((a_school(), CHARGED, EntitlementLine(2, 0, 1)),)), viewer, TODAY)
    assert "extra.drop" not in verbs(card)


def test_only_what_has_come_is_done() -> None:
    found = YearDossier(v.YEAR, preparations=((a_school(), a_preparation(on=TODAY.replace(day=10))),))
    assert verbs(half_days_card(found, v.SIP, TODAY)) == {"preparation.drop"}
    assert "Wednesday 10 March 2027, one half-day" in words(half_days_card(found, v.SIP, TODAY))


@pytest.mark.parametrize(
    ("viewer", "says"),
    [
        (v.HEAD, f"please speak to {ADVISOR.name}"),
        (v.SIP, "Type “book” to find a half-day for it."),
        (v.OTHER_HEAD, "Not open to you"),
    ],
)
def test_an_extra_service_is_told_to_those_whom_it_concerns(viewer: Person, says: str) -> None:
    people = {one.id: one for one in (v.SIP, ADVISOR)}
    assert says in words(extra_card(CHARGED, a_school(), people, viewer))
    off = words(extra_card(replace(CHARGED, dropped=True), a_school(), {}, viewer))
    assert ("Taken off" in off) == (viewer is not v.OTHER_HEAD)


def test_what_costs_something_waits_for_the_headteacher_and_says_so() -> None:
    people = {one.id: one for one in (v.SIP, ADVISOR, v.HEAD)}
    waits = replace(CHARGED, consent=ExtraConsent.WAITS, revision=1)
    asked = extra_card(waits, a_school(), people, v.HEAD)
    assert "Waiting for you: " in words(asked)
    assert buttons(asked)["Agree"]["data"] == {"extra": waits.id, "revision": 1}
    assert verbs(asked) == {"extra.accept", "extra.decline"}
    for viewer in (v.SIP, ADVISOR):
        card = extra_card(waits, a_school(), people, viewer)
        assert "It counts once the headteacher agrees to what it costs" in words(card)
        assert verbs(card) == set()
    by = f"{v.HEAD.name} (headteacher)"
    given = replace(waits, consent=ExtraConsent.GIVEN, answered_by_id=v.HEAD.id, answered_at=v.EXTRA.agreed_at)
    assert f"{by} agreed to what it costs." in words(extra_card(given, a_school(), people, v.SIP))
    refused = replace(given, consent=ExtraConsent.WAITS, dropped=True)
    assert f"Declined: {by} did not agree to it" in words(extra_card(refused, a_school(), people, ADVISOR))
    assert "Declined: The headteacher did not agree" in words(extra_card(refused, a_school(), {}, ADVISOR))
    found = YearDossier(v.YEAR, bought=((a_school(), waits, EntitlementLine(0)),))
    assert "Northbeck: waits for the headteacher to agree" in words(half_days_card(found, v.HEAD, TODAY))


NOTED: dict[str, str | int] = {
    "year": 2026,
    "extra_for": "900001",
    "extra_by": v.SIP.id,
    "extra_name": "Appraisal",
    "extra_half_days": "2",
}


@pytest.mark.parametrize(
    ("charge", "pounds"), [("", None), ("450", "450.00"), ("£1,250.5", "1250.50"), ("£ 12,000", "12000.00")]
)
def test_what_is_noted_comes_back_as_a_command(charge: str, pounds: str | None) -> None:
    command = actions.read("extra.agree", {**NOTED, "extra_charge": charge})
    expected = None if pounds is None else Decimal(pounds)
    assert command == AgreeExtraService("900001", v.YEAR, v.SIP.id, "Appraisal", 2, expected)


def test_what_is_set_aside_done_and_dropped_comes_back_as_a_command() -> None:
    planned = actions.read("preparation.plan", {"prepare_for": "900001", "prepare_on": "2027-03-09", "prepare": "2"})
    assert planned == PlanPreparation("900001", TODAY, 2)
    assert actions.read("preparation.done", {"preparation": "p-1"}) == NotePreparationDone("p-1")
    assert actions.read("extra.drop", {"dropped": "extra-1"}) == DropExtraService("extra-1")


@pytest.mark.parametrize(
    ("verb", "data", "says"),
    [
        ("extra.agree", NOTED | {"extra_charge": "much"}, "in pounds, such as 450"),
        ("extra.agree", NOTED | {"extra_charge": "-1"}, "cannot be less than nothing"),
        ("extra.agree", NOTED | {"extra_charge": "£-1.50"}, "cannot be less than nothing"),
        ("extra.agree", NOTED | {"extra_charge": " 0 "}, "leave the charge empty where the service costs nothing"),
        ("extra.agree", NOTED | {"extra_charge": "450,50"}, "a comma only between thousands, a point before pence"),
        ("extra.agree", NOTED | {"extra_charge": "1.250,50"}, "a comma only between thousands, a point before pence"),
        ("extra.agree", NOTED | {"extra_charge": "450.505"}, "such as 450 or 1,250.50"),
        ("extra.accept", {"extra": "extra-1"}, "does not say what it is about"),
        ("extra.agree", NOTED | {"extra_charge": "NaN"}, "in pounds, such as 450"),
        ("extra.agree", NOTED | {"extra_for": ""}, "choose the school that buys it"),
        ("extra.agree", NOTED | {"extra_by": ""}, "choose the School Improvement Partner who will do it"),
        ("extra.agree", {key: value for key, value in NOTED.items() if key != "extra_half_days"}, "how many half-days"),
        ("extra.drop", {}, "choose the extra service"),
        ("preparation.plan", {"prepare_for": "900001", "prepare": "1"}, "choose the day"),
        ("preparation.plan", {"prepare_on": "2027-03-09", "prepare": "1"}, "choose the school"),
    ],
)
def test_what_is_missing_is_asked_for(verb: str, data: dict[str, str | int], says: str) -> None:
    with pytest.raises(Refused, match=says):
        actions.read(verb, data)
