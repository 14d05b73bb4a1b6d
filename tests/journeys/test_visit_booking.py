"""From `book` to one event in both calendars (V2-V4, C1, AS1)."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from handbook.core.british_time import LONDON
from handbook.visits.visit import Visit, VisitStatus
from tests.support.house import House
from tests.support.people import Seen
from tests.support.visit_story import VISIT, VisitStory, at_half_day

UNMAILED = 8  # St Hybald's, whose headteacher has no mailbox in this tenant
UNCHECKED = 5  # Holy Lantern, whose SIP's DBS check is due


@pytest.fixture
def story(house: House) -> VisitStory:
    return VisitStory.of(house)


async def test_a_visit_is_booked_from_the_chat_and_stands_in_both_calendars(story: VisitStory) -> None:
    card = await story.book_card()
    assert f"{story.school.full_name}: none of 6 half-days held, none planned, 6 left" in card.words
    sought = await story.sip.press(card, "visit.seek", school=story.school.urn, purpose="termly:Autumn")
    assert isinstance(sought, Seen)
    await story.house.kept()
    found = await story.sip.newest()
    assert "Autumn visit" in found.words
    visit = await story.visit()
    assert (visit.status, len(visit.slots)) == (VisitStatus.FOUND, 3)
    assert all(slot.why in found.words for slot in visit.slots)
    await story.send(found)
    for slot in visit.slots:
        [hold] = await story.sips_outlook.on(slot.half_day)
        assert (hold["show_as"], hold["invited"]) == ("tentative", [])
        assert await story.heads_outlook.on(slot.half_day) == []
    asked = await story.head.newest()
    assert all(slot.why_for_school in asked.words for slot in visit.slots)
    await story.pick(asked, 2)
    await story.house.kept()
    booked = await story.visit()
    assert (booked.status, booked.half_day) == (VisitStatus.BOOKED, visit.slots[1].half_day)
    assert [len(await story.sips_outlook.on(slot.half_day)) for slot in visit.slots] == [0, 1, 0]
    [invited] = await story.heads_outlook.on(at_half_day(booked))
    assert invited["response"] == "notResponded"
    for card in (await story.head.newest(), await story.sip.newest()):
        assert "Booked" in card.words
        assert "1 planned, 5 left" in card.words


async def test_the_event_says_what_the_card_said(story: VisitStory) -> None:
    visit = await story.booked()
    card, event = await story.head.open(await story.head.newest(), "agenda_box"), await story.fetched(visit)
    assert event["singleValueExtendedProperties"] == [{"id": VISIT, "value": visit.id}]
    assert event["organizer"]["emailAddress"]["address"] == story.sip.person["mail"]
    assert {one["emailAddress"]["address"] for one in event["attendees"]} == {
        story.sip.person["mail"],
        story.head.person["mail"],
    }
    assert event["location"]["displayName"] == story.school.full_name
    assert event["subject"] == f"Autumn visit: {story.school.full_name}"
    for line in visit.agenda:
        assert line in card.words
        assert line.replace("’", "&#x27;") in event["body"]["content"] or line in event["body"]["content"]
    half_day = at_half_day(visit)
    assert event["start"]["dateTime"].startswith(half_day.starts_at.strftime("%Y-%m-%dT%H:%M"))


async def test_a_half_day_that_was_taken_meanwhile_is_not_booked(story: VisitStory) -> None:
    card = await story.proposed()
    before = await story.visit()
    taken = before.slots[0].half_day
    await story.heads_outlook.enter(taken)
    answer = await story.pick(card)
    assert isinstance(answer, Seen)
    await story.house.kept()
    visit = await story.visit()
    assert (visit.status, visit.event_id) == (VisitStatus.PROPOSED, "")
    offered = {slot.half_day for slot in visit.slots}
    assert len(offered) == 3
    assert offered.isdisjoint(slot.half_day for slot in before.slots)
    told = await story.head.newest()
    assert f"{taken.words} has since been taken" in told.words
    assert [one["subject"] for one in await story.heads_outlook.on(taken)] == ["Something else"]
    assert await story.sips_outlook.on(taken) == []


async def test_a_pick_that_comes_twice_books_once(story: VisitStory) -> None:
    card = await story.proposed()
    first, second = await asyncio.gather(story.pick(card, 1), story.pick(card, 2))
    await story.house.kept()
    visit = await story.visit()
    assert isinstance(first, Seen)
    assert isinstance(second, Seen)
    assert visit.status is VisitStatus.BOOKED
    entries = [one for one in await story.sips_outlook.entries() if "Autumn visit" in one["subject"]]
    assert len(entries) == 1


async def test_a_search_that_is_pressed_twice_seeks_once(story: VisitStory) -> None:
    card = await story.book_card()
    chosen = {"school": story.school.urn, "purpose": "school_led:learning_walks"}
    for _ in range(2):
        answer = await story.sip.post_as_shown(card, "visit.seek", **chosen)
        assert "Learning walks" in str(answer)
    await story.house.kept()
    assert len(await story.visits()) == 1


async def stands_as_the_clock_shows(story: VisitStory, visit: Visit, ahead: int) -> None:
    """The event, asked for in UTC, is so many hours earlier than the clock on the school's wall."""
    half_day, event = at_half_day(visit), await story.fetched(visit)
    begins = datetime.fromisoformat(event["start"]["dateTime"][:19]).replace(tzinfo=UTC)
    assert begins.astimezone(LONDON).time() == half_day.starts
    assert begins.hour == half_day.starts.hour - ahead


