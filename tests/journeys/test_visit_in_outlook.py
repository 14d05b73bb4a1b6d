"""What people do to a visit in Outlook: cards, database and both people follow, by a notice or by the daily delta
query."""

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from handbook.core.half_days import HalfDay
from handbook.visits.visit import Visit, VisitStatus
from tests.support.house import House
from tests.support.visit_story import Outlook, VisitStory, at_half_day, times


@pytest.fixture
def story(house: House) -> VisitStory:
    return VisitStory.of(house)


async def watched(story: VisitStory) -> Visit:
    """A booked visit, whose SIP's calendar is watched."""
    await story.booked()
    assert await story.house.run_due_commands()  # the school is asked for its part too
    assert await subscriptions(story)
    return await story.visit()


async def subscriptions(story: VisitStory) -> list[dict[str, Any]]:
    async with story.house.http.get(f"{story.house.sandbox}/control/subscriptions") as reply:
        return await reply.json()


async def manners(story: VisitStory, **given: object) -> None:
    async with story.house.http.post(f"{story.house.sandbox}/control/notifications", json=given) as reply:
        assert reply.status == 200, await reply.text()


async def becomes(story: VisitStory, status: VisitStatus, version: int) -> Visit:
    """The visit, once what was done in Outlook has been noticed."""
    async with asyncio.timeout(30):
        while (await story.visit()).version <= version:
            await asyncio.sleep(0.02)
            if await story.house.later():  # a deleted entry is looked for once more, a little later
                await story.house.hasten()
    await story.house.kept()
    visit = await story.visit()
    assert visit.status is status, visit
    return visit


async def event(outlook: Outlook, visit: Visit) -> dict[str, Any]:
    [found] = await outlook.on(at_half_day(visit))
    return found


def later(visit: Visit) -> HalfDay:
    """An hour later on its own day."""
    half_day = at_half_day(visit)
    hour = half_day.starts.replace(hour=half_day.starts.hour + 1)
    return HalfDay(half_day.on, hour, half_day.ends.replace(hour=half_day.ends.hour + 1))


async def test_a_visit_that_the_sip_moves_in_outlook_is_moved_here(story: VisitStory) -> None:
    visit = await watched(story)
    await story.sips_outlook.act(await event(story.sips_outlook, visit), "move", **times(later(visit)))
    moved = await becomes(story, VisitStatus.BOOKED, visit.version)
    assert moved.half_day == later(visit)
    for person in (story.sip, story.head):
        card = await person.newest()
        assert f"by {story.sip.name}, in Outlook. Now {later(visit).starts:%H:%M} to" in card.words
        assert f"by {story.sip.name}, in Outlook." in card.card["fallbackText"]


async def test_a_visit_that_is_deleted_in_outlook_is_cancelled_here(story: VisitStory) -> None:
    visit = await watched(story)
    await story.sips_outlook.act(await event(story.sips_outlook, visit), "delete")
    await becomes(story, VisitStatus.CANCELLED, visit.version)
    for person in (story.sip, story.head):
        card = await person.newest()
        assert "removed from the calendar in Outlook" in card.words
        assert "none planned, 6 left" in card.words


async def test_an_entry_that_is_not_found_once_ends_nothing(story: VisitStory) -> None:
    visit = await watched(story)
    entry = await event(story.sips_outlook, visit)
    await story.house.fault(
        service="graph", kind="status", status=404, code="ErrorItemNotFound", method="GET", path="/events/AA"
    )
    await story.sips_outlook.act(entry, "move", **times(later(visit)))
    async with asyncio.timeout(20):
        while not await story.house.faults_met():
            await asyncio.sleep(0.02)
    await story.house.heal()
    moved = await becomes(story, VisitStatus.BOOKED, visit.version)
    assert (moved.event_id, moved.half_day) == (visit.event_id, later(visit))
    for outlook in (story.sips_outlook, story.heads_outlook):
        [found] = await outlook.on(later(visit))
        assert not found["cancelled"], "nobody is told that it does not take place"


