"""A visit that is booked, changed from its card by either side, and listed (V2, V4)."""

from datetime import timedelta

import pytest

from handbook.core.half_days import HalfDay
from handbook.visits.visit import Visit, VisitStatus
from tests.support.house import House
from tests.support.visit_story import VisitStory, at_half_day


@pytest.fixture
def story(house: House) -> VisitStory:
    return VisitStory.of(house)


def to(half_day: HalfDay) -> dict[str, str]:
    hours = f"{half_day.starts:%H:%M}-{half_day.ends:%H:%M}"
    return {"move_on": half_day.on.isoformat(), "move_half": hours}


async def another_day(story: VisitStory) -> HalfDay:
    """A half-day that was on offer and was not picked."""
    [sip, head] = [await one.entries() for one in (story.sips_outlook, story.heads_outlook)]
    taken = {one["start"] for one in (*sip, *head)}
    day = at_half_day(await story.visit())
    calendar = await story.house.service.bus.read(lambda uow: uow.roster.calendar(story.school, []))
    for number in range(1, 20):
        later = HalfDay(day.on + timedelta(days=number), day.starts, day.ends)
        if calendar.is_school_day(later.on) and f"{later.on}T{later.starts:%H:%M}" not in taken:
            return later
    raise AssertionError("no day is left")


async def test_a_headteacher_moves_a_visit_and_both_calendars_follow(story: VisitStory) -> None:
    before = await story.booked()
    day = await another_day(story)
    answer = await story.head.press(await story.head.newest(), "visit.move", move_reason="A trip.", **to(day))
    assert not isinstance(answer, str), answer
    await story.house.kept()
    after = await story.visit()
    assert (after.status, after.half_day, after.event_id) == (VisitStatus.BOOKED, day, before.event_id)
    for outlook in (story.sips_outlook, story.heads_outlook):
        assert len(await outlook.on(day)) == 1
        assert await outlook.on(at_half_day(before)) == []
    assert "A trip." in (await story.sip.newest()).words


async def test_a_cancelled_visit_leaves_both_calendars_and_is_free_to_plan_again(story: VisitStory) -> None:
    visit = await story.booked()
    await story.sip.press(await story.sip.newest(), "visit.cancel", cancel_reason="Ill.")
    await story.house.kept()
    assert (await story.visit()).status is VisitStatus.CANCELLED
    assert await story.sips_outlook.on(at_half_day(visit)) == []
    [called_off] = await story.heads_outlook.on(at_half_day(visit))
    assert called_off["cancelled"]
    told = await story.head.newest()
    assert "Ill." in told.words
    assert "none planned, 6 left" in told.words


async def late(story: VisitStory) -> Visit:
    """A booked visit two days before it: too late to change it alone."""
    visit = await story.booked()
    story.house.move_to(at_half_day(visit).starts_at - timedelta(days=2))
    return visit


async def test_after_the_cut_off_the_other_side_is_asked_and_agrees(story: VisitStory) -> None:
    visit = await late(story)
    await story.sip.press(await story.sip.newest(), "visit.cancel", cancel_reason="Ill.")
    await story.house.kept()
    asked = await story.head.newest()
    assert "Ill." in asked.words
    assert len(await story.heads_outlook.on(at_half_day(visit))) == 1
    await story.head.press(asked, "visit.agree")
    await story.house.kept()
    assert (await story.visit()).status is VisitStatus.CANCELLED
    assert await story.sips_outlook.on(at_half_day(visit)) == []


async def test_after_the_cut_off_the_other_side_is_asked_and_keeps_it(story: VisitStory) -> None:
    visit = await late(story)
    await story.head.press(await story.head.newest(), "visit.cancel", cancel_reason="Snow.")
    await story.house.kept()
    await story.sip.press(await story.sip.newest(), "visit.keep")
    await story.house.kept()
    after = await story.visit()
    assert (after.status, after.half_day) == (VisitStatus.BOOKED, visit.half_day)
    assert len(await story.heads_outlook.on(at_half_day(visit))) == 1


async def test_the_agenda_that_the_two_decide_stands_in_the_event(story: VisitStory) -> None:
    await story.booked()
    await story.head.press(await story.head.newest(), "visit.agenda", agenda="Phonics\nThe new library")
    await story.house.kept()
    event = await story.fetched(await story.visit())
    assert "<li>The new library</li>" in event["body"]["content"]
    assert "accurate" not in event["body"]["content"]


async def test_both_see_their_visits(story: VisitStory) -> None:
    visit = await story.booked()
    for person, words in ((story.sip, "My visits"), (story.head, "our visits")):
        await person.type(words)
        await story.house.kept()
        card = await person.newest()
        assert f"{at_half_day(visit).on.day}" in card.words
        assert "1 planned, 5 left" in card.words
    await story.sip.press((await story.sip.cards())[-2], "visit.cancel", cancel_reason="Ill.")
    await story.house.kept()
    assert "none planned, 6 left" in (await story.head.cards())[-2].words
