"""The plan of a term (V2): asked for in chat, accepted line by line, booked by the headteachers."""

import pytest

from handbook.visits.visit import VisitStatus
from tests.support.house import House
from tests.support.people import Seen, Somebody
from tests.support.visit_story import VisitStory, at_half_day

UNCHECKED = 5  # Holy Lantern, whose SIP's DBS check is due


async def planned(house: House, somebody: Somebody, words: str = "plan") -> Seen:
    await somebody.type(words)
    await house.kept()
    return await somebody.newest()


@pytest.fixture
def stories(house: House) -> tuple[VisitStory, VisitStory]:
    """The two schools of one SIP, a mile apart."""
    return VisitStory.of(house, 0), VisitStory.of(house, 4)


async def test_a_sips_plan_is_accepted_and_goes_through_the_booking(stories: tuple[VisitStory, VisitStory]) -> None:
    one, other = stories
    house, sip = one.house, one.sip
    card = await planned(house, sip)
    assert "Plan: Autumn 2026/27 visits" in card.words
    for story in stories:
        assert story.school.full_name in card.words
    after = await sip.press_one(card, "plan.accept", {"where": {"urn": one.school.urn}})
    assert isinstance(after, Seen)
    assert "Sent to the headteacher" in after.words
    await house.kept()
    visit = await one.visit()
    assert (visit.status, len(visit.slots)) == (VisitStatus.PROPOSED, 1)
    [hold] = await one.sips_outlook.on(visit.slots[0].half_day)
    assert hold["show_as"] == "tentative"
    assert await other.visits() == []
    await one.pick(await one.head.newest())
    await house.kept()
    booked = await one.visit()
    assert booked.status is VisitStatus.BOOKED
    assert len(await one.heads_outlook.on(at_half_day(booked))) == 1
    await sip.press_one(card, "plan.accept", {"where": {"urn": other.school.urn}})
    await house.kept()
    assert (await other.visit()).status is VisitStatus.PROPOSED
    assert "there is nothing left to accept" in (await sip.again(card)).words
    await planned(house, sip, "plan autumn")
    assert "Nothing to plan" in (await sip.newest()).words


async def test_a_plan_that_is_out_of_date_is_caught_by_the_booking(stories: tuple[VisitStory, VisitStory]) -> None:
    """The calendar has changed since the plan was made: it is read again before anything is booked."""
    one, _ = stories
    card = await planned(one.house, one.sip)
    await one.sip.press(card, "plan.accept_all")
    await one.house.kept()
    half_day = (await one.visit()).slots[0].half_day
    await one.heads_outlook.enter(half_day)
    await one.pick(await one.head.newest())
    await one.house.kept()
    visit = await one.visit()
    assert visit.status is VisitStatus.PROPOSED
    assert half_day not in {slot.half_day for slot in visit.slots}
    assert f"{half_day.words} has since been taken" in (await one.head.newest()).words


async def test_the_plan_of_the_service_is_a_table_for_the_trust_advisor(house: House) -> None:
    advisor = house.holder("trust_advisor")
    before = await house.calls("POST", "getSchedule")
    table = await planned(house, advisor, "plan spring")
    assert await house.calls("POST", "getSchedule") - before == 15, "five SIPs, 81 days"
    assert "Plan: Spring 2026/27 visits of the service" in table.words
    barred = VisitStory.of(house, UNCHECKED)
    for raw in house.roster["schools"]:
        assert raw["name"] in table.words
    assert f"no current DBS and recruitment checks on record for {barred.sip.name}" in table.words
    for number in range(len(house.roster["schools"])):
        story = VisitStory.of(house, number)
        card = await story.sip.newest()
        assert "Plan: Spring 2026/27 visits" in card.words
        assert ("plan.accept" in card.verbs) == (story.sip.name != barred.sip.name)


async def test_a_school_that_cannot_be_placed_says_why(house: House) -> None:
    story = VisitStory.of(house)
    async with house.http.post(
        f"{house.sandbox}/control/mailboxes/{story.head.id}", json={"shares": "nothing"}
    ) as reply:
        assert reply.status == 200
    card = await planned(house, story.sip)
    assert f"{story.school.full_name}: no half-day when the headteacher is known to be free" in card.words
    assert "plan.accept_all" not in card.verbs
    assert "plan.accept" in card.verbs  # the other school's


async def test_a_plan_is_for_its_sip_alone(stories: tuple[VisitStory, VisitStory]) -> None:
    one, _ = stories
    card = await planned(one.house, one.sip)
    action = {"type": "Action.Execute", "verb": "plan.accept_all", "data": card.data}
    other = VisitStory.of(one.house, 1).sip
    await other.type("help")
    await one.house.kept()
    answer = await other.play("press", activity_id=(await other.newest()).id, action=action)
    assert "This plan belongs to another School Improvement Partner." in str(answer)
    assert await one.visits() == []
    await planned(one.house, one.head)
    assert "” is for: " in (await one.head.newest()).words
