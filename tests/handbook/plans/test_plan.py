"""What a plan of a term costs, what is wanted for it, and what it says of the schools that it leaves out."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.core.half_days import Half, HalfDay
from handbook.core.places import Place
from handbook.plans.plan import Constraint, PlanLine, SipPlan, SipTerm, TermPlan, Wanted, cost, wanted
from handbook.plans.words import complaints, why_good, why_none
from handbook.visits.slots.busy_times import BusyTimes
from handbook.visits.slots.free_half_days import Elsewhere, Obstacle, Preference, SlotSearch
from tests.support import builders as a
from tests.support.term import ALL
from tests.support.visits import CALENDAR, afternoon, morning

HERE, NEAR, FAR = Place(54.60, -3.10), Place(54.65, -3.10), Place(55.40, -3.10)
MONDAY, TUESDAY, NEXT = date(2027, 1, 11), date(2027, 1, 12), date(2027, 1, 18)
LIKES_MORNINGS = (Preference(half=Half.MORNING),)
TERM = SipTerm(
    "sip-1",
    "P. Rowan",
    date(2027, 3, 25),
    (
        Wanted("1", "St 1", (morning(MONDAY),), HERE, LIKES_MORNINGS),
        Wanted("2", "St 2", (morning(MONDAY),), NEAR),
        Wanted("3", "St 3", (morning(MONDAY),), FAR),
        Wanted("4", "St 4", (), HERE, obstacle=Obstacle.SIP_BUSY),
    ),
)
BESIDE = (Elsewhere(afternoon(TUESDAY), "9", "St 9", NEAR),)


@pytest.mark.parametrize(
    ("lines", "standing", "expected"),
    [
        ({}, (), 3000),
        ({"1": morning(MONDAY)}, (), 2004),
        ({"1": afternoon(MONDAY)}, (), 2007),  # not what the school prefers
        ({"1": morning(MONDAY), "2": afternoon(MONDAY)}, (), 1006),  # one journey, the week's second visit
        ({"1": morning(MONDAY), "3": afternoon(MONDAY)}, (), 1010),  # not near
        ({"1": morning(MONDAY), "2": morning(TUESDAY)}, (), 1010),  # another day of that week
        ({"1": morning(MONDAY), "2": morning(NEXT)}, (), 1008),
        ({"1": morning(MONDAY), "2": morning(TUESDAY), "3": morning(NEXT)}, (), 14),
        ({"1": morning(TUESDAY)}, BESIDE, 2002),  # beside what stands, as that week's second
        ({"1": morning(NEXT)}, BESIDE, 2004),
        ({"1": morning(MONDAY), "3": morning(TUESDAY)}, BESIDE, 1014),  # the week's second and third
    ],
)
def test_what_a_plan_costs(lines: dict[str, HalfDay], standing: tuple[Elsewhere, ...], expected: int) -> None:
    term = replace(TERM, standing=standing)
    assert cost(term, [PlanLine(urn, at) for urn, at in lines.items()]) == expected


def test_what_is_wanted_is_what_the_search_finds_or_why_it_finds_nothing() -> None:
    free = BusyTimes(ALL)
    search = SlotSearch("900001", "St Hilda’s", CALENDAR, free, free, MONDAY, MONDAY, HERE, preferences=LIKES_MORNINGS)
    school = wanted(search, a.MONDAY)
    assert school == Wanted("900001", "St Hilda’s", (morning(MONDAY), afternoon(MONDAY)), HERE, LIKES_MORNINGS)
    assert wanted(replace(search, sip=BusyTimes()), a.MONDAY).obstacle is Obstacle.SIP_UNKNOWN


def test_the_gap_of_a_service_is_that_of_its_parts_together() -> None:
    plan = TermPlan((SipPlan("1", (), 30, 30), SipPlan("2", (), 20, 15)))
    assert (plan.cost, plan.bound, plan.gap) == (50, 45, 0.1)


@pytest.mark.parametrize("obstacle", Obstacle)
def test_every_obstacle_has_its_words(obstacle: Obstacle) -> None:
    term = replace(TERM, wanted=(replace(TERM.wanted[3], obstacle=obstacle),) * 11)
    (sentence,) = complaints(term, None, frozenset())
    assert sentence.startswith("11 schools of P. Rowan have no ")
    assert " by Thursday 25 March 2027: St 4, St 4" in sentence


@pytest.mark.parametrize("blame", Constraint)
def test_every_constraint_has_its_words_beside_the_obstacles(blame: Constraint) -> None:
    both = complaints(TERM, blame, frozenset(("2", "3")))
    assert both[0].startswith("Two schools of P. Rowan have no half-day left, because ")
    assert both[1] == "One school of P. Rowan has no half-day when the SIP is free by Thursday 25 March 2027: St 4."


def test_a_school_that_is_left_out_says_what_is_to_blame() -> None:
    plan = SipPlan("sip-1", (), 0, 0, blame=Constraint.WEEK)
    assert why_none(TERM, plan, TERM.wanted[1]) == (
        "no half-day left, because of the number of visits allowed in a week by Thursday 25 March 2027"
    )
    assert why_none(TERM, plan, TERM.wanted[3]) == "no half-day when the SIP is free by Thursday 25 March 2027"


@pytest.mark.parametrize(
    ("lines", "standing", "why"),
    [
        ({"1": morning(MONDAY), "2": afternoon(MONDAY)}, (), "You are near it that afternoon, at St 2."),
        ({"1": morning(TUESDAY)}, BESIDE, "You are near it that afternoon, at St 9."),
        ({"1": morning(MONDAY), "3": afternoon(MONDAY)}, (), "The school prefers this time."),
        ({"1": afternoon(MONDAY)}, (), "You have no other visit that week."),
        ({"1": afternoon(MONDAY)}, BESIDE, "It is free in every calendar that could be read."),
        ({"2": morning(MONDAY)}, (), "You have no other visit that week."),
    ],
)
def test_why_a_half_day_is_good(lines: dict[str, HalfDay], standing: tuple[Elsewhere, ...], why: str) -> None:
    own = [PlanLine(urn, at) for urn, at in lines.items()]
    assert why_good(replace(TERM, standing=standing), own, own[0]) == why
