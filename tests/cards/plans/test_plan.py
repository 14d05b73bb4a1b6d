"""The plan of a term as its SIP reads it."""

from dataclasses import replace
from datetime import timedelta

from cards.actions import read
from cards.plans.plan import CHOICES_AT_MOST, plan_card
from handbook.core.school_years import Term
from handbook.plans.acceptance import AcceptPlanned, AcceptWholePlan, ProposedPlan, accepted, turned_down
from tests.support.builders import MONDAY
from tests.support.card_reading import buttons, verbs, words
from tests.support.plans import ADVISOR, HEAD, NONE, SIP, a_draft, a_line, a_plan, stands_of


def drawn(plan: ProposedPlan, days: int = 0) -> dict[str, object]:
    now = MONDAY + timedelta(days=days)
    return plan_card(plan, stands_of(plan, now), SIP, now)


def test_each_line_says_the_date_in_words_and_why_or_what_is_to_blame() -> None:
    card = drawn(a_plan())
    assert "Tuesday 1 December 2026, afternoon, 13:00 to 16:00. You have no other visit that week." in words(card)
    assert f"Difficulty: St Hilda’s, Northbeck. {NONE.capitalize()[:20]}" in words(card)
    own = {title: read(one["verb"], one["data"]) for title, one in buttons(card).items()}
    assert own == {
        "Accept all 2": AcceptWholePlan("plan-1"),
        "Accept Tuesday 1 December, morning": AcceptPlanned("plan-1", "900001"),
        "Accept Tuesday 1 December, afternoon": AcceptPlanned("plan-1", "900002"),
    }
    assert read("plan.accept", {"plan": "plan-1", "urn": "900001"}) == AcceptPlanned("plan-1", "900001")  # an old card


def test_what_was_accepted_has_no_button_and_says_how_far_it_is_and_what_was_refused_says_why() -> None:
    plan = turned_down(accepted(a_plan(), "900001", "visit-1"), "900002", "All are held or planned already.")
    card = drawn(plan)
    assert list(buttons(card)) == ["Accept Tuesday 1 December, afternoon"]
    assert "Not sent: All are held or planned already." in words(card)
    assert "Offered to school: St Hilda’s, Northbeck: Tuesday 1 December, morning" in words(card)


def test_what_has_passed_cannot_be_accepted() -> None:
    card = drawn(a_plan(), 30)
    assert verbs(card) == set()
    assert "Passed before the SIP accepted it" in words(card)


def test_more_lines_than_a_card_holds_come_up_later() -> None:
    card = drawn(a_plan(*(a_line(number) for number in range(1, 26))))
    accept = [one for one in buttons(card).values() if one["verb"] == "plan.accept"]
    assert len(accept) <= CHOICES_AT_MOST
    assert f"{25 - CHOICES_AT_MOST} more lines will appear here" in words(card)


def test_a_late_visit_says_so_and_what_was_left_out_is_not_there() -> None:
    card = drawn(a_plan(a_line(late_of=Term.AUTUMN), a_line(2, "Holy Lantern", left_out=True)))
    assert "Autumn visit, late." in words(card)
    assert read("plan.accept", buttons(card)["Accept Tuesday 1 December, morning"]["data"]) == AcceptPlanned(
        "plan-1", "900001-Autumn"
    )
    assert "Holy Lantern" not in words(card)


def test_nobody_else_reads_it_and_no_sip_before_it_is_sent() -> None:
    plan = a_plan()
    for viewer in (HEAD, ADVISOR):
        assert "St Hilda’s" not in words(plan_card(plan, stands_of(plan), viewer, MONDAY))
    assert "St Hilda’s" not in words(drawn(a_draft()))
    assert "St Hilda’s" in words(drawn(replace(a_draft(), draft=False)))
