"""The plan of a term as its SIP and the Trust Advisor read it."""

from datetime import timedelta

from cards.actions import read
from cards.plans.plan import CHOICES_AT_MOST, ROWS_AT_MOST, pages_of, plan_card, plan_table_card
from handbook.plans.acceptance import AcceptPlanned, AcceptWholePlan, accepted, turned_down
from tests.support.builders import MONDAY
from tests.support.card_reading import buttons, verbs, words
from tests.support.plans import ADVISOR, HEAD, NONE, SIP, a_line, a_plan


def test_each_line_says_the_date_in_words_and_why_or_what_is_to_blame() -> None:
    card = plan_card(a_plan(), SIP, MONDAY)
    assert "Tuesday 1 December 2026, afternoon, 13:00 to 16:00. You have no other visit that week." in words(card)
    assert f"St Hilda’s, Northbeck: {NONE}" in words(card)
    own = {title: read(one["verb"], one["data"]) for title, one in buttons(card).items()}
    assert own == {
        "Accept all 2": AcceptWholePlan("plan-1"),
        "Accept Tuesday 1 December, morning": AcceptPlanned("plan-1", "900001"),
        "Accept Tuesday 1 December, afternoon": AcceptPlanned("plan-1", "900002"),
    }


def test_what_was_accepted_has_no_button_and_what_was_refused_says_why() -> None:
    plan = turned_down(accepted(a_plan(), "900001", "visit-1"), "900002", "All are held or planned already.")
    card = plan_card(plan, SIP, MONDAY)
    assert list(buttons(card)) == ["Accept Tuesday 1 December, afternoon"]
    assert "Not sent: All are held or planned already." in words(card)
    assert "Sent to the headteacher" in words(card)


def test_what_has_passed_cannot_be_accepted() -> None:
    card = plan_card(a_plan(), SIP, MONDAY + timedelta(days=30))
    assert verbs(card) == set()
    assert "Passed before it was accepted" in words(card)


def test_more_lines_than_a_card_holds_come_up_later() -> None:
    card = plan_card(a_plan(*(a_line(number) for number in range(1, 26))), SIP, MONDAY)
    accept = [one for one in buttons(card).values() if one["verb"] == "plan.accept"]
    assert len(accept) <= CHOICES_AT_MOST
    assert f"{25 - CHOICES_AT_MOST} more will appear here" in words(card)


def test_nobody_else_reads_it() -> None:
    for viewer in (HEAD, ADVISOR):
        assert "St Hilda’s" not in words(plan_card(a_plan(), viewer, MONDAY))
    for viewer in (SIP, HEAD):
        assert "St Hilda’s" not in words(plan_table_card([a_plan()], {}, viewer, 1))


def test_the_table_has_a_row_for_every_school_on_as_many_cards_as_it_takes() -> None:
    plans = [a_plan(*(a_line(number, f"School {number}.") for number in range(1, ROWS_AT_MOST * 2)))]
    assert pages_of(plans) == 2
    cards = [words(plan_table_card(plans, {SIP.id: SIP.name}, ADVISOR, page)) for page in (1, 2)]
    assert all(any(line.school_name in card for card in cards) for line in plans[0].lines)
    assert "part 2 of 2" in cards[1]
    assert SIP.name in cards[0]