@pytest.mark.parametrize("code", ["MailboxNotEnabledForRESTAPI", "ResourceNotFound"])
async def test_a_mailbox_that_is_away_is_said_and_the_visit_is_kept(story: VisitStory, code: str) -> None:
    visit = await watched(story)
    entry = await event(story.sips_outlook, visit)
    whose = f"/users/{story.sip.id}/"
    await story.house.fault(service="graph", kind="status", status=404, code=code, path=whose, times=None)
    await story.sips_outlook.act(entry, "move", **times(later(visit)))
    async with asyncio.timeout(20):
        while "the mailbox in Outlook cannot be opened" not in (await story.visit()).trouble:
            await asyncio.sleep(0.02)
            await story.house.hasten()
    kept = await story.visit()
    assert (kept.status, kept.version, kept.event_id) == (VisitStatus.BOOKED, visit.version, visit.event_id)
    for person in (story.sip, story.head):
        assert any("the mailbox in Outlook cannot be opened" in card.words for card in await person.cards())
    await story.house.heal()
    moved = await becomes(story, VisitStatus.BOOKED, visit.version)
    assert moved.half_day == later(visit)
    [found] = await story.heads_outlook.on(later(visit))
    assert not found["cancelled"]
    assert (await story.visit()).trouble == ""


async def test_an_event_from_which_everybody_was_taken_in_outlook_stays(story: VisitStory) -> None:
    visit = await watched(story)
    tenant = story.house.tenant
    url = f"{tenant['graph']}/users/{story.sip.id}/events/{quote(visit.event_id, safe='')}"
    headers = {"Authorization": f"Bearer {tenant['tokens'][story.sip.id]}"}
    async with story.house.http.patch(url, json={"attendees": []}, headers=headers) as reply:
        assert reply.status == 200, await reply.text()
    await story.sips_outlook.act(await event(story.sips_outlook, visit), "move", **times(later(visit)))
    moved = await becomes(story, VisitStatus.BOOKED, visit.version)
    assert (moved.event_id, moved.half_day) == (visit.event_id, later(visit))
    assert [one["id"] for one in await story.sips_outlook.on(later(visit))] == [visit.event_id]


async def test_one_entry_in_a_zone_of_its_own_stops_no_sweep(story: VisitStory) -> None:
    """Nor does a link of the last delta query that is none any more."""
    visit = await watched(story)
    await story.sips_outlook.enter(later(visit), custom_zone=True)
    await manners(story, lost=True)
    await story.sips_outlook.act(await event(story.sips_outlook, visit), "move", **times(later(visit)))
    async with story.house.http.post(f"{story.house.sandbox}/control/delta/expire", json={"invalid": True}) as reply:
        assert reply.status == 200, await reply.text()
    await story.house.run_due_commands(story.house.now + timedelta(days=1))
    moved = await becomes(story, VisitStatus.BOOKED, visit.version)
    assert moved.half_day == later(visit)


async def test_a_visit_that_is_set_to_all_day_in_outlook_reads_as_a_day(story: VisitStory) -> None:
    visit = await watched(story)
    entry = await event(story.sips_outlook, visit)
    await story.sips_outlook.act(entry, "move", all_day=True, **times(at_half_day(visit)))
    noted = await becomes(story, VisitStatus.BOOKED, visit.version)
    assert at_half_day(noted).words.endswith(", all day")
    for person in (story.sip, story.head):
        assert "all day is more than one half-day, so this visit counts as two" in (await person.newest()).words
    await story.sips_outlook.act(entry, "move", **times(later(visit)))
    assert (await becomes(story, VisitStatus.BOOKED, noted.version)).trouble == ""


async def test_an_invitation_that_is_declined_puts_the_visit_off(story: VisitStory) -> None:
    visit = await watched(story)
    await story.heads_outlook.act(await event(story.heads_outlook, visit), "decline", comment="A trip.")
    sought = await becomes(story, VisitStatus.FOUND, visit.version + 1)
    assert visit.half_day not in {slot.half_day for slot in sought.slots}
    assert await story.sips_outlook.on(at_half_day(visit)) == []
    assert "declined the invitation in Outlook" in (await story.sip.newest()).words


async def test_a_new_time_that_is_proposed_in_outlook_is_asked_once(story: VisitStory) -> None:
    visit = await watched(story)
    await story.heads_outlook.act(await event(story.heads_outlook, visit), "propose", **times(later(visit)))
    asked = await becomes(story, VisitStatus.MOVE_ASKED, visit.version)
    card = await story.sip.newest()
    assert f"{later(visit).starts:%H:%M}" in card.words
    await story.sip.press(card, "visit.keep")
    await story.house.kept()
    kept = await becomes(story, VisitStatus.BOOKED, asked.version)
    await story.house.run_due_commands(story.house.now + timedelta(days=1))
    assert (await story.visit()).version == kept.version
    assert kept.half_day == visit.half_day


