"""Where the framework of a school is seen and chosen."""

from datetime import date

from cards.reports.frameworks import frameworks_card
from handbook.core.people import Role
from handbook.reports.framework_choice import SchoolFramework
from tests.support import builders as a
from tests.support.card_reading import buttons, inputs, words

NOVEMBER = date(2026, 11, 23)
ONE = (a.a_school(), SchoolFramework("900001"))
MANY = [(a.a_school(urn=f"9000{number:02}"), SchoolFramework(f"9000{number:02}", "ofsted_2024")) for number in range(9)]


def test_a_headteacher_chooses_for_their_school() -> None:
    card = frameworks_card([ONE], a.a_person(Role.HEADTEACHER), NOVEMBER)
    read = words(card)
    assert "Ofsted report card, from November 2025 (Ofsted’s own of today; nobody has chosen another)" in read
    assert "Catholic Schools Inspection, from September 2022 is judged as well." in read
    assert list(inputs(card)) == ["framework"]
    assert inputs(card)["framework"]["value"] == "ofsted_2025"
    assert [choice["value"] for choice in inputs(card)["framework"]["choices"]] == [
        *("ofsted_2025", "ofsted_2024", "ofsted_2019", "ofsted_2015"),
    ]
    assert buttons(card)["Save"]["data"] == {"framework_for": "900001"}


def test_of_several_schools_one_is_chosen_first() -> None:
    card = frameworks_card([ONE, MANY[0]], a.a_person(Role.SIP), NOVEMBER)
    assert list(inputs(card)) == ["framework_for", "framework"]
    assert "style" not in inputs(card)["framework_for"] or inputs(card)["framework_for"]["style"] == "compact"
    assert buttons(card)["Save"]["data"] == {}
    assert "Ofsted, September 2024 to November 2025 (no overall grade)" in words(card)


def test_many_schools_are_cut_short_and_searched() -> None:
    card = frameworks_card(MANY, a.a_person(Role.TRUST_ADVISOR), NOVEMBER)
    assert "and 1 more" in words(card)
    assert inputs(card)["framework_for"]["style"] == "filtered"
