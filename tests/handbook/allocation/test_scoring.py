"""A2: how well a SIP suits a school, factor by factor, and the sentence that says why."""

from dataclasses import replace

import pytest

from handbook.allocation.points import points
from handbook.allocation.problem import (
    AllocationProblem,
    Bar,
    BarReason,
    PrivateNote,
    Request,
    RequestKind,
    SchoolNeed,
    SipOffer,
)
from handbook.allocation.scoring import Factor, FactorScore, match, ranked
from handbook.core.places import Place
from tests.support.allocation import a_need, a_trust, an_offer

SCHOOL = a_need(
    phase="Primary",
    contexts=("rural", "small"),
    ofsted_position="Requires improvement",
    focus_areas=("Phonics", "attendance"),
    place=Place(54.6, -3.1),
    sip_id="sip-A",
)
SIP = an_offer(
    phases=("primary", "secondary"),
    contexts=("Rural",),
    ofsted_positions=("Good",),
    expertise=("early reading and phonics",),
    place=Place(54.6, -3.1),
)


def of(factor: Factor, need: SchoolNeed, offer: SipOffer, **more: object) -> FactorScore:
    problem = AllocationProblem((need,), (offer,), **more)  # type: ignore[arg-type]
    found = match(problem, need.urn, offer.sip_id)
    return next(one for one in (*found.factors, found.private) if one.factor is factor)


@pytest.mark.parametrize(
    ("need", "offer", "points", "reason"),
    [
        (
            SCHOOL,
            SIP,
            25,  # 1, 1/2 and 0 of three parts of 30, and 10 for the SIP of now
            "A is the school’s SIP now. Has worked with: Primary and rural; no experience on record of: small and "
            "Requires improvement.",
        ),
        (replace(SCHOOL, sip_id="sip-B"), replace(SIP, contexts=SCHOOL.contexts, ofsted_positions=("good",)), 20, None),
        (
            replace(SCHOOL, sip_id=""),
            replace(SIP, phases=(), contexts=()),
            5,
            "No experience on record of: Primary",
        ),
        (replace(SCHOOL, requests=(Request(RequestKind.ANOTHER_SIP),)), SIP, 15, "Has worked with: Primary and rural;"),
        (a_need(sip_id="sip-A"), SIP, 25, "A is the school’s SIP now. Nothing is recorded of the school’s context."),
        (a_need(), SIP, 20, "Nothing is recorded of the school’s context."),
        (a_need(phase="primary"), SIP, 35, "Has worked with: primary."),
    ],
)
def test_experience(need: SchoolNeed, offer: SipOffer, points: int, reason: str | None) -> None:
    found = of(Factor.EXPERIENCE, need, offer)
    assert (found.points, found.most) == (points, 40)
    assert found.reason.startswith(reason or "")


@pytest.mark.parametrize(
    ("place", "points", "reason"),
    [
        (Place(54.6, -3.1), 10, "About 15 minutes away."),
        (Place(54.8, -3.1), 8, "About 41 minutes away."),
        (Place(55.4, -3.1), 0, "About 166 minutes away."),
        (None, 5, "The distance is not known."),
    ],
)
def test_capacity_counts_the_journey(place: Place | None, points: int, reason: str) -> None:
    found = of(Factor.CAPACITY, SCHOOL, replace(SIP, place=place))
    assert (found.points, found.most) == (points, 10)
    assert found.reason == f"Gives 90 half-days a year; this school needs 10. {reason}"


def test_how_many_schools_a_sip_takes_is_said_where_it_is_limited() -> None:
    reason = of(Factor.CAPACITY, replace(SCHOOL, half_days=12), replace(SIP, schools_at_most=1)).reason
    assert reason.startswith("Gives 90 half-days a year, to 1 school at most; this school needs 12.")


@pytest.mark.parametrize(
    ("areas", "points", "reason"),
    [
        (("Phonics", "attendance"), 13, "Knows: Phonics; no expertise on record in: attendance."),
        (("Early reading",), 25, "Knows: Early reading."),
        (("read", "SEND"), 0, "No expertise on record in: read and SEND."),
        ((), 25, "The school has named no areas of focus."),
    ],
)
def test_focus_areas_are_found_by_whole_words(areas: tuple[str, ...], points: int, reason: str) -> None:
    found = of(Factor.FOCUS, replace(SCHOOL, focus_areas=areas), SIP)
    assert (found.points, found.reason) == (points, reason)


_OTHER = Request(RequestKind.OTHER, "somebody patient")


