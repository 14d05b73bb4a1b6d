"""W3: which offers are proposed for a need, in which order, and with which reasons."""

from dataclasses import replace
from datetime import timedelta

from handbook.data.measures import Topic
from handbook.data.nearness import Nearness
from handbook.data.similar import Apart, Neighbour
from handbook.good_practice.line import withdrawn
from handbook.good_practice.matching import AT_MOST, NOT_COMPARED, matches
from tests.support import builders as a
from tests.support.builders import MONDAY
from tests.support.figures import near_schools
from tests.support.good_practice import (
    AELRED,
    HEAD,
    HILDA,
    NEED,
    a_line,
)

LATER = MONDAY + timedelta(days=3)


def nearness(*urns: str) -> Nearness:
    found = [one for one in near_schools()["four"].others if one[0].urn in urns]
    return replace(near_schools()["four"], others=tuple(found))


def test_offers_that_share_a_topic_are_matched_the_most_similar_school_first() -> None:
    schools = {
        urn: a.a_school(urn=urn, name=f"School {urn}", headteacher_id=f"h-{urn}")
        for urn in ("900002", "900003", "900099")
    }
    offers = [(a_line(school=school), school) for school in schools.values()]
    own = (a_line(school=HILDA), HILDA)
    led_by_the_same = replace(AELRED, urn="900007", headteacher_id=HEAD.id)
    off_topic = (a_line(text="Maths games", school=schools["900003"]), schools["900003"])
    gone = (withdrawn(offers[0][0], LATER), schools["900002"])
    every = [own, off_topic, gone, (a_line(school=led_by_the_same), led_by_the_same), *reversed(offers)]
    found = matches(NEED, HILDA, every, nearness("900002", "900003"))
    assert [one.school.urn for one in found] == ["900002", "900003", "900099"]
    assert found[0].reasons.startswith("Shares Reading. One of the five most similar schools. About the same size;")
    assert found[2].reasons == f"Shares Reading. {NOT_COMPARED}"


def test_of_schools_that_are_not_among_the_five_it_is_said() -> None:
    schools = [a.a_school(urn=f"9001{at:02}", headteacher_id="h") for at in range(6)]
    others = tuple((one, Neighbour(one.urn, (Apart(Topic.ON_ROLL, 2.0),), ())) for one in schools)
    [match] = matches(NEED, HILDA, [(a_line(school=schools[5]), schools[5])], replace(nearness(), others=others))
    assert match.reasons == "Shares Reading. Not one of the five most similar schools. Larger."


def test_there_are_a_handful_of_them() -> None:
    schools = [a.a_school(urn=f"9001{at:02}", headteacher_id=f"h{at}") for at in range(9)]
    offers = [(a_line(school=one), one) for one in schools]
    assert len(matches(NEED, HILDA, offers, nearness())) == AT_MOST
    assert matches(replace(NEED, tags=()), HILDA, offers, nearness()) == ()
