"""P2: which schools are most like one, and how far apart in words."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.core.people import Role
from handbook.data.figures import FigureSet, Missing, Source
from handbook.data.measures import Topic
from handbook.data.nearness import Nearness, distance_words, may_compare
from handbook.data.similar import CONTEXT, Apart, Neighbour, is_context_known, neighbours, similar_schools
from tests.support import builders as a
from tests.support.figures import a_set

HILDA, OTHER = "900001", "900002"
Context = dict[Topic, int | Missing]
_VALUE = st.one_of(st.integers(0, 100), st.just(Missing.SUPPRESSED), st.just(Missing.BLANK))
_CONTEXT = st.dictionaries(st.sampled_from(tuple(CONTEXT)), _VALUE)


def census(place: str, *values: float | Missing) -> FigureSet:
    return a_set(dict(zip(CONTEXT, values, strict=False)), place, source=Source.CENSUS)


def made(contexts: list[Context]) -> list[FigureSet]:
    return [a_set({**one}, str(900001 + at)) for at, one in enumerate(contexts)]


@given(st.lists(_CONTEXT, min_size=2, max_size=9))
def test_no_school_is_its_own_neighbour_and_each_is_as_far_from_another_as_that_from_it(
    contexts: list[Context],
) -> None:
    sets = made(contexts)
    far = {one.place: {near.urn: near for near in neighbours(one.place, sets)} for one in sets}
    for urn, others in far.items():
        assert urn not in others
        assert len(similar_schools(urn, sets)) == min(5, len(others))
        for other, there in others.items():
            back = far[other][urn]
            assert there.distance == pytest.approx(back.distance)
            assert [(one.topic, one.steps) for one in there.apart] == [(one.topic, -one.steps) for one in back.apart]
            assert there.unknown == back.unknown


@given(st.lists(_CONTEXT, min_size=2, max_size=9), st.integers(0, 1000))
def test_the_order_does_not_hang_on_that_of_the_files(contexts: list[Context], seed: int) -> None:
    sets = made(contexts)
    mixed = Random(seed).sample(sets, len(sets))
    assert neighbours(HILDA, mixed) == neighbours(HILDA, sets)


@given(_CONTEXT, _CONTEXT)
def test_what_is_missing_is_said_and_is_never_a_nought(one: Context, other: Context) -> None:
    sets = made([one, other])
    shared = [topic for topic in CONTEXT if all(type(each.get(topic)) is int for each in (one, other))]
    found = neighbours(HILDA, sets)
    assert [near.urn for near in found] == ([OTHER] if shared else [])
    for near in found:
        assert [each.topic for each in near.apart] == shared
        assert set(near.unknown) == set(CONTEXT) - set(shared)
        assert ("Not known" in distance_words(near)) is bool(near.unknown)
    assert is_context_known(HILDA, sets) is any(type(value) is int for value in one.values())


def test_of_two_that_are_equally_near_the_lower_urn_comes_first() -> None:
    sets = [census(HILDA, 210), census("900009", 220), census("900003", 200), census("900005", 210)]
    assert [one.urn for one in neighbours(HILDA, sets)] == ["900005", "900003", "900009"]


def test_the_newest_figure_counts_and_a_gap_takes_nothing_away() -> None:
    older, newer = (a_set({Topic.ON_ROLL: value}, year=year) for value, year in ((100, 2017), (300, 2018)))
    empty = a_set({Topic.ON_ROLL: Missing.SUPPRESSED}, year=2019)
    (near,) = neighbours(OTHER, [census(OTHER, 300), empty, newer, older])
    assert near.apart == (Apart(Topic.ON_ROLL, 0.0),)


@pytest.mark.parametrize(
    ("topic", "steps", "said"),
    [
        (Topic.ON_ROLL, 0.4, "About the same size"),
        (Topic.ON_ROLL, 0.5, "A little larger"),
        (Topic.ON_ROLL, -1.5, "Smaller"),
        (Topic.ON_ROLL, -3, "Much smaller"),
        (Topic.FREE_MEALS, -0.4, "About as many pupils with free school meals"),
        (Topic.FREE_MEALS, 1, "A few more pupils with free school meals"),
        (Topic.FREE_MEALS, 2, "More pupils with free school meals"),
        (Topic.FREE_MEALS, 3, "Many more pupils with free school meals"),
        (Topic.FREE_MEALS, -1, "Slightly fewer pupils with free school meals"),
        (Topic.OTHER_LANGUAGE, -4, "Far fewer pupils whose first language is not English"),
        (Topic.SEN_SUPPORT, -2, "Fewer pupils with special educational needs support"),
        (Topic.EHC_PLAN, 1, "A few more pupils with an education, health and care plan"),
        (Topic.KS1_START, 0, "About the same starting point at key stage 1"),
        (Topic.KS1_START, 1, "A little higher starting point at key stage 1"),
        (Topic.KS1_START, -2, "A lower starting point at key stage 1"),
        (Topic.KS1_START, 5, "A much higher starting point at key stage 1"),
    ],
)
def test_distances_are_told_in_words(topic: Topic, steps: float, said: str) -> None:
    assert distance_words(Neighbour(OTHER, (Apart(topic, steps),), ())) == f"{said}."


def test_a_whole_sentence() -> None:
    (near,) = neighbours(HILDA, [census(HILDA, 210, 20), census(OTHER, 230, 28, 12)])
    assert distance_words(near) == (
        "About the same size; a few more pupils with free school meals. Not known: pupils whose first language is not "
        "English, pupils with special educational needs support, pupils with an education, health and care plan, "
        "starting point at key stage 1."
    )
    assert near.distance == pytest.approx(0.34)


def test_only_the_trust_advisor_and_the_schools_sip_may_compare() -> None:
    assert {role for role in Role if may_compare(a.a_school(), a.a_person(role))} == {Role.TRUST_ADVISOR, Role.SIP}
    assert not may_compare(a.a_school(), a.a_person(Role.SIP, id="another"))
    assert not may_compare(a.a_school(sip_id="h"), a.a_person(Role.HEADTEACHER, id="h"))


def test_five_are_similar_and_the_rest_can_be_compared() -> None:
    found = neighbours(HILDA, [census(str(900001 + at), 200 + 100 * at) for at in range(8)])
    others = tuple((a.a_school(urn=one.urn), one) for one in found)
    nearness = Nearness(a.a_school(), a.an_agreement(), others, is_known=True)
    assert [school.urn for school, _ in nearness.nearest] == ["900002", "900003", "900004", "900005", "900006"]
    assert nearness.is_similar("900006")
    assert not nearness.is_similar("900007")
    assert nearness.of("900007") == found[5]
    assert nearness.of(HILDA) is None