@pytest.mark.parametrize(
    ("requests", "points", "reason"),
    [
        ((), 15, "The school has asked for nothing in particular."),
        ((Request(RequestKind.KEEP_SIP),), 15, "Meets: to keep its SIP."),
        ((Request(RequestKind.ANOTHER_SIP),), 0, "Does not meet: another SIP than now."),
        (
            (Request(RequestKind.APPRAISAL), Request(RequestKind.KEEP_SIP)),
            8,
            "Meets: to keep its SIP; does not",
        ),
        ((Request(RequestKind.NAMED_SIP, met_by=frozenset({"sip-A"})),), 15, "Meets: a SIP by name."),
        ((Request(RequestKind.NAMED_SIP, "Ms B", frozenset({"sip-B"})),), 0, "Does not meet: Ms B."),
        ((Request(RequestKind.KIND_OF_SIP, "Serving head"),), 15, "Meets: Serving head."),
        ((Request(RequestKind.EXPERTISE, "governance"),), 0, "Does not meet: governance."),
        ((_OTHER,), 15, "Nobody has judged yet: somebody patient."),
        ((replace(_OTHER, met_by=frozenset({"sip-B"})),), 0, "Does not meet: somebody patient."),
    ],
)
def test_requests(requests: tuple[Request, ...], points: int, reason: str) -> None:
    found = of(Factor.REQUESTS, replace(SCHOOL, requests=requests), replace(SIP, kind="serving head"))
    assert (found.points, found.most) == (points, 15)
    assert found.reason.startswith(reason)


def test_appraisal_is_met_by_who_is_trained_in_it() -> None:
    need = replace(SCHOOL, requests=(Request(RequestKind.APPRAISAL),))
    assert of(Factor.REQUESTS, need, replace(SIP, appraisal_trained=True)).points == 15


@pytest.mark.parametrize(
    ("weight", "points"),
    [(-2, 0), (-1, 2), (0, 5), (1, 7), (2, 10)],
)
def test_personality_is_private(weight: int, points: int) -> None:
    note = PrivateNote("sip-A", SCHOOL.urn, weight, "Both love rugby.")
    problem = AllocationProblem((SCHOOL,), (SIP,), notes=(note,))
    found = match(problem, SCHOOL.urn, "sip-A")
    assert (found.private.points, found.private.most) == (points, 10)
    assert found.private.reason.startswith("You ")
    assert found.private.reason.endswith(". Both love rugby.")
    assert not any("rugby" in one or "get on" in one for one in found.reasons)
    assert found.public_total == match(replace(problem, notes=()), SCHOOL.urn, "sip-A").public_total
    assert found.total == found.public_total + points


def test_where_nothing_is_noted_the_private_line_says_so() -> None:
    assert of(Factor.PERSONALITY, SCHOOL, SIP).reason == "You have no view on how the two would get on."


def test_a_note_weighs_from_minus_two_to_two() -> None:
    with pytest.raises(ValueError, match="from -2 to 2, and not 3"):
        PrivateNote("sip-A", SCHOOL.urn, 3)


@pytest.mark.parametrize("reason", BarReason)
def test_a_bar_is_said_without_its_reason(reason: BarReason) -> None:
    bar = Bar("sip-A", SCHOOL.urn, reason, "her brother teaches there")
    found = match(AllocationProblem((SCHOOL,), (SIP,), bars=(bar,)), SCHOOL.urn, "sip-A")
    assert found.bar == bar
    assert found.factors[-1].reason == "A is not available for this school."
    assert not any("brother" in one or reason.words in one for one in found.reasons)


def test_of_two_bars_the_one_that_is_harder_to_lift_is_named() -> None:
    own, conflict = (Bar("sip-A", SCHOOL.urn, one) for one in (BarReason.OWN_SCHOOL, BarReason.CONFLICT))
    for bars in ((own, conflict), (conflict, own)):
        assert AllocationProblem((SCHOOL,), (SIP,), bars).bar(SCHOOL.urn, "sip-A") == own
    unchecked = AllocationProblem((SCHOOL,), (replace(SIP, barred=BarReason.NO_CHECKS),), (conflict,))
    assert unchecked.bar(SCHOOL.urn, "sip-A") == Bar("sip-A", SCHOOL.urn, BarReason.NO_CHECKS)


def test_sips_are_ranked_with_the_barred_last() -> None:
    offers = (an_offer("D"), replace(SIP, sip_id="sip-C"), SIP, replace(SIP, sip_id="sip-B", expertise=()))
    bars = (Bar("sip-C", SCHOOL.urn, BarReason.CONFLICT),)
    found = ranked(AllocationProblem((SCHOOL,), offers, bars), SCHOOL.urn)
    assert [one.sip_id for one in found] == ["sip-A", "sip-B", "sip-D", "sip-C"]


def test_a_whole_trust_is_scored_within_a_hundred_points_and_six_lines() -> None:
    problem = a_trust(schools=20, sips=6)
    for need in problem.schools:
        for one in ranked(problem, need.urn):
            assert one.total == points(problem, need, problem.offer[one.sip_id])
            assert all(0 <= each.points <= each.most for each in (*one.factors, one.private))
            assert sum(each.most for each in (*one.factors, one.private)) == 100
            lines = (*one.reasons, one.private.reason)
            assert len(lines) == 6
            assert all("\n" not in line and len(line) < 250 and line.endswith(".") for line in lines)


def test_a_school_or_a_sip_is_in_a_problem_once() -> None:
    for schools, sips in (((SCHOOL, SCHOOL), (SIP,)), ((SCHOOL,), (SIP, SIP))):
        with pytest.raises(ValueError, match="twice"):
            AllocationProblem(schools, sips)


def test_a_school_does_not_need_less_than_nothing() -> None:
    for school in (replace(SCHOOL, half_days=-1), replace(SCHOOL, weight=-1)):
        with pytest.raises(ValueError, match="less than nothing"):
            AllocationProblem((school,), (SIP,))