async def test_notices_that_come_twice_and_out_of_order_do_no_harm(story: VisitStory) -> None:
    visit = await watched(story)
    await manners(story, copies=3, held=True)
    entry = await event(story.sips_outlook, visit)
    await story.sips_outlook.act(entry, "move", **times(later(visit)))
    await story.sips_outlook.act(entry, "move", **times(at_half_day(visit)))
    await story.sips_outlook.act(entry, "move", **times(later(visit)))
    async with story.house.http.post(
        f"{story.house.sandbox}/control/notifications/release", json={"reverse": True}
    ) as reply:
        assert (await reply.json())["released"] == 9
    moved = await becomes(story, VisitStatus.BOOKED, visit.version)
    assert (moved.half_day, moved.version) == (later(visit), visit.version + 1)
    assert len(await story.house.audit("moved_in_outlook")) == 1


async def test_what_no_notice_told_of_is_found_by_the_daily_sweep(story: VisitStory) -> None:
    visit = await watched(story)
    await manners(story, lost=True)
    await story.sips_outlook.act(await event(story.sips_outlook, visit), "delete")
    assert (await story.visit()).status is VisitStatus.BOOKED
    assert await story.house.run_due_commands() == 0  # it was minded today
    await story.house.run_due_commands(story.house.now + timedelta(days=1))
    await becomes(story, VisitStatus.CANCELLED, visit.version)


async def test_a_watch_that_was_removed_is_begun_anew_and_nothing_is_missed(story: VisitStory) -> None:
    visit = await watched(story)
    [before] = await subscriptions(story)
    await manners(story, lost=True)
    await story.sips_outlook.act(await event(story.sips_outlook, visit), "delete")
    await manners(story)
    async with story.house.http.post(
        f"{story.house.sandbox}/control/subscriptions/{before['id']}", json={"event": "subscriptionRemoved"}
    ) as reply:
        assert reply.status == 200, await reply.text()
    await becomes(story, VisitStatus.CANCELLED, visit.version)
    [after] = await subscriptions(story)
    assert after["id"] != before["id"]


async def test_notices_of_somebody_else_are_taken_and_believed_in_nothing(story: VisitStory) -> None:
    visit = await watched(story)
    [order] = await subscriptions(story)
    url = f"{story.house.bot}/api/graph/notifications"
    before = await story.house.rows("SELECT count(*) FROM workflow_status")
    forged = {"subscriptionId": order["id"], "clientState": "guessed", "changeType": "deleted"}
    unknown = {"subscriptionId": "nobody's", "clientState": "guessed", "resourceData": {"id": visit.event_id}}
    async with story.house.http.post(url, json={"value": [forged, unknown, "?"]}) as reply:
        assert (reply.status, await reply.text()) == (202, "")
    assert await story.house.rows("SELECT count(*) FROM workflow_status") == before
    assert (await story.visit()).version == visit.version


async def test_a_flood_of_handshakes_keeps_no_notice_out(story: VisitStory) -> None:
    visit = await watched(story)
    url = f"{story.house.bot}/api/graph/notifications"

    async def handshake(number: int) -> bool:
        async with story.house.http.post(url, params={"validationToken": f"token {number}"}) as reply:
            return reply.status == 200 and await reply.text() == f"token {number}"

    flood = asyncio.gather(*(handshake(number) for number in range(300)))
    await story.sips_outlook.act(await event(story.sips_outlook, visit), "move", **times(later(visit)))
    assert all(await flood)
    assert (await becomes(story, VisitStatus.BOOKED, visit.version)).half_day == later(visit)


async def test_the_door_gives_back_what_it_is_asked_and_nothing_else(house: House) -> None:
    for path in ("notifications", "lifecycle"):
        url = f"{house.bot}/api/graph/{path}"
        async with house.http.post(url, params={"validationToken": "Here? <b>you</b> & us"}) as reply:
            assert (reply.status, reply.content_type) == (200, "text/plain")
            assert await reply.text() == "Here? <b>you</b> & us"
        async with house.http.post(url, params={"validationToken": "x" * 2049}) as reply:
            assert (reply.status, await reply.text()) == (400, "")
        for body in (b"", b"{", b"[]", b'{"value": 1}', b"[" * 100_000):
            async with house.http.post(url, data=body) as reply:
                assert (reply.status, await reply.text()) == (400, "")
