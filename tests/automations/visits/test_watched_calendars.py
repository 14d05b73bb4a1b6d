"""Calendars are swept and watched: what a sweep or a notice says, and whose notices are believed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from automations.engine.command_bus import CLOCK
from automations.engine.scheduler import run_due_commands
from automations.visits.calendar_notices import Notices
from automations.visits.calendar_sync import SyncCalendar, subscribe_to_calendar, sync_calendar
from automations.workflows import TABLES
from handbook.core.british_time import london_date
from handbook.core.calendars import Notice
from handbook.core.refusal import Refused
from handbook.visits.visit import VisitStatus as S
from store.calendar_subscriptions import CalendarSubscription
from tests.automations.office import SIP, Office
from tests.automations.visit_office import come_to, the_visit
from tests.automations.visits.test_in_outlook import at, entry_of, watch_of
from tests.support import visits as v


async def test_a_calendar_is_minded_once_a_day(office: Office) -> None:
    assert await run_due_commands(office.bus, TABLES.due) == 0
    await come_to(office, S.BOOKED)
    due = [await run_due_commands(office.bus, TABLES.due) for _ in range(2)]
    assert due == [2, 0]  # the calendar, and the school's part of the report
    await office.run_all()
    [order] = office.ends.subscriptions.orders.values()
    subscription = await watch_of(office)
    assert (subscription.subscription_id, subscription.client_state) == (
        order.id,
        office.ends.subscriptions.states[order.id],
    )
    assert len(subscription.client_state) >= 32
    assert subscription.since
    office.now += timedelta(days=1)
    assert await run_due_commands(office.bus, TABLES.due) == 1
    await office.run_all()
    [renewed] = office.ends.subscriptions.orders.values()
    assert (renewed.id, renewed.expires_at - order.expires_at) == (order.id, timedelta(days=1))
    with pytest.raises(Refused):
        await office.bus.decide(SyncCalendar(SIP.id, london_date(office.now)), CLOCK, "clock")


async def test_a_watch_that_expired_is_begun_anew(small_office: Office) -> None:
    await come_to(small_office, S.BOOKED)
    await subscribe_to_calendar(small_office.work, SIP.id)
    before = await watch_of(small_office)
    small_office.ends.subscriptions.orders.clear()
    await subscribe_to_calendar(small_office.work, SIP.id)
    after = await watch_of(small_office)
    assert before.subscription_id != after.subscription_id
    assert before.client_state != after.client_state


async def test_without_an_address_of_ours_there_are_sweeps_only(small_office: Office) -> None:
    await come_to(small_office, S.BOOKED)
    await subscribe_to_calendar(replace(small_office.work, subscriptions=None), SIP.id)
    assert await watch_of(small_office) == CalendarSubscription(SIP.id)


async def test_a_sweep_goes_on_from_the_last_until_its_window_runs_out(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    await sync_calendar(small_office.work, SIP.id)
    first = await watch_of(small_office)
    small_office.ends.calendars.put(SIP, replace(await entry_of(small_office), period=at(v.FOURTH)))
    await sync_calendar(small_office.work, SIP.id)
    second = await watch_of(small_office)
    await small_office.run_all()
    assert (await the_visit(small_office)).half_day == v.FOURTH
    assert first.since != second.since
    assert first.since_until == second.since_until
    small_office.now += timedelta(days=250)
    await sync_calendar(small_office.work, SIP.id)
    third = await watch_of(small_office)
    assert third.since_until is not None
    assert second.since_until is not None
    assert third.since_until > second.since_until
    assert visit.event_id


async def test_what_a_sweep_says_of_other_entries_is_none_of_our_business(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    await sync_calendar(small_office.work, SIP.id)
    await small_office.run_all()
    small_office.ends.calendars.entries[SIP.id] = {}
    small_office.ends.calendars.enter(SIP, v.FOURTH)
    await sync_calendar(small_office.work, SIP.id)
    assert await small_office.run_all() == []
    assert (await the_visit(small_office)).version == visit.version


async def test_notices_are_believed_for_their_secret_alone(small_office: Office) -> None:
    visit = await come_to(small_office, S.BOOKED)
    await subscribe_to_calendar(small_office.work, SIP.id)
    await small_office.run_all()
    subscription = await watch_of(small_office)
    small_office.ends.calendars.put(SIP, replace(await entry_of(small_office), period=at(v.FOURTH)))
    good = Notice(subscription.subscription_id, subscription.client_state, visit.event_id, "updated 1")
    forged = [
        replace(good, client_state="guessed"),
        replace(good, subscription_id="other"),
        replace(good, client_state="é"),
    ]
    assert await Notices(small_office.bus).heard(forged) == 3
    assert small_office.outbox() == []
    other = replace(good, entry_id="own-1")
    assert await Notices(small_office.bus).heard([good, good, other]) == 0
    assert [job.effect for job in small_office.outbox()] == ["look_at_calendar"]
    await small_office.run_all()
    assert await Notices(small_office.bus).heard([good]) == 0
    assert small_office.outbox() == []
    assert (await the_visit(small_office)).half_day == v.FOURTH


async def test_word_that_an_entry_was_deleted_has_its_calendar_swept(small_office: Office) -> None:
    """Reading the entry would say that it stands: what is deleted can still be read."""
    visit = await come_to(small_office, S.BOOKED)
    await subscribe_to_calendar(small_office.work, SIP.id)
    await small_office.run_all()
    subscription = await watch_of(small_office)
    deleted = Notice(subscription.subscription_id, subscription.client_state, visit.event_id, "deleted 2", deleted=True)
    small_office.ends.calendars.take_out(SIP.id, visit.event_id)
    assert await Notices(small_office.bus).heard([replace(deleted, state="updated 2", deleted=False), deleted]) == 0
    assert [job.effect for job in small_office.outbox()] == ["sweep_calendar"]
    await small_office.wait_and_keep()
    assert (await the_visit(small_office)).status is S.CANCELLED


@pytest.mark.parametrize(
    ("event", "effects"),
    [
        ("reauthorizationRequired", ["watch_calendar"]),
        ("subscriptionRemoved", ["watch_calendar", "sweep_calendar"]),
        ("missed", ["sweep_calendar"]),
    ],
)
async def test_a_watch_that_needs_something_gets_it(small_office: Office, event: str, effects: list[str]) -> None:
    await come_to(small_office, S.BOOKED)
    await subscribe_to_calendar(small_office.work, SIP.id)
    await small_office.run_all()
    subscription = await watch_of(small_office)
    notice = Notice(subscription.subscription_id, subscription.client_state, about_subscription=event)
    assert await Notices(small_office.bus).heard([notice, notice]) == 0
    assert [job.effect for job in small_office.outbox()] == effects
