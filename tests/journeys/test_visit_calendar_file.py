"""A booked visit as a calendar file: asked for in Teams, fetched by a link of one's own."""

from datetime import timedelta

import pytest

from handbook.visits.visit import VisitStatus
from service.calendar_door import GONE
from tests.support.house import House
from tests.support.people import Seen, Somebody
from tests.support.visit_story import VisitStory, at_half_day


@pytest.fixture
def story(house: House) -> VisitStory:
    return VisitStory.of(house)


async def link_of(house: House, person: Somebody, card: Seen, verb: str) -> str:
    """Presses Download; the address in the message that follows (no button: Teams opens https only)."""
    await person.press(card, verb)
    await house.kept()
    told = (await person.newest()).words
    assert "The link is for you alone, and works until Tuesday 24 November 2026 at 10:00." in told
    return next(word for word in told.split() if word.startswith("http")).replace("\\", "")


async def fetched(house: House, url: str) -> tuple[int, str]:
    async with house.http.get(url) as reply:
        assert reply.headers["Cache-Control"] == "no-store"
        return reply.status, await reply.text()


async def test_a_visit_is_downloaded_until_the_link_expires(story: VisitStory) -> None:
    house = story.house
    visit = await story.booked()
    url = await link_of(house, story.head, await story.head.newest(), "visit.download")
    async with house.http.get(url) as reply:
        assert (reply.status, reply.content_type) == (200, "text/calendar")
        assert reply.headers["Content-Disposition"] == 'attachment; filename="visits.ics"'
        data = await reply.text()
    half_day = at_half_day(visit)
    assert f"DTSTART;TZID=Europe/London:{half_day.on:%Y%m%d}T{half_day.starts:%H%M%S}" in data
    assert f"UID:{visit.id}@sip-desk" in data
    house.move_to(house.now + timedelta(hours=25))
    assert await fetched(house, url) == (404, GONE)


async def test_a_cancelled_visit_says_so_in_the_list_that_was_fetched_before(story: VisitStory) -> None:
    house, sip = story.house, story.sip
    await story.booked()
    await sip.type("my visits")
    await house.kept()
    url = await link_of(house, sip, await sip.newest(), "visits.download")
    assert "STATUS:CONFIRMED" in (await fetched(house, url))[1]
    card = next(one for one in reversed(await sip.cards()) if "cancel_box" in one.parts)
    await sip.press(card, "visit.cancel", cancel_reason="Ill.")
    await house.kept()
    assert (await story.visit()).status is VisitStatus.CANCELLED
    status, data = await fetched(house, url)
    assert (status, "STATUS:CANCELLED" in data, "Ill." in data) == (200, True, False)


async def test_a_link_that_was_changed_or_is_nobodys_opens_nothing(story: VisitStory) -> None:
    house = story.house
    visit = await story.booked()
    links, until = house.service.links, house.now + timedelta(hours=1)
    stranger = VisitStory.of(house, 1).sip
    for url in (
        links.calendar_file(stranger.id, visit.id, until),
        links.calendar_file("00000000-0000-4000-8000-000000000000", "", until),
        links.calendar_file(story.sip.id, "visit-9", until),
        f"{links.calendar_file(story.sip.id, visit.id, until)[:-8]}xxxx.ics",
        f"{house.bot}/visits/{visit.id}.ics",
    ):
        assert await fetched(house, url) == (404, GONE)
