"""The plan of a term (V2): asked for in chat, accepted line by line, booked by the headteachers."""

import pytest

from cards.kit.half_days import short_when
from cards.plans.actions import half_day_value
from handbook.plans.acceptance import ProposedPlan
from handbook.visits.visit import VisitStatus
from store.unit_of_work import UnitOfWork
from tests.support.house import House
from tests.support.people import Seen, Somebody
from tests.support.visit_story import VisitStory, at_half_day

UNCHECKED = 5  # Holy Lantern, whose SIP's DBS check is due


async def planned(house: House, somebody: Somebody, words: str = "plan autumn") -> Seen:
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
    after = await sip.press_one(card, "plan.accept", {"where": {"line": one.school.urn}})
    assert isinstance(after, Seen)
    assert "Offered to school" in after.words
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
    await sip.press_one(card, "plan.accept", {"where": {"line": other.school.urn}})
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


async def test_the_trust_advisor_chooses_the_term_changes_a_line_and_sends_it(house: House) -> None:
    """And follows each line until it is booked."""
    advisor, story, barred = house.holder("trust_advisor"), VisitStory.of(house), VisitStory.of(house, UNCHECKED)
    terms = await planned(house, advisor, "plan")
    before = await house.calls("POST", "getSchedule")
    await advisor.press_one(terms, "plan.term", {"where": {"term": "Spring"}})
    await house.kept()
    assert await house.calls("POST", "getSchedule") - before == 15, "five SIPs, 81 days"
    table = await advisor.newest()
    assert "Plan: Spring 2026/27 visits of the service" in table.words
    assert "Not sent yet" in table.words
    assert f"no current DBS and recruitment checks on record for {barred.sip.name}" in table.words
    assert not any("Plan: Spring" in one.words for one in await story.sip.cards())
    [plan] = [one for one in await house.service.bus.read(_plans) if one.sip_id == story.sip.id]
    line = plan.line(story.school.urn)
    to = next(one for one in line.possible if one != line.half_day)
    seen = half_day_value(line.half_day or to)
    edit = {"plan": plan.id, "line": line.key, "seen": seen, "to": half_day_value(to)}
    action = {"type": "Action.Execute", "verb": "plan.choose", "data": edit}
    await advisor.play("press", activity_id=table.id, action=action)
    await house.kept()
    table = await advisor.again(table)
    assert f"Proposed: {story.school.full_name}: {short_when(to)} ({story.sip.name}), locked" in table.words
    await advisor.press(table, "plan.send")
    await house.kept()
    for number in range(len(house.roster["schools"])):
        own = VisitStory.of(house, number)
        card = await own.sip.newest()
        assert "Plan: Spring 2026/27 visits" in card.words
        assert ("plan.accept" in card.verbs) == (own.sip.name != barred.sip.name)
    await story.sip.press_one(await story.sip.newest(), "plan.accept", {"where": {"line": story.school.urn}})
    await house.kept()
    assert f"Offered to school: {story.school.full_name}: {short_when(to)}" in (await advisor.again(table)).words
    await story.pick(await story.head.newest())
    await house.kept()
    assert f"Booked: {story.school.full_name}: {short_when(to)}" in (await advisor.again(table)).words


def _plans(uow: UnitOfWork) -> list[ProposedPlan]:
    [run_id] = {str(row[0]) for row in uow.connection.exec_driver_sql("SELECT DISTINCT run_id FROM term_plans")}
    return list(uow.term_plans.of_run(run_id))


async def test_a_school_that_cannot_be_placed_says_why(house: House) -> None:
    story = VisitStory.of(house)
    async with house.http.post(
        f"{house.sandbox}/control/mailboxes/{story.head.id}", json={"shares": "nothing"}
    ) as reply:
        assert reply.status == 200
    card = await planned(house, story.sip)
    assert f"{story.school.full_name}. No half-day when the headteacher is known to be free" in card.words
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
    assert "I cannot find that plan." in str(answer)
    assert await one.visits() == []
    await planned(one.house, one.head)
    assert "” is for: " in (await one.head.newest()).words
