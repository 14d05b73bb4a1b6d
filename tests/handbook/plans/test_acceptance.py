"""Who accepts a line of a plan, and when (V2)."""

from datetime import timedelta

import pytest

from handbook.core.refusal import Refused
from handbook.plans.acceptance import accepted, to_accept, turned_down
from tests.support.builders import MONDAY
from tests.support.plans import HEAD, SIP, a_plan


def test_what_has_a_half_day_ahead_can_be_accepted_once() -> None:
    plan = a_plan()
    assert [line.urn for line in to_accept(plan, SIP, MONDAY)] == ["900001", "900002"]
    assert [line.urn for line in to_accept(plan, SIP, MONDAY, "900002")] == ["900002"]
    plan = turned_down(plan, "900001", "Taken.")
    assert [line.refused for line in to_accept(plan, SIP, MONDAY, "900001")] == ["Taken."]
    plan = accepted(plan, "900001", "visit-1")
    assert (plan.lines[0].visit_id, plan.lines[0].refused) == ("visit-1", "")
    for urn, now in (("900001", MONDAY), ("900003", MONDAY), ("900009", MONDAY), (None, MONDAY + timedelta(days=30))):
        with pytest.raises(Refused, match="None of this can be accepted now"):
            to_accept(plan, SIP, now, urn)


def test_nobody_else_accepts() -> None:
    with pytest.raises(Refused, match="belongs to another"):
        to_accept(a_plan(), HEAD, MONDAY)
