"""Calendars as people really keep them: part-time hours, working elsewhere, answers under another address, and copies
that are deleted without a word."""

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from handbook.visits.visit import VisitStatus
from tests.journeys.test_visit_in_outlook import becomes, event, later, watched
from tests.support.house import House
from tests.support.visit_story import VisitStory, at_half_day, times


@pytest.fixture
def story(house: House) -> VisitStory:
    return VisitStory.of(house)


async def tell(story: VisitStory, path: str, **said: Any) -> None:
    """Somebody does something in the sandbox."""
    async with story.house.http.post(f"{story.house.sandbox}/{path}", json=said) as reply:
        assert reply.status < 300, await reply.text()


async def test_a_sip_who_works_elsewhere_is_offered_when_a_part_time_headteacher_works(story: VisitStory) -> None:
    await tell(story, f"control/mailboxes/{story.head.id}", hours="part_week")
    today = story.house.now.date()
    elsewhere = {"start": f"{today}T00:00", "end": f"{today + timedelta(days=200)}T00:00"}
    await tell(story, f"calendars/{story.sip.id}", **elsewhere, subject="From home", show_as="workingElsewhere")
    await story.found()
    slots = (await story.visit()).slots
    assert len(slots) == 3
    assert {slot.half_day.on.weekday() for slot in slots} <= {1, 2, 3}


async def test_who_declines_under_an_alias_and_proposes_is_asked_about_and_agreed_to(story: VisitStory) -> None:
    visit = await watched(story)
    entry = await event(story.heads_outlook, visit)
    said = {**times(later(visit)), "decline": True, "under": "office@school.example"}
    await story.heads_outlook.act(entry, "propose", **said)
    await becomes(story, VisitStatus.MOVE_ASKED, visit.version)
    card = await story.sip.newest()
    assert f"{story.head.name} declined" in card.words
    assert "Look for other half-days" in card.words
    await story.sip.press(card, "visit.agree")
    await story.house.kept()
    assert at_half_day(await story.visit()) == later(visit)
    for person in (story.sip, story.head):
        assert f"by {story.head.name}, in Outlook." in (await person.newest()).card["fallbackText"]


async def test_a_copy_that_was_deleted_and_an_invitation_taken_back_are_said_to_both(story: VisitStory) -> None:
    visit = await watched(story)
    await story.heads_outlook.act(await event(story.heads_outlook, visit), "delete")
    await story.house.run_due_commands(story.house.now + timedelta(days=1))
    await story.house.hasten()
    for person in (story.sip, story.head):
        assert f"no longer in {story.head.name}’s calendar in Outlook" in (await person.newest()).words
    tenant = story.house.tenant
    url = f"{tenant['graph']}/users/{story.sip.id}/events/{quote(visit.event_id, safe='')}"
    headers = {"Authorization": f"Bearer {tenant['tokens'][story.sip.id]}"}
    async with story.house.http.patch(url, json={"attendees": []}, headers=headers) as reply:
        assert reply.status == 200, await reply.text()
    async with asyncio.timeout(20):
        while "is no longer invited to this visit" not in (await story.visit()).trouble:
            await asyncio.sleep(0.02)
    await story.house.settled()
    for person in (story.sip, story.head):
        assert f"{story.head.name} is no longer invited to this visit in Outlook" in (await person.newest()).words
