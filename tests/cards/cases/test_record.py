"""A case in front of its readers: what the day is for, where texts are cut, what does not fit."""

from dataclasses import replace

import pytest

from cards.cases.list import AT_MOST, case_list_card
from cards.cases.offers import offers
from cards.cases.record import PARTS_AT_MOST, CaseView, case_card, part_card
from handbook.cases.case import Case, Stage, Words
from handbook.cases.words import TEXT_AT_MOST
from handbook.core.people import Person
from tests.support.card_reading import buttons, words
from tests.support.case_builders import a_complaint, a_concern, answer
from tests.support.case_commands import acknowledge, add
from tests.support.case_people import ADVISOR, CHAIR, HEAD, NOW, SCHOOL, SIP, actor


def view(case: Case, person: Person) -> CaseView:
    return CaseView(case, SCHOOL, actor(person), NOW)


def shown(case: Case, person: Person) -> str:
    one = view(case, person)
    return words(case_card(one, [offer.form for offer in offers(one)]))


@pytest.mark.parametrize("person", [HEAD, CHAIR])
def test_the_day_of_a_complaint_is_for_an_answer_and_then_to_come_back_on_it(person: Person) -> None:
    asked = a_complaint(Stage.WITH_CHAIR)
    promised = acknowledge(asked, actor(CHAIR), Stage.WITH_CHAIR)
    answered = answer(asked, Stage.WITH_CHAIR, CHAIR)
    for case, name in (
        (asked, "Answer asked for by"),
        (promised, "Answer due by"),
        (answered, "Headteacher can reply until"),
    ):
        assert name in shown(case, person).split("(item ")[0]


def test_the_day_of_a_concern_is_to_look_again() -> None:
    assert "Answer due by" not in shown(a_concern(Stage.WITH_TRUST_ADVISOR), ADVISOR)


def test_a_long_text_is_read_whole_one_press_further() -> None:
    case = a_concern()
    last = "the very last word"
    long = replace(case.parts[0], words=Words(facts="x" * (TEXT_AT_MOST - len(last)) + last))
    case = replace(case, parts=(long,))
    card = case_card(view(case, SIP), [])
    assert last not in words(card)
    number = view(case, SIP).reading.number(long)
    assert buttons(card)[f"Read all of item {number}"]["data"] == {"case": case.id, "place": 1}
    whole = part_card(view(case, SIP), 1)
    assert last in words(whole)
    assert {"Back", "Hide"} <= set(buttons(whole))


def test_only_the_newest_parts_and_cases_stand_on_a_card() -> None:
    case = a_concern()
    for _ in range(PARTS_AT_MOST + 1):
        case = add(case, actor(SIP), place=1)
    told = shown(case, SIP)
    assert "Not shown: 2 earlier. The document has everything." in told
    number = view(case, SIP).reading.numbers
    assert f"Added to item {number[1]} (item {number[PARTS_AT_MOST + 2]})" in told
    assert f"(item {number[2]})" not in told
    many = [view(replace(case, id=f"{number:032x}"), SIP) for number in range(AT_MOST + 2)]
    assert "and 2 more that are closed or come later" in words(case_list_card(many, []))