async def test_nine_oclock_stays_nine_oclock_when_the_clocks_go_forward(story: VisitStory) -> None:
    """The last Sunday of March 2027 is the 28th; here the summer term begins after it, the spring term ends before."""
    spring = await story.booked(purpose="termly:Spring", from_on="2027-03-22")
    summer = await story.booked(purpose="termly:Summer", from_on="2027-04-12")
    assert at_half_day(spring).on < date(2027, 3, 28) < at_half_day(summer).on
    await stands_as_the_clock_shows(story, spring, 0)
    await stands_as_the_clock_shows(story, summer, 1)


async def test_nine_oclock_stays_nine_oclock_when_the_clocks_go_back(story: VisitStory) -> None:
    """The last Sunday of October 2026 is the 25th."""
    story.house.move_to(datetime(2026, 9, 21, 9, 0, tzinfo=UTC))
    summer_time = await story.booked(purpose="school_led:learning_walks", from_on="2026-10-12")
    winter_time = await story.booked(purpose="school_led:book_scrutiny", from_on="2026-11-03")
    assert at_half_day(summer_time).on < date(2026, 10, 25) < at_half_day(winter_time).on
    await stands_as_the_clock_shows(story, summer_time, 1)
    await stands_as_the_clock_shows(story, winter_time, 0)


async def test_a_sip_without_current_checks_books_nothing(house: House) -> None:
    story = VisitStory.of(house, UNCHECKED)
    said = await story.seek()
    assert isinstance(said, str)
    assert "no current DBS and recruitment checks on record" in said
    assert await story.visits() == []


async def test_a_school_that_is_not_theirs_is_refused(house: House) -> None:
    story, other = VisitStory.of(house), VisitStory.of(house, 1)
    card = await story.book_card()
    answer = await story.sip.post_as_shown(card, "visit.seek", school=other.school.urn, purpose="termly:Autumn")
    assert f"{other.school.full_name} has another School Improvement Partner." in str(answer)
    assert await other.visits() == []
    [refused] = await house.audit("refused")
    assert refused["detail"]["code"] == "not_yours"


async def test_what_is_used_up_is_refused_with_the_way_to_more(story: VisitStory) -> None:
    await story.booked()
    said = await story.seek()
    assert isinstance(said, str)
    assert "is held or planned already" in said
    assert "half-days led by the school" in said


async def test_a_headteacher_without_a_mailbox_is_invited_by_post(house: House) -> None:
    story = VisitStory.of(house, UNMAILED)
    visit = await story.booked()
    async with house.http.get(f"{house.sandbox}/letters", params={"to": story.head.person["mail"]}) as reply:
        [letter] = await reply.json()
    assert (letter["kind"], letter["subject"]) == ("invitation", f"Autumn visit: {story.school.full_name}")
    assert letter["start_at"].startswith(at_half_day(visit).starts_at.strftime("%Y-%m-%dT%H:%M"))


async def test_a_calendar_that_cannot_be_read_is_never_free(story: VisitStory) -> None:
    async with story.house.http.post(
        f"{story.house.sandbox}/control/mailboxes/{story.head.id}", json={"shares": "nothing"}
    ) as reply:
        assert reply.status == 200
    card = await story.found()
    assert "calendar could not be read, and I do not guess" in card.words
    assert (await story.visit()).slots == ()


async def test_others_are_asked_for_and_none_suits_with_a_reason(story: VisitStory) -> None:
    card = await story.proposed()
    first = {slot.half_day for slot in (await story.visit()).slots}
    await story.head.press(card, "visit.ask_others", words="A Friday would be good.")
    await story.house.kept()
    again = await story.sip.newest()
    assert "A Friday would be good." in again.words
    visit = await story.visit()
    assert first.isdisjoint(slot.half_day for slot in visit.slots)
    assert [len(await story.sips_outlook.on(one)) for one in first] == [0, 0, 0]
    await story.send(again)
    await story.head.press(await story.head.newest(), "visit.none_suits", none_reason="Residential.")
    await story.house.kept()
    assert "Residential." in (await story.sip.newest()).words
    assert not any("On offer" in one["subject"] for one in await story.sips_outlook.entries())


async def test_notice_and_school_days_are_kept(story: VisitStory) -> None:
    await story.found()
    visit, today = await story.visit(), story.house.now.date()
    school = story.school
    calendar = await story.house.service.bus.read(lambda uow: uow.roster.calendar(school, []))
    for slot in visit.slots:
        assert calendar.is_school_day(slot.half_day.on)
        assert slot.half_day.on >= (calendar.school_day_after(today, 5) or today + timedelta(days=99))
