"""Notices that come at once, twice, forged, or while the database takes nothing."""

import asyncio

import sqlalchemy as sa

from automations.visits.calendar_notices import Notices
from automations.visits.calendar_sync import SyncCalendar
from handbook.core.british_time import london_date
from handbook.core.calendars import Notice
from handbook.visits.visit import Visit
from handbook.visits.visit import VisitStatus as S
from store.calendar_subscriptions import CalendarSubscription
from tests.automations.office import SIP, Office, no_room_for_jobs
from tests.automations.visit_office import come_to


async def watched(office: Office) -> tuple[Visit, CalendarSubscription]:
    visit = await come_to(office, S.BOOKED)
    await office.bus.decide(SyncCalendar(SIP.id, london_date(office.now)), "clock", "clock")
    await office.run_all()
    subscription = await office.bus.read(lambda uow: uow.calendar_subscriptions.of_person(SIP.id))
    assert subscription.subscription_id
    return visit, subscription


async def test_what_comes_at_once_is_one_look_and_each_sender_is_answered(small_office: Office) -> None:
    visit, subscription = await watched(small_office)
    notices = Notices(small_office.bus)
    posts = [
        (Notice(subscription.subscription_id, subscription.client_state, visit.event_id, f"updated {n % 20}"),)
        for n in range(40)
    ]
    forged = Notice(subscription.subscription_id, "guessed", visit.event_id, "deleted")
    unknown = Notice("nobody's", "guessed", visit.event_id, "deleted")
    refused = await asyncio.gather(*(notices.heard(post) for post in [*posts, (forged, unknown), ()]))
    assert refused == [*[0] * len(posts), 2, 0]
    looks = [job for job in small_office.outbox() if job.effect == "look_at_calendar"]
    assert len(looks) == 2, "the first, and all that came while it was written"


async def test_who_asks_while_the_ledger_takes_nothing_is_told_so_and_may_ask_again(small_office: Office) -> None:
    visit, subscription = await watched(small_office)
    notices = Notices(small_office.bus)
    post = (Notice(subscription.subscription_id, subscription.client_state, visit.event_id, "updated"),)
    with no_room_for_jobs(small_office.database):
        for failed in await asyncio.gather(notices.heard(post), notices.heard(post), return_exceptions=True):
            assert isinstance(failed, sa.exc.DBAPIError)
    assert await notices.heard(post) == 0
    assert len([job for job in small_office.outbox() if job.effect == "look_at_calendar"]) == 1
