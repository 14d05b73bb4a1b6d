"""A1: the buttons of a way out say what they do."""

import json
from dataclasses import replace

import pytest

from cards.allocation.listing import Looking
from cards.allocation.run import run_card
from handbook.allocation.proposal import Shortage, Step, StepKind, WayOut
from tests.support.allocation_gallery import a_run


@pytest.mark.parametrize(
    ("half_days", "schools", "title"),
    [
        (1, 0, "Way 1.1: 1 half-day more"),
        (0, 2, "Way 1.1: 2 schools more"),
        (10, 1, "Way 1.1: 10 half-days and 1 school more"),
    ],
)
def test_a_button_says_by_how_much_a_sip_s_capacity_is_raised(half_days: int, schools: int, title: str) -> None:
    step = Step(StepKind.RAISE_CAPACITY, "sip-1", half_days=half_days, schools=schools)
    shortage = Shortage(("900003",), 10, (), (WayOut((step,), "That would help."),))
    run = a_run()
    card = run_card(replace(run, result=replace(run.result, shortage=shortage)), (), (), Looking(), 0, 0)
    assert f'"title": "{title}"' in json.dumps(card)


def test_a_proposal_that_may_leave_out_too_many_schools_does_not_call_its_match_proven() -> None:
    run = a_run()
    result = replace(run.result, worst_bound=run.result.worst, bound=run.result.value)
    shown = [
        json.dumps(run_card(replace(run, result=replace(result, serves_most=most)), (), (), Looking(), 0, 0))
        for most in (True, False)
    ]
    assert ["there is no better one" in one for one in shown] == [True, False]
    assert ["another one may leave fewer schools without a SIP" in one for one in shown] == [False, True]


def test_schools_that_need_none_of_the_trusts_sips_are_named() -> None:
    run = a_run()
    few, many = (
        json.dumps(run_card(run, (), (), Looking(), 0, 0, names))
        for names in (["St A, B"], [f"St {n}" for n in range(8)])
    )
    assert "authority\\u2019s: St A, B." in few
    assert "St 5; and 2 more." in many
