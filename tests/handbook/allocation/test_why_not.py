"""A1: why a school is not proposed this other SIP, in plain words."""

from dataclasses import replace

import pytest

from handbook.allocation.problem import AllocationProblem, Bar, BarReason, Lock, PrivateNote, SchoolNeed, SipOffer
from handbook.allocation.proposal import Allocation, Load, Placement, Why
from handbook.allocation.why_not import WhyNot, why_not
from tests.support.allocation import a_need, an_offer

FIRST = a_need(1, focus_areas=("phonics", "SEND"))
SECOND = a_need(2, focus_areas=("SEND",))
A = an_offer("A", 2, expertise=("phonics", "SEND"))
B = an_offer("B", 2, expertise=("SEND",))
C = an_offer("C", 2)
PROBLEM = AllocationProblem((FIRST, SECOND, a_need(3)), (A, B, C))


def proposal(*pairs: tuple[SchoolNeed, SipOffer], worst: int | None = None, **why: Why) -> Allocation:
    placements = tuple(
        Placement(need.urn, offer.sip_id, 65, why.get(f"of_{need.urn}", Why.CHOSEN)) for need, offer in pairs
    )
    loads = tuple(
        Load(
            offer.sip_id,
            sum(need.half_days for need, own in pairs if own == offer),
            offer.half_days,
            tuple(need.urn for need, own in pairs if own == offer),
        )
        for offer in dict.fromkeys(own for _, own in pairs)
    )
    return Allocation(placements, loads=loads, worst=worst)


def asked(sip: SipOffer, found: Allocation, problem: AllocationProblem = PROBLEM) -> WhyNot:
    return why_not(problem, found, FIRST.urn, sip.sip_id)


def test_whoever_is_proposed_is_said_to_be() -> None:
    assert asked(A, proposal((FIRST, A))) == WhyNot(
        ("A is proposed for School 1.",),
        "A is proposed for School 1.",
    )


@pytest.mark.parametrize(
    ("reason", "lines"),
    [
        (
            BarReason.CONFLICT,
            ("B has a conflict of interest on record (his sister).", "You can lift this with a reason."),
        ),
        (BarReason.OWN_SCHOOL, ("B works at the school (his sister).", "This cannot be lifted.")),
    ],
)
def test_a_bar_is_the_trust_advisor_s_to_read(reason: BarReason, lines: tuple[str, ...]) -> None:
    problem = replace(PROBLEM, bars=(Bar("sip-B", FIRST.urn, reason, "his sister"),))
    found = asked(B, proposal((FIRST, A)), problem)
    assert found == WhyNot(lines, "B is not available for this school.")


def test_a_sip_without_checks_is_said_to_lack_them() -> None:
    problem = replace(PROBLEM, sips=(A, replace(B, barred=BarReason.NO_CHECKS)))
    assert asked(B, proposal((FIRST, A)), problem).lines[0] == "B has no current checks on record."


def test_what_is_locked_or_open_stays() -> None:
    locked = replace(PROBLEM, locks=(Lock("sip-A", FIRST.urn),))
    found = asked(B, proposal((FIRST, A), of_900001=Why.LOCKED), locked)
    assert found == WhyNot(("You have settled that A serves School 1.",), "A is settled as the SIP.")
    report = replace(FIRST, sip_id="sip-A", open_work="the autumn report is open")
    busy = replace(PROBLEM, schools=(report,))
    line = "School 1 stays with A for now: the autumn report is open."
    assert asked(B, proposal((report, A), of_900001=Why.OPEN_WORK), busy) == WhyNot((line,), line)


def test_a_weaker_match_is_said_by_factor() -> None:
    found = asked(B, proposal((FIRST, A)))
    assert found == WhyNot(
        ("A has 70 of 100 points, B 58: A for areas of focus (12 more).",),
        "A suits School 1 better for areas of focus.",
    )


