"""V2: the visits of a term, planned at once. Each plan is looked at by a second opinion (`tests/support/greedy.py`),
and small ones are compared with all there are."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.core.half_days import Half, HalfDay
from handbook.core.places import Place, Travel
from handbook.plans.plan import LEFT_OUT, PlanLine, SipTerm, Wanted, cost
from handbook.visits.slots.free_half_days import Elsewhere, Obstacle, Preference
from planning.term_plan import plan_sip, plan_term
from tests.support.examples import examples
from tests.support.greedy import fits, greedy
from tests.support.term import a_term
from tests.support.visits import afternoon, morning

HERE, NEAR, FAR = Place(54.60, -3.10), Place(54.65, -3.10), Place(55.40, -3.10)
DAYS = tuple(date(2027, 1, day) for day in (11, 12, 13, 18, 19))  # a week with three days, and one with two
HALF_DAYS = tuple(half for day in DAYS for half in (morning(day), afternoon(day)))
LAST = date(2027, 3, 25)


def a_school(number: int, *possible: HalfDay, place: Place = HERE, **more: object) -> Wanted:
    return replace(Wanted(f"90000{number}", f"St {number}", possible, place), **more)  # type: ignore[arg-type]


def a_sip(*schools: Wanted, **more: object) -> SipTerm:
    return replace(SipTerm("sip-1", "P. Rowan", LAST, schools), **more)  # type: ignore[arg-type]


def is_allowed(term: SipTerm, lines: tuple[PlanLine, ...]) -> bool:
    schools = {one.urn: one for one in term.wanted}
    return len({line.urn for line in lines}) == len(lines) and all(
        line.half_day in schools[line.urn].possible and fits(term, lines[:number], schools[line.urn], line.half_day)
        for number, line in enumerate(lines)
    )


def test_a_plan_keeps_every_rule_and_costs_no_more_than_one_by_hand() -> None:
    terms = a_term(schools=14, sips=2, events=150)
    plan = plan_term(terms)
    assert [one.sip_id for one in plan.plans] == [term.sip_id for term in terms]
    for term, own in zip(terms, plan.plans, strict=True):
        assert is_allowed(term, own.lines)
        assert (len(own.lines), own.complaints) == (len(term.wanted), ())
        assert own.bound <= own.cost == cost(term, own.lines) <= cost(term, greedy(term))
        assert [line.half_day for line in own.lines] == sorted(line.half_day for line in own.lines)
    assert 0 <= plan.gap < 0.05
    assert plan_term(terms) == plan


def beside(school: Wanted, at: HalfDay, standing: tuple[Elsewhere, ...]) -> bool:
    """What a search leaves of a school's half-days beside what stands in the SIP's diary."""
    return all(
        at.on != one.half_day.on
        or (at.half is not one.half_day.half and Travel().minutes(school.place, one.place) <= 60)
        for one in standing
    )


SCHOOLS = st.builds(
    lambda possible, place, preferred: (tuple(sorted(possible)), place, preferred),
    st.sets(st.sampled_from(HALF_DAYS), min_size=1, max_size=5),
    st.sampled_from((HERE, NEAR, FAR)),
    st.sampled_from(((), (Preference(half=Half.MORNING),))),
)
EDGES = st.sets(st.sampled_from(DAYS), max_size=2).map(frozenset)
STANDING = st.lists(st.tuples(st.sampled_from(HALF_DAYS), st.sampled_from((HERE, FAR))), max_size=1)


@examples(20)
@given(st.lists(SCHOOLS, min_size=1, max_size=4), STANDING, st.integers(1, 3), EDGES)
def test_no_plan_is_better_than_the_one_proposed(
    found: list[tuple[tuple[HalfDay, ...], Place, tuple[Preference, ...]]],
    standing: list[tuple[HalfDay, Place]],
    weekly: int,
    edges: frozenset[date],
) -> None:
    schools = [
        a_school(number, *one[0], place=one[1], preferences=one[2], edges=edges) for number, one in enumerate(found)
    ]
    elsewhere = tuple(Elsewhere(at, "900009", "St 9", place) for at, place in standing)
    free = [replace(one, possible=tuple(at for at in one.possible if beside(one, at, elsewhere))) for one in schools]
    term = a_sip(*free, standing=elsewhere, weekly_at_most=weekly)
    plan = plan_sip(term)
    every = (
        tuple(PlanLine(school.urn, at) for school, at in zip(term.wanted, chosen, strict=True) if at)
        for chosen in product(*((None, *school.possible) for school in term.wanted))
    )
    best = min(cost(term, lines) for lines in every if is_allowed(term, lines))
    assert is_allowed(term, plan.lines)
    assert plan.cost == plan.bound == best


def test_near_schools_share_a_day_and_others_do_not() -> None:
    plan = plan_sip(
        a_sip(a_school(1, *HALF_DAYS), a_school(2, *HALF_DAYS, place=NEAR), a_school(3, *HALF_DAYS, place=FAR))
    )
    on = {line.urn: line.half_day.on for line in plan.lines}
    assert on["900001"] == on["900002"] != on["900003"]
    assert on["900001"].isocalendar().week != on["900003"].isocalendar().week


def test_a_visit_is_put_beside_one_that_stands_already() -> None:
    standing = Elsewhere(morning(DAYS[3]), "900009", "St 9", NEAR)
    possible = [one for one in HALF_DAYS if one != standing.half_day]
    plan = plan_sip(a_sip(a_school(1, *possible), standing=(standing,)))
    assert plan.lines == (PlanLine("900001", afternoon(DAYS[3])),)


def test_the_first_and_last_days_of_term_are_taken_only_where_nothing_else_is_left() -> None:
    edge, inner = DAYS[0], morning(DAYS[1])
    likes = (Preference(weekday=0),)  # the edge is a Monday
    free = a_school(1, morning(edge), inner, edges=frozenset((edge,)), preferences=likes)
    assert plan_sip(a_sip(free)).lines == (PlanLine("900001", inner),)
    alone = a_school(2, afternoon(edge), edges=frozenset((edge,)))
    assert plan_sip(a_sip(alone)).lines == (PlanLine("900002", afternoon(edge)),)
    same = a_school(2, inner, edges=frozenset((edge,)))  # there is one half-day for two
    plan = plan_sip(a_sip(free, same))
    assert (plan.lines, plan.complaints) == ((PlanLine("900001", morning(edge)), PlanLine("900002", inner)), ())


def test_a_school_s_preferred_day_is_chosen() -> None:
    plan = plan_sip(a_sip(a_school(1, *HALF_DAYS, preferences=(Preference(weekday=2),))))
    assert plan.lines[0].half_day.on.weekday() == 2


M, A = morning(DAYS[0]), afternoon(DAYS[0])


@pytest.mark.parametrize(
    ("term", "complaint"),
    [
        (
            a_sip(*(a_school(number, obstacle=Obstacle.NEVER_BOTH) for number in range(1, 5))),
            "Four schools of P. Rowan have no half-day when both are free by Thursday 25 March 2027: "
            "St 1, St 2, St 3, St 4.",
        ),
        (
            a_sip(a_school(1, M), a_school(2, M)),
            "One school of P. Rowan has no half-day left, because other schools need the same ones, by Thursday 25 "
            "March 2027: St 2.",
        ),
        (
            a_sip(a_school(1, M), a_school(2, A), weekly_at_most=1),
            "One school of P. Rowan has no half-day left, because of the number of visits allowed in a week, by",
        ),
        (
            a_sip(a_school(1, M), a_school(2, A, place=FAR)),
            "One school of P. Rowan has no half-day left, because of the travel between two schools on one day, by",
        ),
        (
            a_sip(a_school(1, M), a_school(2, A, place=FAR), weekly_at_most=1),
            "because of the number of visits allowed in a week and the travel between two schools on one day, by",
        ),
    ],
)
def test_where_no_whole_plan_exists_it_says_what_is_to_blame(term: SipTerm, complaint: str) -> None:
    plan = plan_sip(term)
    (sentence,) = plan.complaints
    assert complaint in sentence.replace("St 1.", "St 2.")  # either may be the one that is left out
    able = sum(1 for one in term.wanted if one.possible)
    assert plan.cost // LEFT_OUT == able - len(plan.lines)


def test_what_can_be_planned_is_planned_all_the_same() -> None:
    plan = plan_sip(a_sip(a_school(1, *HALF_DAYS), a_school(2, obstacle=Obstacle.HEADTEACHER_UNKNOWN)))
    assert len(plan.lines) == 1
    assert plan.complaints == (
        "One school of P. Rowan has no half-day when the headteacher is known to be free (calendar not read) by "
        "Thursday 25 March 2027: St 2.",
    )


def test_a_sip_with_nothing_to_plan_has_an_empty_plan() -> None:
    plan = plan_term((a_sip(),))
    assert (plan.plans[0].lines, plan.cost, plan.bound, plan.gap) == ((), 0, 0, 0.0)


def test_the_solver_is_not_loaded_before_a_term_is_planned() -> None:
    code = "import planning.term_plan, sys; sys.exit('ortools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