def test_the_private_line_is_among_the_trust_advisor_s_factors_alone() -> None:
    problem = replace(PROBLEM, notes=(PrivateNote("sip-B", FIRST.urn, 2), PrivateNote("sip-A", FIRST.urn, 1)))
    found = asked(B, proposal((FIRST, A)), problem)
    assert found.lines == ("A has 72 of 100 points, B 63: A for areas of focus (12 more); B for personality (3 more).",)
    assert found.public == "A suits School 1 better for areas of focus."
    only = replace(PROBLEM, sips=(A, replace(A, sip_id="sip-B", name="B")), notes=problem.notes[1:])
    found = asked(B, proposal((FIRST, A)), only)
    assert found.lines == ("A has 72 of 100 points, B 70: A for personality (2 more).",)
    assert found.public == "B would suit School 1 too. The Trust Advisor weighs the needs of all schools."


def test_one_who_suits_as_well_and_has_room() -> None:
    problem = replace(PROBLEM, sips=(A, replace(A, sip_id="sip-B", name="B")))
    assert asked(B, proposal((FIRST, A)), problem).lines == (
        "A has 70 of 100 points, B 70: they suit the school equally.",
        "B has room. The proposal weighs the whole trust, and keeps to the one before it.",
    )


FULL = replace(A, half_days=10)
TAKEN = "10 of 10 half-days of A are taken, by School 2; School 1 needs 10."


def crowded(*more: SipOffer, second: SchoolNeed = SECOND) -> AllocationProblem:
    return replace(PROBLEM, schools=(FIRST, second), sips=(FULL, B, *more))


def test_who_has_no_room_is_said_with_who_would_have_to_give_way() -> None:
    found = asked(FULL, proposal((FIRST, B), (SECOND, FULL)), crowded(C))
    assert found.lines == (
        "B has 58 of 100 points, A 70: A for areas of focus (12 more).",
        TAKEN,
        "To make room, School 2 would move to B (70 of 100 points instead of 70), and School 1 would go from 58 to 70.",
    )
    assert found.public == "A has no room left."


def test_a_school_that_would_have_the_weakest_match_of_all_is_named() -> None:
    problem = crowded(C)
    problem = replace(problem, sips=(FULL, replace(B, half_days=10), C), bars=(Bar("sip-B", SECOND.urn, _NO),))
    found = asked(FULL, proposal((FIRST, B), (SECOND, FULL), worst=60), problem)
    assert found.lines[2] == (
        "To make room, School 2 would move to C (45 of 100 points instead of 70), and would have the weakest match of "
        "all."
    )


_NO = BarReason.ADVISOR_SAID_NO


def test_where_nobody_can_give_way_it_says_so() -> None:
    nobody = "No single school of A could move to another SIP to make room."
    problem = replace(crowded(), bars=(Bar("sip-B", SECOND.urn, _NO),))
    assert asked(FULL, proposal((FIRST, B), (SECOND, FULL)), problem).lines[1:] == (TAKEN, nobody)
    locked = proposal((FIRST, B), (SECOND, FULL), of_900002=Why.LOCKED)
    assert asked(FULL, locked, crowded(C)).lines[1:] == (TAKEN, nobody)
    bigger = replace(FIRST, half_days=20)
    problem = replace(crowded(C), schools=(bigger, SECOND))
    assert asked(FULL, proposal((bigger, B), (SECOND, FULL)), problem).lines[2] == nobody


def test_a_school_without_a_sip() -> None:
    found = asked(FULL, proposal((SECOND, FULL)), crowded())
    assert found == WhyNot(
        (
            "School 1 has no SIP in this proposal.",
            TAKEN,
            "To make room, School 2 would move to B (70 of 100 points instead of 70).",
        ),
        "A has no room left.",
    )
    assert asked(B, proposal((SECOND, FULL)), crowded()) == WhyNot(
        ("School 1 has no SIP in this proposal.",), "Nobody is proposed for School 1 yet."
    )


def test_a_sip_who_gives_too_little_for_any_school() -> None:
    found = asked(replace(B, half_days=5), proposal((FIRST, A)), replace(PROBLEM, sips=(A, replace(B, half_days=5))))
    assert found.lines[1] == "B gives 5 half-days a year, too few for School 1."


def test_the_number_of_schools_is_a_limit_too() -> None:
    offer = replace(FULL, half_days=90, schools_at_most=1)
    problem = replace(crowded(), sips=(offer, B))
    found = asked(offer, proposal((FIRST, B), (SECOND, offer)), problem)
    assert found.lines[1] == "A takes 1 school at most, and has School 2."
